from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.models.consultations import Consultation
from consultations.process.querysets import ReferralQuerySet
from core.accounts.models import Council


class ReferralStatus(models.TextChoices):
    SENT = "sent", _("sent for public expertise")
    ANSWERED = "answered", _("opinion adopted")


class Referral(models.Model):
    """That a bill was sent to a council for public expertise, with a term."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="referrals")
    council = models.ForeignKey(Council, models.PROTECT, related_name="referrals")
    due_on = models.DateField(_("opinion due on"))
    status = models.CharField(max_length=12, choices=ReferralStatus, default=ReferralStatus.SENT)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "council"], name="referral_once"),
            models.CheckConstraint(
                condition=models.Q(status="sent", answered_at__isnull=True)
                | models.Q(status="answered", answered_at__isnull=False),
                name="referral_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} → {self.council}"

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        """Only the council itself works on what was referred to it."""
        return [self.council_id]
