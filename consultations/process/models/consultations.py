import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase, Window
from consultations.process.querysets import ConsultationQuerySet
from core.accounts.models import Body, Council
from drafts.models import BillVersion


class Form(models.TextChoices):
    """The forms of public control (212-FZ, art. 18)."""

    EXPERTISE = "expertise", _("public expertise")
    DISCUSSION = "discussion", _("public discussion")
    HEARING = "hearing", _("public hearings")
    MONITORING = "monitoring", _("public monitoring")
    INSPECTION = "inspection", _("public inspection")


# Concluded by a closing document of their own (consultations.control), not by a summary conclusion.
CONTROL_FORMS = frozenset({Form.MONITORING, Form.INSPECTION})


class ConsultationStatus(models.TextChoices):
    RUNNING = "running", _("running")
    CONCLUDED = "concluded", _("concluded")


@dataclass(frozen=True, slots=True)
class Side:
    """A consultation as seen by one of its three parties, for the permission table."""

    access_phase: str
    bodies: tuple[int, ...]

    def access_bodies(self, action: str) -> Iterable[int]:
        return self.bodies


class Consultation(models.Model):  # type: ignore[django-manager-missing]
    """One act of public control over one version of a bill, with a window and councils.

    Three roles are kept apart: the organiser holds it and signs the summary conclusion, the
    responder (the committee) answers, the addressee answers the conclusion's recommendations.
    """

    version = models.ForeignKey(BillVersion, models.PROTECT, related_name="consultations")
    form = models.CharField(_("form"), max_length=12, choices=Form)
    year = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=80)
    question = models.TextField(_("question put to the public"))
    # Monitoring and inspection (212-FZ, arts 19 and 20) have a subject; an inspection also a body
    # that is inspected.
    subject = models.TextField(_("subject"), blank=True)
    inspected_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name=_("inspected body"),
    )
    # The monitoring by whose results this event is held (212-FZ, art. 19).
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sequels", editable=False
    )
    basis = models.TextField(_("basis"), blank=True)
    procedure = models.TextField(_("procedure"), blank=True)
    results_method = models.TextField(_("how the results are determined"))
    organiser = models.ForeignKey(
        Council, models.PROTECT, related_name="organised", verbose_name=_("organiser")
    )
    responder = models.ForeignKey(
        Body, models.PROTECT, related_name="responding", verbose_name=_("responsible committee")
    )
    addressee = models.ForeignKey(
        Body, models.PROTECT, related_name="addressed", verbose_name=_("addressee")
    )
    announced_on = models.DateField(_("announced on"))
    # Local dates of the region, the last day included; the instants below follow from them.
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    opens_at = models.DateTimeField(editable=False)
    closes_at = models.DateTimeField(editable=False)
    answer_due_on = models.DateField(_("answers due on"))
    premoderated = models.BooleanField(_("comments are checked before they appear"), default=False)
    status = models.CharField(
        max_length=12, choices=ConsultationStatus, default=ConsultationStatus.RUNNING
    )
    # What still needs an answer or a decision; kept by the services, recounted before signing.
    open_items = models.PositiveIntegerField(default=0, editable=False)
    participant_count = models.PositiveIntegerField(default=0, editable=False)
    # Grows with every change of what everybody reads of its proposals, in the transaction of the
    # change: whoever keeps a printed list keeps it together with this number.
    public_state = models.PositiveBigIntegerField(default=0, editable=False)
    opening_noted_at = models.DateTimeField(null=True, editable=False)
    closing_noted_at = models.DateTimeField(null=True, editable=False)
    concluded_at = models.DateTimeField(null=True, editable=False)
    # When the committee signed its newest summary of proposals; null unless that one covers
    # everything that stands now.
    summary_signed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opens_at", "-pk"]
        indexes = [models.Index(fields=["status", "closes_at"], name="consultation_window")]
        constraints = [
            models.UniqueConstraint(fields=["year", "slug"], name="consultation_address_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on"), closes_at__gt=F("opens_at")),
                name="consultation_window_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status="concluded") | Q(open_items=0),
                name="consultation_concluded_has_nothing_open",
            ),
            models.CheckConstraint(
                condition=Q(status="concluded", concluded_at__isnull=False)
                | Q(status="running", concluded_at__isnull=True),
                name="consultation_concluded_has_time",
            ),
            models.CheckConstraint(
                condition=Q(summary_signed_at=None) | Q(open_items=0),
                name="consultation_summary_has_nothing_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="concluded")
                | Q(form__in=["monitoring", "inspection"])
                | Q(summary_signed_at__isnull=False),
                name="consultation_concluded_has_summary",
            ),
            models.CheckConstraint(
                condition=Q(inspected_body=None) | Q(form="inspection"),
                name="consultation_inspects_by_inspection",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(form="monitoring"),
                name="consultation_follows_monitoring",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.version.bill}"

    def get_absolute_url(self) -> str:
        return reverse("reader:consultation", args=[self.year, self.slug])

    def phase_at(self, now: dt.datetime) -> Phase:
        concluded = self.status == ConsultationStatus.CONCLUDED
        return Window(self.opens_at, self.closes_at).phase(now, concluded=concluded)

    @property
    def phase(self) -> Phase:
        """The phase now; services take the moment as a parameter instead."""
        return self.phase_at(timezone.now())

    @property
    def is_control(self) -> bool:
        """Whether a closing document concludes it: a monitoring or an inspection."""
        return self.form in CONTROL_FORMS

    @property
    def as_organiser(self) -> Side:
        return Side(self.phase, (self.organiser_id,))

    @property
    def as_responder(self) -> Side:
        return Side(self.phase, (self.responder_id,))

    @property
    def as_either(self) -> Side:
        """For what either the organiser or the responder may do."""
        return Side(self.phase, (self.organiser_id, self.responder_id))
