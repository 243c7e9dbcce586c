from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.models import Importance, Remark
from consultations.process.models import Referral
from consultations.room.models.bases import Basis
from consultations.room.querysets import RemarkQuerySet, WordsQuerySet
from drafts.models import Provision

__all__ = ["Basis", "MemberRemark", "Position", "Revision", "RevisionAct", "Stance", "Words"]


class Stance(models.TextChoices):
    FOR = "for", pgettext_lazy("position", "for")
    WITH_CHANGES = "with_changes", pgettext_lazy("position", "for, with changes")
    AGAINST = "against", pgettext_lazy("position", "against")
    NO_OBJECTION = "no_objection", pgettext_lazy("position", "no objections")


class Words(models.Model):
    """What positions and remarks share: whose, on what, when, and whether others may rely on it.

    `provision` None is the bill as a whole. `revision` is the optimistic lock. What was written or
    changed after the term of the referral is kept and marked late.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="%(class)ss")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("provision"),
    )  # fmt: skip
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_late = models.BooleanField(default=False, editable=False)
    # «As told by the member»: who has entered it, and how it was told.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    basis = models.CharField(_("basis"), max_length=12, choices=Basis, blank=True)

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def access_phase(self) -> str:
        return self.referral.access_phase

    def access_bodies(self, action: str) -> Iterable[int]:
        return self.referral.access_bodies(action)


def _entered_has_basis(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(entered_by=None, basis="") | (Q(entered_by__isnull=False) & ~Q(basis="")),
        name=name,
    )


class Position(Words):
    """How one member or expert stands to one provision; one at a time."""

    stance = models.CharField(_("position"), max_length=16, choices=Stance)
    text = models.TextField(_("explanation"), blank=True)

    objects = WordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["referral", "written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "author", "provision"],
                condition=Q(withdrawn_at=None),
                name="position_once",
            ),
            models.UniqueConstraint(
                fields=["referral", "author"],
                condition=Q(withdrawn_at=None, provision=None),
                name="position_on_whole_once",
            ),
            _entered_has_basis("position_entered_has_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.get_stance_display()}"


class MemberRemark(Words):
    """A remark of one member or expert, until the council takes it into its opinion or leaves it
    out with a reason that everybody in the room reads."""

    text = models.TextField(_("remark"))
    proposed_text = models.TextField(_("proposed wording"), blank=True)
    importance = models.CharField(
        _("importance"), max_length=8, choices=Importance, default=Importance.MEDIUM
    )
    norm = models.CharField(_("norm that it rests on"), max_length=500, blank=True)
    taken_as = models.ForeignKey(
        Remark, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The words with which it went into the opinion: by them the remark there is found again.
    taken_text = models.TextField(blank=True, editable=False)
    left_out_reason = models.TextField(_("why it is left out"), blank=True, editable=False)
    left_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark of a member")
        verbose_name_plural = _("remarks of members")
        ordering = ["referral", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="member_remark_has_text"),
            models.CheckConstraint(
                condition=Q(left_out_at=None, left_out_reason="")
                | (Q(left_out_at__isnull=False, taken_at=None) & ~Q(left_out_reason="")),
                name="member_remark_left_out_has_reason",
            ),
            _entered_has_basis("member_remark_entered_has_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.pk}"


class RevisionAct(models.TextChoices):
    WRITTEN = "written", _("written")
    CHANGED = "changed", _("changed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Revision(models.Model):
    """One state of a position or a remark: who has made it, when, and the words."""

    position = models.ForeignKey(
        Position, models.CASCADE, null=True, blank=True, related_name="revisions"
    )
    remark = models.ForeignKey(
        MemberRemark, models.CASCADE, null=True, blank=True, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=RevisionAct)
    content = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__isnull=True, remark__isnull=False)
                | Q(position__isnull=False, remark__isnull=True),
                name="room_revision_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.position_id or self.remark_id}/{self.number}"
