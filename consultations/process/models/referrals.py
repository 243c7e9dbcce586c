import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.domain import lifecycle
from consultations.process.models.consultations import Consultation
from consultations.process.querysets import ReferralQuerySet
from core.accounts.models import Body, Council
from core.rules.models import Term


class ReferralStatus(models.TextChoices):
    SENT = "sent", _("sent for public expertise")
    ACCEPTED = "accepted", _("accepted by the council")
    DECLINED = "declined", _("declined by the council")
    ANSWERED = "answered", _("opinion adopted")
    WITHDRAWN = "withdrawn", _("withdrawn by the sender")


class Referral(models.Model):
    """That a bill was sent to a council for public expertise, with a term; or that the council took
    it up on its own initiative (then it is its own sender, and has accepted at once).

    What is declined or withdrawn is over: the same council may be asked anew, by a new referral.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="referrals")
    council = models.ForeignKey(Council, models.PROTECT, related_name="referrals")
    own_initiative = models.BooleanField(_("on the council's own initiative"), default=False)
    due_on = models.DateField(_("opinion due on"))
    # How the day was set, to be told beside it: a term of the sender (amount and unit), or a rule
    # by its code; all empty where the sender has named the day itself.
    term_amount = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    term_unit = models.CharField(max_length=8, blank=True, choices=Term.UNITS, editable=False)
    term_rule = models.CharField(max_length=40, blank=True, editable=False)
    status = models.CharField(max_length=12, choices=ReferralStatus, default=ReferralStatus.SENT)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # When it was declined or withdrawn, and why: public.
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "council"],
                condition=~Q(status__in=["declined", "withdrawn"]),
                name="referral_live_once",
            ),
            models.CheckConstraint(
                condition=Q(status="sent", accepted_at=None, answered_at=None)
                | Q(status="accepted", accepted_at__isnull=False, answered_at=None)
                | Q(status="answered", answered_at__isnull=False)
                | Q(status__in=["declined", "withdrawn"], answered_at=None),
                name="referral_status_has_its_time",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=["declined", "withdrawn"], closed_at__isnull=False) & ~Q(reason="")
                )
                | (Q(closed_at=None, reason="") & ~Q(status__in=["declined", "withdrawn"])),
                name="referral_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=(Q(closed_at=None) | Q(closed_at__gte=F("sent_at")))
                & (Q(accepted_at=None) | Q(status="answered") | Q(accepted_at__gte=F("sent_at"))),
                name="referral_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(own_initiative=False) | ~Q(status__in=["sent", "declined"]),
                name="referral_own_is_accepted",
            ),
            models.CheckConstraint(
                condition=Q(term_amount=None, term_unit="")
                | (
                    Q(term_amount__isnull=False, term_amount__gte=1)
                    & ~Q(term_unit="")
                    & Q(term_rule="")
                ),
                name="referral_term_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} → {self.council}"

    @property
    def sender(self) -> Body:
        """Who asked: the responsible committee, or the council itself."""
        return self.council if self.own_initiative else self.consultation.responder

    @property
    def is_waiting(self) -> bool:
        """Whether an opinion is still expected."""
        return self.status in (ReferralStatus.SENT, ReferralStatus.ACCEPTED)

    @property
    def sent_on(self) -> dt.date:
        return timezone.localdate(self.sent_at)

    @property
    def answered_on(self) -> dt.date | None:
        return timezone.localdate(self.answered_at) if self.answered_at else None

    @property
    def days_taken(self) -> int | None:
        """Days from sending to the opinion; None without one."""
        return lifecycle.days_taken(self.sent_on, self.answered_on)

    @property
    def is_late(self) -> bool:
        """Whether the opinion came after its term."""
        return self.answered_on is not None and self.answered_on > self.due_on

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        """Only the council itself works on what was referred to it; only the sender withdraws."""
        if action == "process.withdraw":
            return [self.sender.pk]
        if action == "process.read_referral":
            return [self.council_id, self.consultation.responder_id]
        return [self.council_id]
