"""Closing documents of monitoring and inspection, and what the inspected body objects."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.control.domain.closing import BLOCKS, ClosingData
from consultations.control.querysets import ClosingQuerySet
from consultations.process.models import Consultation
from core.uploads.storage import private_storage


class ClosingDocument(models.Model):
    """One edition of the closing document: a draft until it is signed, then never changed. A later
    edition supersedes it; all signed editions stay public."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="closings")
    edition = models.PositiveSmallIntegerField(default=1)
    place_time = models.TextField(_("place and time"), blank=True)
    tasks = models.TextField(_("tasks"), blank=True)
    forms = models.TextField(_("forms of control"), blank=True)
    facts = models.TextField(_("established facts"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True)
    conclusions = models.TextField(_("conclusions"), blank=True)
    recommendations = models.TextField(_("recommendations"), blank=True)
    attachments = models.TextField(_("attachments"), blank=True)
    # Grows with every saved draft: nobody overwrites what somebody else has saved meanwhile.
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    number = models.CharField(_("number"), max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # Who signs acts publicly: name and post as printed.
    signer_name = models.CharField(max_length=200, blank=True, editable=False)
    signer_post = models.CharField(max_length=300, blank=True, editable=False)
    # Everything else that is printed, as it was at the signature.
    snapshot = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing document")
        verbose_name_plural = _("closing documents")
        ordering = ["consultation", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "edition"], name="closing_edition_once"
            ),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(signed_at=None), name="closing_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | (~Q(number="") & ~Q(sha256="")),
                name="closing_signed_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.edition}"

    def get_absolute_url(self) -> str:
        event = self.consultation
        return reverse("control:closing", args=[event.year, event.slug])

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    def data(self) -> ClosingData:
        return ClosingData(**{name: getattr(self, name) for name in BLOCKS})

    def take(self, data: ClosingData) -> None:
        for name in BLOCKS:
            setattr(self, name, getattr(data, name))


class Format(models.TextChoices):
    """In the order in which they are offered."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"


def closing_path(file: "ClosingFile", filename: str) -> str:
    event = file.document.consultation
    return f"closing/{event.year}/{event.slug}/e{file.document.edition}/{filename}"


class ClosingFile(models.Model):
    """A signed closing document as it was issued."""

    document = models.ForeignKey(ClosingDocument, models.CASCADE, related_name="files")
    format = models.CharField(max_length=8, choices=Format)
    file = models.FileField(upload_to=closing_path, storage=private_storage)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a closing document")
        verbose_name_plural = _("files of closing documents")
        ordering = ["document", "format"]
        constraints = [
            models.UniqueConstraint(fields=["document", "format"], name="closing_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}.{self.format}"

    def as_download(self) -> dict[str, Any]:
        """As components/downloads.html calls it."""
        event = self.document.consultation
        url = reverse(
            "control:closing_file",
            args=[event.year, event.slug, self.document.edition, self.format],
        )
        return {"title": str(self.document.number), "format": self.format, "url": url,
                "size": self.size}  # fmt: skip


class Objections(models.Model):
    """What the inspected body has objected to the act, as it was received."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="act_objections")
    received_on = models.DateField(_("received on"))
    number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    text = models.TextField(_("text"), max_length=20_000)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("objections of the inspected body")
        verbose_name_plural = _("objections of inspected bodies")
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.received_on}"
