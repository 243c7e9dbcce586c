from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models.signed import DocumentFile, DocumentSalt, SignedDocument
from consultations.process.models import Consultation


class ProposalSummary(SignedDocument):
    """The committee's signed summary of proposals with its position on each of them.

    The organiser's conclusion is built on it. Whether the newest one still covers everything is
    said by `Consultation.summary_signed_at`.
    """

    name = "summary"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="summaries")

    class Meta(SignedDocument.Meta):
        verbose_name = _("summary of proposals")
        verbose_name_plural = _("summaries of proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "revision"], name="summary_revision_once"
            )
        ]

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.consultation.responder_id]

    def new_file(self, fmt: str) -> "SummaryFile":
        """A file of this document that is not saved yet."""
        return SummaryFile(document=self, format=fmt)


class SummarySalt(DocumentSalt):
    document = models.ForeignKey(ProposalSummary, models.CASCADE, related_name="salts")

    class Meta:
        verbose_name = _("salt of a commitment")
        verbose_name_plural = _("salts of commitments")
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="summary_salt_once")
        ]


class SummaryFile(DocumentFile):
    document = models.ForeignKey(ProposalSummary, models.CASCADE, related_name="files")

    class Meta:
        verbose_name = _("file of a summary")
        verbose_name_plural = _("files of a summary")
        ordering = ["document", "format"]
        constraints = [
            models.UniqueConstraint(fields=["document", "format"], name="summary_file_once")
        ]
