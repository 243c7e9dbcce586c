from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("process", "0005_summary_signed_at")]

    operations = [
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(('summary_signed_at', None), ('open_items', 0), _connector='OR'), name='consultation_summary_has_nothing_open'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'concluded'), _negated=True), ('form__in', ['monitoring', 'inspection']), ('summary_signed_at__isnull', False), _connector='OR'), name='consultation_concluded_has_summary'),
        ),
    ]
