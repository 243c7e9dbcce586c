"""The composition of a council: whose terms overlap, and what is the matter with it on a day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

FIRST_DAY = dt.date.min
LAST_DAY = dt.date.max


@dataclass(frozen=True, slots=True)
class Term:
    """Days from `starts_on` to `ends_on`, both included; None is open on that side."""

    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def first(self) -> dt.date:
        return self.starts_on or FIRST_DAY

    @property
    def last(self) -> dt.date:
        return self.ends_on or LAST_DAY

    @property
    def is_in_order(self) -> bool:
        return self.first <= self.last

    def covers(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: "Term") -> bool:
        return self.first <= other.last and other.first <= self.last

    def lies_in(self, other: "Term") -> bool:
        return other.first <= self.first and self.last <= other.last


def most_at_once(terms: Iterable[Term], within: Term) -> int:
    """The greatest number of `terms` that cover one day of `within`."""
    near = [term for term in terms if term.overlaps(within)]
    # The number grows only where a term begins.
    days = {within.first, *(term.first for term in near if within.covers(term.first))}
    return max(sum(term.covers(day) for term in near) for day in days)


class Alert(StrEnum):
    """What the secretary of a council must know of its composition."""

    NO_ASSOCIATION = "no_association"  # no member comes from a public association
    COUNCIL_TERM_OVER = "council_term_over"
    COUNCIL_TERM_ENDS = "council_term_ends"  # soon
    NO_CHAIR = "no_chair"
    NO_SECRETARY = "no_secretary"
    MEMBER_TERMS_OVER = "member_terms_over"  # nobody has ended or prolonged them
    VACANT_SEATS = "vacant_seats"


@dataclass(frozen=True, slots=True)
class Place:
    """A member as far as alerts need: the role, who nominated, the term."""

    role: str
    nominated_by: str
    term: Term


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert; `count` or `day` where it has one."""

    alert: Alert
    count: int = 0
    day: dt.date | None = None


def alerts(
    places: Sequence[Place],
    *,
    seats: int,
    term_ends_on: dt.date | None,
    today: dt.date,
    soon: dt.timedelta,
) -> list[Notice]:
    """What is the matter on `today`. `places`: those that nobody has ended, one for each person."""
    found = []
    if term_ends_on is not None and term_ends_on < today:
        found.append(Notice(Alert.COUNCIL_TERM_OVER, day=term_ends_on))
    elif term_ends_on is not None and term_ends_on <= today + soon:
        found.append(Notice(Alert.COUNCIL_TERM_ENDS, day=term_ends_on))
    over = sum(place.term.last < today for place in places)
    if over:
        found.append(Notice(Alert.MEMBER_TERMS_OVER, count=over))
    present = [place for place in places if place.term.covers(today)]
    found += [Notice(alert) for alert in _missing(present)]
    if len(present) < seats:
        found.append(Notice(Alert.VACANT_SEATS, count=seats - len(present)))
    return found


def _missing(present: Sequence[Place]) -> Iterable[Alert]:
    roles = {place.role for place in present}
    if "chair" not in roles:
        yield Alert.NO_CHAIR
    if "secretary" not in roles:
        yield Alert.NO_SECRETARY
    if present and not any(place.nominated_by.strip() for place in present):
        yield Alert.NO_ASSOCIATION
