from collections.abc import Iterator
from typing import Any

from django.db import migrations, models

MEMBERS = ("comments", "remarks", "recommendations")


def count_members(apps: Any, schema_editor: Any) -> None:
    for name in ("SummaryConclusion", "ProposalSummary"):
        model = apps.get_model("conclusions", name)
        documents: Iterator[Any] = model.objects.only("snapshot").iterator(chunk_size=1)
        for document in documents:
            groups = document.snapshot["groups"]
            members = sum(len(group.get(kind, ())) for group in groups for kind in MEMBERS)
            model.objects.filter(pk=document.pk).update(members=members)


class Migration(migrations.Migration):
    dependencies = [("conclusions", "0014_kept_pages")]

    operations = [
        migrations.AddField(
            model_name="proposalsummary",
            name="members",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="summaryconclusion",
            name="members",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(count_members, migrations.RunPython.noop),
    ]
