from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.uploads.storage import private_storage
from drafts.models.bills import Bill
from drafts.models.versions import BillVersion


class SourceText(models.Model):
    """What the file of a version says, before anyone mends it.

    `paragraphs` are the texts of its paragraphs in order; `act` and `warnings` what the parser made
    of them, as `drafts.domain.serialise` writes it.
    """

    version = models.OneToOneField(BillVersion, models.CASCADE, related_name="source_text")
    paragraphs = models.JSONField(default=list)
    act = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("text of the file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return str(self.version)


class StructureFix(models.Model):
    """What a person mended in the structure read from a file.

    It belongs to the file (by its hash) and not to the version, and so holds when the same file is
    imported again. `data` is a `drafts.domain.fixes.Fix`; `problem` says why it does not fit the
    text as it is read now (a FixProblem), empty if it does.
    """

    bill = models.ForeignKey(Bill, models.CASCADE, related_name="structure_fixes")
    source_sha256 = models.CharField(max_length=64)
    order = models.PositiveIntegerField()
    data = models.JSONField()
    path = models.CharField(max_length=500, blank=True)
    problem = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("fix of the structure")
        verbose_name_plural = _("fixes of the structure")
        ordering = ["bill", "source_sha256", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "source_sha256", "order"], name="structure_fix_order_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.data.get('operation', '')} {self.path}"


def figure_path(figure: "VersionFigure", filename: str) -> str:
    """Where a picture is kept, beside the file that it was taken from."""
    version = figure.version
    return f"bills/{version.bill.slug}/v{version.number}/figure-{figure.name}"


class VersionFigure(models.Model):
    """A picture of the text. `name` («1.png») is its address within the version."""

    version = models.ForeignKey(BillVersion, models.CASCADE, related_name="figures")
    name = models.CharField(max_length=20)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to=figure_path, storage=private_storage, max_length=200)

    class Meta:
        verbose_name = _("picture of the text")
        verbose_name_plural = _("pictures of the text")
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="version_figure_name_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.name}"
