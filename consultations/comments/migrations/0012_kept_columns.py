from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0011_report_imprints'),
    ]

    operations = [
        migrations.AddField(
            model_name='provisioncomment',
            name='municipality_key',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='provisioncomment',
            name='ground_code',
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
    ]
