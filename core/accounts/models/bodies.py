from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.domain.composition import Term
from core.accounts.querysets import BodyQuerySet, MembershipQuerySet


class BodyKind(models.TextChoices):
    LEGISLATURE = "legislature", _("Legislative Assembly")
    COMMITTEE = "committee", _("Committee of the Legislative Assembly")
    GOVERNMENT = "government", _("Government of the region")
    EXECUTIVE = "executive", _("Executive body")
    PUBLIC_CHAMBER = "public_chamber", _("Public Chamber")
    MUNICIPAL_CHAMBER = "municipal_chamber", _("Municipal public chamber (council)")
    PUBLIC_COUNCIL = "public_council", _("Public council")
    COORDINATION_COUNCIL = "coordination_council", _("Coordination council")
    GOVERNOR = "governor", _("Governor of the region")
    DEPUTIES = "deputies", _("Deputies who have introduced a bill")
    INITIATIVE = "initiative", _("Other holder of the right of legislative initiative")


# 212-FZ, art. 9: only these kinds are subjects of public control and may sign an opinion.
CONTROL_SUBJECTS = frozenset(
    {BodyKind.PUBLIC_CHAMBER, BodyKind.MUNICIPAL_CHAMBER, BodyKind.PUBLIC_COUNCIL}
)

# Who may introduce a bill (the charter of the region names them; «other» is for the rest).
INITIATIVE_SUBJECTS = frozenset(
    {
        BodyKind.LEGISLATURE,
        BodyKind.COMMITTEE,
        BodyKind.GOVERNMENT,
        BodyKind.GOVERNOR,
        BodyKind.DEPUTIES,
        BodyKind.INITIATIVE,
    }
)


class Body(models.Model):
    """An organisation that acts on the platform: an assembly, a committee, a chamber, a council."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=BodyKind)
    name = models.CharField(_("name"), max_length=300)
    name_genitive = models.CharField(_("name in the genitive"), max_length=300, blank=True)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    email = models.EmailField(_("e-mail"), blank=True)
    about = models.TextField(_("about"), blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class Council(Body):
    """A subject of public control (212-FZ, art. 9): a chamber or a public council."""

    formed_on = models.DateField(_("formed on"), null=True, blank=True)
    term_ends_on = models.DateField(_("term ends on"), null=True, blank=True)
    formation_act = models.CharField(_("formed by"), max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField(_("number of members"))
    # Share of the seats that must be exceeded; more than half unless the council's rules say more.
    quorum_percent = models.PositiveSmallIntegerField(_("quorum, percent"), default=50)

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        constraints = [
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="council_has_seats"),
            models.CheckConstraint(
                condition=models.Q(quorum_percent__gte=0, quorum_percent__lt=100),
                name="council_quorum_is_a_share",
            ),
        ]


class MembershipRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    MEMBER = "member", _("member")
    SECRETARY = "secretary", _("secretary")
    CLERK = "clerk", _("committee staff")
    SPONSOR = "sponsor", _("representative of the sponsor")
    MODERATOR = "moderator", _("moderator")
    EDITOR = "editor", _("editor")
    STAFF = "staff", _("staff of the body")
    ADMINISTRATOR = "administrator", _("administrator")


# Who makes up a council; the others only work for it.
COUNCIL_ROLES = (MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.MEMBER)


class Membership(models.Model):
    """A person's place in a body for a term; all rights come from here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=MembershipRole)
    post = models.CharField(_("post"), max_length=200, blank=True)
    nominated_by = models.CharField(_("nominated by"), max_length=300, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    # When somebody ended it before its term, or a new composition did; then it never changes.
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "role"],
                condition=models.Q(ended_at=None),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None)
                | (models.Q(ends_on__isnull=False) & ~models.Q(end_reason="")),
                name="membership_ended_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_term_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.body}: {self.get_role_display()}"

    @property
    def term(self) -> Term:
        return Term(self.starts_on, self.ends_on)

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.body_id]
