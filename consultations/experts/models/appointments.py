from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.experts.models.register import Expert
from consultations.experts.querysets import AppointmentQuerySet
from consultations.process.models import Referral


class Capacity(models.TextChoices):
    """In what capacity somebody who is no member takes part in a council's work."""

    EXPERT = "expert", _("public expert")
    OBSERVER = "observer", _("representative of a non-profit organisation")


class Appointment(models.Model):
    """A place in the working room of one referral for somebody who is no member of the council.

    Experts (212-FZ, art. 23) and organisations write and speak there; neither votes.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    # Of the register, if the person stands there.
    expert = models.ForeignKey(
        Expert, models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    # Chairs the commission of several experts.
    leads = models.BooleanField(_("chairs the commission"), default=False)
    conflict = models.TextField(_("statement on conflict of interest"), blank=True)
    appointed_at = models.DateTimeField(default=timezone.now, editable=False)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["referral", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "user"], condition=Q(ended_at=None), name="appointment_once"
            ),
            models.CheckConstraint(
                condition=~Q(capacity="observer") | ~Q(organisation=""),
                name="appointment_observer_has_organisation",
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(leads=True, ended_at=None),
                name="appointment_one_leads",
            ),
            models.CheckConstraint(
                condition=Q(leads=False) | Q(capacity="expert"), name="appointment_expert_leads"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.referral_id}"

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.referral.council_id]

    @property
    def access_phase(self) -> str:
        return self.referral.access_phase
