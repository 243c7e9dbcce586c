from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0013_fill_kept_columns'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='provisioncomment',
            name='comment_proposals_from',
        ),
        migrations.AddIndex(
            model_name='provisioncomment',
            index=models.Index(condition=models.Q(('reply_to__isnull', True)), fields=['municipality_key', 'consultation', 'confirmed_at', 'xtdcomment_ptr'], name='comment_proposals_from_place'),
        ),
        migrations.AddIndex(
            model_name='provisioncomment',
            index=models.Index(condition=models.Q(('reply_to__isnull', True), ('status', 'hidden')), fields=['consultation', 'ground_code'], name='comment_hidden_grounds'),
        ),
    ]
