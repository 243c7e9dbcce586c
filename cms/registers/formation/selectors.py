"""What pages read of the formation of councils; a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, F, Max, Q, QuerySet

from cms.registers.formation.domain.seats import Ban, Seat, collision
from cms.registers.formation.domain.share import Share, plain_name, share
from cms.registers.formation.models import Competition, Nomination, SeatRule
from cms.registers.kit.words import all_words
from core.accounts.domain.composition import Term
from core.accounts.models import Council, Membership
from core.accounts.models.bodies import COUNCIL_ROLES
from core.accounts.ports import Elsewhere
from core.journal.subjects import SubjectLink
from core.web.paging import Page, keyset_page

PER_PAGE: Final = 30
ORDER: Final = ("-announced_on", "-pk")
# How many of the last competitions the page of a council names.
RECENT: Final = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed by; empty values narrow nothing."""

    words: str = ""
    council: int | None = None
    outcome: str = ""
    year: int | None = None


def competitions(filters: Filters) -> QuerySet[Competition]:
    """Public ones with their councils and how many candidates are public of each."""
    found = public_competitions()
    if filters.council is not None:
        found = found.filter(council=filters.council)
    if filters.outcome:
        found = found.filter(outcome=filters.outcome)
    if filters.year is not None:
        found = found.filter(announced_on__year=filters.year)
    return found.filter(all_words(filters.words, "title", "act", "council__name"))


def competitions_page(filters: Filters, *, cursor: str | None) -> Page[Competition]:
    """The latest first; one query."""
    return keyset_page(competitions(filters), order=ORDER, cursor=cursor, per_page=PER_PAGE)


def councils() -> list[Council]:
    """Councils that have public competitions, by name."""
    wanted = Competition.objects.public().values("council")
    return list(Council.objects.filter(pk__in=wanted).order_by("name", "pk"))


def years() -> list[int]:
    """Years in which public competitions were announced, the latest first."""
    days = Competition.objects.public().dates("announced_on", "year", order="DESC")
    return [day.year for day in days]


def find_competition(pk: int) -> Competition | None:
    return Competition.objects.public().filter(pk=pk).select_related("council").first()


def competition_page(competition: Competition) -> dict[str, Any]:
    """What its page shows: documents, candidates, and how many each kind of organisation has
    proposed; two queries."""
    nominations = list(Nomination.objects.public().filter(competition=competition))
    return {
        "documents": list(competition.documents.select_related("document")),
        "nominations": nominations,
        "from_associations": sum(each.is_public_association for each in nominations),
    }


def public_competitions() -> QuerySet[Competition]:
    """With what lists and open data say of each: candidates, those of public associations, those
    who were included."""
    shown = Q(nominations__live=True)
    return (
        Competition.objects.public()
        .select_related("council")
        .annotate(
            proposed=Count("nominations", filter=shown),
            proposed_by_associations=Count(
                "nominations", filter=shown & Q(nominations__is_public_association=True)
            ),
            chosen=Count("nominations", filter=shown & Q(nominations__decision="chosen")),
        )
        .order_by(*ORDER)
    )


def public_nominations() -> QuerySet[Nomination]:
    rows = Nomination.objects.public().select_related("competition__council")
    return rows.order_by("-competition__announced_on", "competition", "number")


def last_competition_change() -> dt.datetime | None:
    rows = Competition.objects.public()
    return rows.aggregate(at=Max("last_published_at"))["at"]  # type: ignore[no-any-return]


def last_nomination_change() -> dt.datetime | None:
    rows = Nomination.objects.public()
    return rows.aggregate(at=Max("last_published_at"))["at"]  # type: ignore[no-any-return]


# --- Who comes from public associations --------------------------------------------------------


def shares(councils: Collection[int], today: dt.date) -> dict[int, Share]:
    """Of each of these councils (ids), of its members on a day; three queries."""
    rows = Membership.objects.active(today).filter(body__in=councils, role__in=COUNCIL_ROLES)
    members: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    for pk, body, user, name in rows.order_by("pk").values_list(
        "pk", "body", "user", "nominated_by"
    ):
        # Who has two roles in a council is one member; the place that says who nominated counts.
        if user not in members[body] or not members[body][user][1]:
            members[body][user] = (pk, name)
    nominated = dict(
        Nomination.objects.public()
        .filter(membership__body__in=councils)
        .values_list("membership", "is_public_association")
    )
    organisations = _organisations()
    return {
        council: share(members[council].values(), nominated=nominated, organisations=organisations)
        for council in councils
    }


def _organisations() -> dict[str, bool]:
    """Organisations that have ever proposed somebody, by plain names: the last word counts."""
    rows = Nomination.objects.public().order_by("pk")
    return {
        plain_name(name): is_association
        for name, is_association in rows.values_list("organisation", "is_public_association")
    }


def recent(council: Council) -> list[Competition]:
    """Its last public competitions; one query."""
    return list(public_competitions().filter(council=council)[:RECENT])


# --- Sitting in several councils ---------------------------------------------------------------


def sits_elsewhere(user_id: int, council_id: int, term: Term) -> Elsewhere | None:
    """The council that a rule forbids beside this seat (core.accounts.ports); at most three
    queries, one where no rule is in force."""
    bans = _bans(term.first, term.last)
    if not bans:
        return None
    kept = Membership.objects.kept().filter(user=user_id, role__in=COUNCIL_ROLES)
    rows = list(kept.exclude(body=council_id).select_related("body").order_by("pk"))
    found = collision(
        Seat(council_id, term.first, term.last),
        (Seat(row.body_id, row.term.first, row.term.last) for row in rows),
        bans,
    )
    if found is None:
        return None
    seat, ban = found
    name = next(row.body.name for row in rows if row.body_id == seat.council)
    return Elsewhere(name, ban.basis)


@dataclass(frozen=True, slots=True)
class DoubleSeat:
    """A member who sits in another council on a day, against a rule."""

    membership: Membership
    other: str
    basis: str


def double_seats(councils: Collection[int], today: dt.date) -> list[DoubleSeat]:
    """Of these councils (ids), by name; at most four queries."""
    bans = _bans(today, today)
    if not bans:
        return []
    active = Membership.objects.active(today).filter(role__in=COUNCIL_ROLES)
    users = active.filter(body__in=councils).values("user")
    by_user: dict[int, dict[int, Membership]] = defaultdict(dict)
    for row in active.filter(user__in=users).select_related("user", "body").order_by("pk"):
        by_user[row.user_id].setdefault(row.body_id, row)
    found = []
    for seats in by_user.values():
        for body in seats.keys() & set(councils):
            others = (Seat(other, today, today) for other in sorted(seats) if other != body)
            hit = collision(Seat(body, today, today), others, bans)
            if hit is not None:
                found.append(DoubleSeat(seats[body], str(seats[hit[0].council].body), hit[1].basis))
    return sorted(found, key=lambda each: (each.membership.body.name, each.membership.pk))


def _bans(first: dt.date, last: dt.date) -> list[Ban]:
    rules = list(SeatRule.objects.in_force(first, last).order_by("pk"))
    if not rules:
        return []
    others: dict[int, set[int]] = defaultdict(set)
    named = SeatRule.others.through.objects.filter(seatrule__in=rules)
    for rule, council in named.values_list("seatrule", "council"):
        others[rule].add(council)
    return [
        Ban(rule.council_id, rule.basis, rule.starts_on, rule.ends_on, frozenset(others[rule.pk]))
        for rule in rules
    ]


# --- For others --------------------------------------------------------------------------------


def open_alerts(councils: QuerySet[Council], today: dt.date) -> list[tuple[Council, Share]]:
    """Councils of these, by name, of which no member is known to come from a public association;
    four queries."""
    rows = list(councils.order_by(F("name"), "pk"))
    found = shares([row.pk for row in rows], today)
    return [(row, found[row.pk]) for row in rows if found[row.pk].is_alarming]


def journal_competitions(ids: Collection[str]) -> dict[str, SubjectLink]:
    """For the pages of the journal; one query."""
    found = Competition.objects.public().filter(pk__in=ids)
    return {str(row.pk): SubjectLink(row.title, row.get_absolute_url()) for row in found}
