"""What councils keep of their composition beside memberships."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.models.bodies import Council, Membership
from core.accounts.querysets import AbsenceQuerySet, MemberNoteQuerySet


class CouncilTerm(models.Model):
    """An earlier composition of a council, as it was when the next one was formed."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="past_terms")
    formed_on = models.DateField(_("formed on"), null=True, blank=True)
    ended_on = models.DateField(_("last day"))
    formation_act = models.CharField(_("formed by"), max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField(_("number of members"))

    class Meta:
        verbose_name = _("earlier composition")
        verbose_name_plural = _("earlier compositions")
        ordering = ["council", "-ended_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.council}: {self.ended_on}"


class Absence(models.Model):
    """Days for which a member is excused. The ground is for the secretary: in public it is only
    said that there is a good reason."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="absences")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    ground = models.CharField(_("ground"), max_length=300)
    noted_at = models.DateTimeField(default=timezone.now, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("excused absence")
        verbose_name_plural = _("excused absences")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.starts_on}–{self.ends_on}"

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.membership.body_id]


class MemberNote(models.Model):
    """What a member says of the own work, beside the own record: public as written, hidden only
    on a ground of the closed list."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="notes")
    text = models.TextField(_("text"), max_length=2000)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_ground = models.CharField(max_length=40, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = MemberNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of a member")
        verbose_name_plural = _("notes of members")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_ground=""), name="note_hidden_has_ground"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.text[:40]}"

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.membership.body_id]
