from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models.groups import ArgumentGroup
from consultations.process.models import Consultation


class AnswerImport(models.Model):
    """A file of answers between its upload and the yes of whoever has sent it, and the report that
    stays for a while. The file itself is not kept, only its name and fingerprint."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="answer_imports")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # When the good rows were saved as drafts; once only.
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("file of answers")
        verbose_name_plural = _("files of answers")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["uploaded_at"], name="answer_import_at")]

    def __str__(self) -> str:
        return self.name

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        """The staff of the responsible committee."""
        return [self.consultation.responder_id]


class ImportedRow(models.Model):
    """A row of a file of answers, as it was read and judged (domain.importing)."""

    report = models.ForeignKey(AnswerImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    # Where it stands in the file: «12», or «Sheet 2: 12».
    label = models.CharField(max_length=80)
    key = models.CharField(max_length=100, blank=True)
    group = models.ForeignKey(
        ArgumentGroup, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What was written, by column (domain.sheets.ANSWER).
    cells = models.JSONField(default=dict)
    verdict = models.CharField(max_length=12)
    # [code, detail] each.
    faults = models.JSONField(default=list)
    # Codes of domain.substance.Flaw: it is saved with them.
    flaws = models.JSONField(default=list)
    is_flagged = models.BooleanField(default=False)
    # What stood there when the row was judged, and whose it was; empty if nothing did.
    before = models.JSONField(default=dict)
    is_saved = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("row of a file of answers")
        verbose_name_plural = _("rows of files of answers")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="imported_row_once"),
            models.CheckConstraint(
                condition=Q(is_saved=False) | ~Q(verdict="fault"), name="faulty_row_not_saved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.label}"
