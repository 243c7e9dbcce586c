"""Who a council consists of, for its public page and for the desk."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from core.accounts.domain.composition import Notice, Place, alerts
from core.accounts.domain.members import CardData
from core.accounts.models import Absence, Council, CouncilTerm, MemberNote, Membership
from core.accounts.models.bodies import COUNCIL_ROLES
from core.accounts.policy import places
from core.rules import selectors as rules
from core.rules.errors import RulesError
from core.web.access import Role

WARNING: Final = "council.term_warning"
_UNLESS_SET: Final = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note of a member; of a hidden one only the ground is shown."""

    note: MemberNote
    ground: str

    @property
    def is_hidden(self) -> bool:
        return self.note.hidden_at is not None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as a table shows one: with absences from today on and with notes."""

    membership: Membership
    absences: tuple[Absence, ...]
    notes: tuple[NoteLine, ...]
    is_absent: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Composition:
    """The members on a day, those of former days, and earlier compositions."""

    members: tuple[MemberLine, ...]
    waiting: tuple[MemberLine, ...]
    former: tuple[Membership, ...]
    terms: tuple[CouncilTerm, ...]

    @property
    def has_notes(self) -> bool:
        return any(line.notes for line in self.members)


def composition(council: Council, *, today: dt.date) -> Composition:
    """Six queries whatever the number of members. `members`: who sits today, the chair first, then
    the secretary, then by name, each person once; `waiting`: whose days have not come or have run
    out without anybody ending them; `former`: ended, the latest first."""
    rows = list(
        Membership.objects.filter(body=council, role__in=COUNCIL_ROLES)
        .select_related("user")
        .order_by("user__full_name", "pk")
    )
    absences = _by_membership(Absence.objects.standing().filter(membership__in=rows))
    notes = _by_membership(MemberNote.objects.filter(membership__in=rows))
    grounds = {ground.code: ground.label for ground in rules.moderation_grounds(today)}
    sitting = _once(row for row in rows if row.term.covers(today))
    seen = {row.user_id for row in sitting}
    others = [row for row in rows if row.ended_at is None and row.user_id not in seen]
    former = [row for row in rows if row.ended_at is not None and not row.term.covers(today)]

    def line(row: Membership) -> MemberLine:
        known = tuple(absences.get(row.pk, ()))
        return MemberLine(
            row,
            tuple(each for each in known if each.ends_on >= today),
            tuple(
                NoteLine(note, grounds.get(note.hidden_ground, note.hidden_ground))
                for note in notes.get(row.pk, ())
            ),
            is_absent=any(each.starts_on <= today <= each.ends_on for each in known),
            is_over=row.term.last < today,
        )

    return Composition(
        tuple(map(line, sitting)),
        tuple(map(line, others)),
        tuple(sorted(former, key=lambda row: row.term.last, reverse=True)),
        tuple(council.past_terms.all()),
    )


def _once(rows: Iterable[Membership]) -> list[Membership]:
    rank = {role: number for number, role in enumerate(COUNCIL_ROLES)}
    found: dict[int, Membership] = {}
    for row in sorted(rows, key=lambda row: rank[row.role]):  # type: ignore[index]
        found.setdefault(row.user_id, row)
    return list(found.values())


def _by_membership(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.membership_id, []).append(row)
    return found


def current_members(council: Council) -> QuerySet[Membership]:
    """Memberships that nobody has ended, by name: who may stay in a new composition."""
    kept = Membership.objects.kept().filter(body=council, role__in=COUNCIL_ROLES)
    return kept.select_related("user").order_by("user__full_name", "pk")


def alert_lines(council: Council, found: Composition, *, today: dt.date) -> list[Notice]:
    """What the secretary must know of the composition; one query."""
    rows = [line.membership for line in (*found.members, *found.waiting)]
    return alerts(
        [Place(row.role, row.nominated_by, row.term) for row in rows],
        seats=council.seats,
        term_ends_on=council.term_ends_on,
        today=today,
        soon=_warning(today),
    )


def _warning(today: dt.date) -> dt.timedelta:
    try:
        return rules.duration(WARNING, today)
    except RulesError:
        return _UNLESS_SET


def card(council: Council) -> CardData:
    """What the card of a council says now."""
    return CardData(
        formation_act=council.formation_act,
        formed_on=council.formed_on,
        term_ends_on=council.term_ends_on,
        seats=council.seats,
        quorum_percent=council.quorum_percent,
        email=council.email,
        about=council.about,
    )


def council_page(council: Council, *, today: dt.date) -> dict[str, Any]:
    """What the working page of a council shows."""
    found = composition(council, today=today)
    return {
        "council": council,
        "composition": found,
        "alerts": alert_lines(council, found, today=today),
        "today": today,
    }


def councils_of(user: Any) -> QuerySet[Council]:
    """Councils that a person sees on the desk: the own ones, to an administrator all."""
    held = places(user)
    found = Council.objects.order_by("name")
    if user.is_superuser or any(role == Role.ADMINISTRATOR for role, _body in held):
        return found
    roles = (Role.MEMBER, Role.SECRETARY)
    return found.filter(pk__in={body for role, body in held if role in roles})


def managed_councils(user: Any) -> frozenset[int]:
    """Councils whose secretary a person is."""
    return frozenset(body for role, body in places(user) if role == Role.SECRETARY)
