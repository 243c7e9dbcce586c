"""What happens during a monitoring or an inspection: who inspects, what was seen."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.control.querysets import InspectorQuerySet, ObservationQuerySet
from consultations.process.models import Consultation
from core.accounts.models import Body
from core.uploads.storage import private_storage
from drafts.models import Provision


class Inspector(models.Model):
    """A public inspector of one inspection (212-FZ, arts 20 and 21). Who has declared a conflict
    of interest is none."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="inspectors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="inspections")
    certificate = models.CharField(_("certificate of the inspector"), max_length=120)
    order = models.CharField(_("order on the inspection"), max_length=200)
    conflict = models.TextField(_("statement on conflict of interest"), max_length=2000)
    named_at = models.DateTimeField(default=timezone.now, editable=False)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = InspectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("public inspector")
        verbose_name_plural = _("public inspectors")
        ordering = ["consultation", "named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "user"], condition=Q(ended_at=None), name="inspector_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(end_reason=""), name="inspector_ended_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.user_id}"


class InspectionNotice(models.Model):
    """That the inspected body was told of the inspection."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="notice")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    # Whether there was an address; otherwise the organiser hands the notice over.
    is_mailed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("notice of an inspection")
        verbose_name_plural = _("notices of inspections")

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.body_id}"


class Observation(models.Model):
    """What somebody saw. Published at once, never edited, withdrawn with a reason."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="observations")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen_on = models.DateField(_("seen on"))
    place = models.CharField(_("place"), max_length=300)
    fact = models.TextField(_("what was established"), max_length=5000)
    topic = models.CharField(_("topic"), max_length=300, blank=True)
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="observations"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True, editable=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["seen_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawal_reason=""),
                name="observation_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(provision__isnull=False) | ~Q(topic=""),
                name="observation_is_about_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.seen_on}"

    def get_absolute_url(self) -> str:
        """Its place on the page of all observations of the event."""
        event = self.consultation
        page = reverse("control:observations", args=[event.year, event.slug])
        return f"{page}#observation-{self.pk}"

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.consultation.organiser_id]


def file_path(file: "ObservationFile", filename: str) -> str:
    """A random name in the month of the upload: nothing of what people called the file."""
    return f"observations/{file.uploaded_at:%Y/%m}/{uuid.uuid4().hex}.{file.kind}"


class ObservationFile(models.Model):
    """A photograph or a document beside an observation, as core.uploads.intake let it in."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="files")
    file = models.FileField(storage=private_storage, upload_to=file_path)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(max_length=20)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of an observation")
        verbose_name_plural = _("files of observations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    # As components/downloads.html calls them.
    @property
    def title(self) -> str:
        return self.name

    @property
    def format(self) -> str:
        return self.kind

    @property
    def url(self) -> str:
        event = self.observation.consultation
        return reverse("control:file", args=[event.year, event.slug, self.pk])
