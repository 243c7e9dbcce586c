import django.db.models.deletion
from django.db import migrations, models


def follow(apps, schema_editor):
    """What was upheld before: which answer has not stood up, and which one came after it."""
    Objection = apps.get_model("conclusions", "AnswerObjection")
    Answer = apps.get_model("conclusions", "Answer")
    for objection in Objection.objects.filter(outcome="upheld"):
        answers = Answer.objects.filter(group=objection.group_id)
        before = answers.filter(published_at__lte=objection.decided_at)
        objection.faulted = before.order_by("revision").last()
        after = answers.filter(published_at__gt=objection.decided_at)
        objection.settled_by = after.order_by("revision").first()
        objection.save(update_fields=["faulted", "settled_by"])


def answer_of():
    return models.ForeignKey(
        blank=True,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="conclusions.answer",
    )


class Migration(migrations.Migration):
    dependencies = [("conclusions", "0008_recommendations_in_groups")]

    operations = [
        migrations.AddField("answerobjection", "faulted", answer_of()),
        migrations.AddField("answerobjection", "settled_by", answer_of()),
        migrations.AlterField(
            "answerobjection",
            "outcome",
            models.CharField(
                blank=True,
                choices=[
                    ("upheld", "upheld: the committee gives another answer"),
                    ("rejected", "rejected: the answer stands"),
                    ("answered", "justified, and answered anew already"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(follow, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "answerobjection",
            models.UniqueConstraint(
                fields=("comment", "person"), name="answer_objection_once_of_proposal"
            ),
        ),
    ]
