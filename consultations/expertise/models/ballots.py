from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.models.opinions import Opinion
from core.accounts.models import Membership


class Attendance(models.TextChoices):
    PRESENT = "present", pgettext_lazy("member", "present")
    ABSENT = "absent", pgettext_lazy("member", "absent")
    EXCUSED = "excused", _("absent for a good reason")
    # A conflict of interest: the person took no part and is not among the members present.
    RECUSED = "recused", _("recused from the vote")


class Choice(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "abstained")


class Ballot(models.Model):
    """A member at the sitting that decided on the opinion. `vote` is empty for who was not there,
    and for everybody in a secret vote."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="ballots")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="ballots")
    attendance = models.CharField(_("attendance"), max_length=8, choices=Attendance)
    vote = models.CharField(_("vote"), max_length=10, choices=Choice, blank=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["opinion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "member"], name="ballot_once"),
            models.CheckConstraint(
                condition=Q(attendance="present") | Q(vote=""), name="ballot_of_those_present"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.member_id}"
