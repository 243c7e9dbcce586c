from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation
from core.uploads.storage import private_storage


class Format(models.TextChoices):
    """In the order in which they are offered."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    HTML = "html", "HTML"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


class SummaryConclusion(models.Model):
    """The organiser's signed summary conclusion: a frozen snapshot of ids, numbers, commitments.

    A row is written only by signing and never changes; texts are resolved when rendering. The
    salts of the commitments are kept apart (SnapshotSalt), so that a text can be erased for good
    while the snapshot and its hash, which stands in the public journal, stay as they are.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="conclusions")
    revision = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(_("number"), max_length=60)
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Who signs acts publicly: name and post as printed in the document.
    signer_name = models.CharField(_("signed by"), max_length=200)
    signer_post = models.CharField(_("post"), max_length=300)
    signed_at = models.DateTimeField()
    answer_due_on = models.DateField(_("addressee's answer due on"))

    class Meta:
        verbose_name = _("summary conclusion")
        verbose_name_plural = _("summary conclusions")
        ordering = ["consultation", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "revision"], name="conclusion_revision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        consultation = self.consultation
        return reverse("reader:conclusion", args=[consultation.year, consultation.slug])

    def documents(self) -> list["ConclusionFile"]:
        """The files that are ready, in the order of Format. One query."""
        return sorted(self.files.all(), key=lambda file: Format.values.index(file.format))

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.consultation.organiser_id]


class SnapshotSalt(models.Model):
    """The salt of one commitment of a snapshot («comment:17»).

    While it is here, anybody can check that a text is the one that was signed; it is deleted
    together with an erased text, and then nobody can guess the text from the commitment.
    """

    conclusion = models.ForeignKey(SummaryConclusion, models.CASCADE, related_name="salts")
    key = models.CharField(max_length=40)
    salt = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("salt of a commitment")
        verbose_name_plural = _("salts of commitments")
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "key"], name="snapshot_salt_once")
        ]

    def __str__(self) -> str:
        return f"{self.conclusion_id}: {self.key}"


def file_path(file: "ConclusionFile", filename: str) -> str:
    consultation = file.conclusion.consultation
    return (
        f"conclusions/{consultation.year}/{consultation.slug}/r{file.conclusion.revision}/"
        f"{filename}"
    )


class ConclusionFile(models.Model):
    """A document made from the snapshot, kept as it was issued."""

    conclusion = models.ForeignKey(SummaryConclusion, models.CASCADE, related_name="files")
    format = models.CharField(max_length=8, choices=Format)
    file = models.FileField(upload_to=file_path, storage=private_storage)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("document of a conclusion")
        verbose_name_plural = _("documents of a conclusion")
        ordering = ["conclusion", "format"]
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "format"], name="conclusion_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.conclusion_id}.{self.format}"
