from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0014_kept_columns_indexes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='questionanswer',
            name='question_answer_says_something',
        ),
        migrations.AddField(
            model_name='questionanswer',
            name='is_erased',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='questionanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('option__isnull', True), ('text', ''), _connector='XOR'), models.Q(('is_erased', True), ('option__isnull', True), ('text', '')), _connector='OR'), name='question_answer_says_something'),
        ),
    ]
