from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models.signed import (
    DocumentFile,
    DocumentSalt,
    Format,
    SignedDocument,
    file_path,
)
from consultations.conclusions.models.summary import ProposalSummary
from consultations.process.models import Consultation

__all__ = [
    "ConclusionFile",
    "ConclusionKind",
    "Format",
    "SnapshotSalt",
    "SummaryConclusion",
    "file_path",
]


class ConclusionKind(models.TextChoices):
    FULL = "full", _("with the position of the committee")
    LAPSED = "lapsed", _("without the position of the committee")
    # Signed before the committee had a document of its own; no new one is made.
    EARLIER = "earlier", _("with the answers of the committee")


class SummaryConclusion(SignedDocument):
    """The organiser's signed summary conclusion.

    A full one is built on the committee's summary. A lapsed one is signed when the committee's
    term has passed without it: the consultation goes on, and a full one supersedes it.
    """

    name = "conclusion"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="conclusions")
    kind = models.CharField(max_length=8, choices=ConclusionKind, default=ConclusionKind.FULL)
    summary = models.ForeignKey(
        ProposalSummary, models.PROTECT, null=True, blank=True, related_name="conclusions"
    )
    # By how many days the committee was late when it was signed.
    days_late = models.PositiveSmallIntegerField(default=0)
    answer_due_on = models.DateField(_("addressee's answer due on"))

    class Meta(SignedDocument.Meta):
        verbose_name = _("summary conclusion")
        verbose_name_plural = _("summary conclusions")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "revision"], name="conclusion_revision_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="full", summary__isnull=False, days_late=0)
                | Q(kind="lapsed", summary__isnull=True, days_late__gt=0)
                | Q(kind="earlier", summary__isnull=True, days_late=0, revision=1),
                name="conclusion_is_of_its_kind",
            ),
        ]

    @property
    def is_lapsed(self) -> bool:
        return self.kind == ConclusionKind.LAPSED

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.consultation.organiser_id]

    def new_file(self, fmt: str) -> "ConclusionFile":
        """A file of this document that is not saved yet."""
        return ConclusionFile(conclusion=self, format=fmt)


class SnapshotSalt(DocumentSalt):
    conclusion = models.ForeignKey(SummaryConclusion, models.CASCADE, related_name="salts")

    class Meta:
        verbose_name = _("salt of a commitment")
        verbose_name_plural = _("salts of commitments")
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "key"], name="snapshot_salt_once")
        ]


class ConclusionFile(DocumentFile):
    conclusion = models.ForeignKey(SummaryConclusion, models.CASCADE, related_name="files")

    class Meta:
        verbose_name = _("document of a conclusion")
        verbose_name_plural = _("documents of a conclusion")
        ordering = ["conclusion", "format"]
        constraints = [
            models.UniqueConstraint(fields=["conclusion", "format"], name="conclusion_file_once")
        ]

    @property
    def document(self) -> SummaryConclusion:
        return self.conclusion

    @document.setter
    def document(self, conclusion: SummaryConclusion) -> None:
        self.conclusion = conclusion
