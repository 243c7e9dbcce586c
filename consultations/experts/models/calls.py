"""Open calls for experts, and what people and organisations ask in writing."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.experts.models.appointments import Appointment
from consultations.experts.models.register import Knowledge
from consultations.experts.querysets import CallQuerySet, DecidedQuerySet
from consultations.process.models import Referral, ReferralStatus
from core.accounts.models import Contact


class OpenCall(models.Model):
    """A council looks for experts for one bill. Published once, never edited."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="calls")
    requirements = models.TextField(_("what is expected of the experts"), max_length=4000)
    knowledge = models.ManyToManyField(Knowledge, related_name="calls")
    # The last local day, and the instant that follows from it.
    closes_on = models.DateField(_("applications until"))
    closes_at = models.DateTimeField(editable=False)
    announced_at = models.DateTimeField(default=timezone.now, editable=False)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for experts")
        verbose_name_plural = _("calls for experts")
        ordering = ["-closes_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.referral_id}: {self.closes_on}"

    def get_absolute_url(self) -> str:
        return reverse("experts:call", args=[self.pk])

    def is_open_at(self, now: dt.datetime) -> bool:
        """Whether one may apply: the term runs, and the council works on the bill."""
        over = (ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN)
        return now < self.closes_at and self.referral.status not in over

    @property
    def is_open(self) -> bool:
        return self.is_open_at(timezone.now())


class Decision(models.TextChoices):
    WAITING = "waiting", _("waits for a decision")
    ACCEPTED = "accepted", _("is accepted")
    DECLINED = "declined", _("is declined")


class Decided(models.Model):
    """What the council's secretary decides once, with a reason; acceptance is an appointment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=12, choices=Decision, default=Decision.WAITING)
    reason = models.TextField(_("reason of the decision"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    appointment = models.OneToOneField(
        Appointment, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = DecidedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.state == Decision.WAITING


def _has_reason() -> Q:
    return Q(state="waiting") | (Q(decided_at__isnull=False) & ~Q(reason=""))


class Candidacy(Decided):
    """A person's application to a call."""

    call = models.ForeignKey(OpenCall, models.CASCADE, related_name="candidacies")
    motivation = models.TextField(_("motivation"), max_length=4000)
    has_conflict = models.BooleanField(_("has a conflict of interest"))
    conflict = models.TextField(_("statement on conflict of interest"), max_length=2000)

    class Meta:
        verbose_name = _("application to a call")
        verbose_name_plural = _("applications to calls")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "user"], name="candidacy_once"),
            models.CheckConstraint(condition=_has_reason(), name="candidacy_decided_has_reason"),
            models.CheckConstraint(
                condition=~Q(state="accepted", has_conflict=True),
                name="candidacy_conflict_bars",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.user_id}"

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.call.referral.council_id]

    @property
    def access_phase(self) -> str:
        return self.call.referral.access_phase


class EntryRequest(Decided):
    """An organisation asks to take part in a council's work on a bill, without a vote."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="entry_requests")
    organisation = models.CharField(_("organisation"), max_length=300)
    ogrn = models.CharField(_("OGRN"), max_length=13)
    post = models.CharField(_("post of the representative"), max_length=200)
    interest = models.TextField(_("why the organisation is interested"), max_length=4000)

    class Meta:
        verbose_name = _("request of an organisation")
        verbose_name_plural = _("requests of organisations")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "user"], name="entry_person_once"),
            models.UniqueConstraint(fields=["referral", "ogrn"], name="entry_organisation_once"),
            models.CheckConstraint(condition=_has_reason(), name="entry_decided_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id}: {self.organisation}"

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.referral.council_id]

    @property
    def access_phase(self) -> str:
        return self.referral.access_phase
