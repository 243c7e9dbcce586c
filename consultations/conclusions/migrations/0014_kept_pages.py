from collections.abc import Iterator
from typing import Any

from django.db import migrations, models


def count_rows(apps: Any, schema_editor: Any) -> None:
    for name in ("SummaryConclusion", "ProposalSummary"):
        model = apps.get_model("conclusions", name)
        documents: Iterator[Any] = model.objects.only("snapshot").iterator(chunk_size=1)
        for document in documents:
            rows = len(document.snapshot["groups"])
            model.objects.filter(pk=document.pk).update(rows=rows)


KINDS = [
    ("pdf", "PDF"),
    ("docx", "DOCX"),
    ("xlsx", "XLSX"),
    ("html", "HTML"),
    ("csv", "CSV"),
    ("json", "JSON"),
    ("page", "page of the site"),
]


class Migration(migrations.Migration):
    dependencies = [("conclusions", "0013_file_jobs")]

    operations = [
        migrations.AddField(
            model_name="proposalsummary",
            name="rows",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="summaryconclusion",
            name="rows",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="conclusionfile",
            name="format",
            field=models.CharField(choices=KINDS, max_length=8),
        ),
        migrations.AlterField(
            model_name="summaryfile",
            name="format",
            field=models.CharField(choices=KINDS, max_length=8),
        ),
        migrations.AlterField(
            model_name="filejob",
            name="format",
            field=models.CharField(choices=KINDS, max_length=8),
        ),
        migrations.RunPython(count_rows, migrations.RunPython.noop),
    ]
