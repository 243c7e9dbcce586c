from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from cms.registers.formation.querysets import SeatRuleQuerySet
from cms.registers.kit.models import Entry
from core.accounts.models import Council


class SeatRule(Entry, ClusterableModel):
    """That members of a council may not sit in other councils at the same time, and which act says
    so. Seats that were taken before it was published stay; the back office names them."""

    keeper_path: ClassVar[str] = "council"

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="+", verbose_name=_("whose members")
    )
    others = ParentalManyToManyField(
        Council,
        blank=True,
        related_name="+",
        verbose_name=_("in which councils they may not sit"),
        help_text=_("If none is chosen, in no other council."),
    )
    basis = models.CharField(
        _("which act says so"), max_length=300, help_text=_("The act with its article or point.")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = SeatRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule on seats in several councils")
        verbose_name_plural = _("rules on seats in several councils")
        ordering: ClassVar = ["council", "starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="seat_rule_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.basis}"
