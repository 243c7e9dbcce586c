"""In which councils one person may not sit at the same time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ban:
    """A rule of a council from `starts_on` to `ends_on` (None: without end). `others`: the councils
    (ids) in which its members may not sit; empty means all others."""

    council: int
    basis: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    others: frozenset[int] = frozenset()

    def forbids(self, one: int, other: int) -> bool:
        """Whether it lets nobody sit in both councils."""
        if one == other or self.council not in (one, other):
            return False
        second = other if one == self.council else one
        return not self.others or second in self.others

    def overlaps(self, first: dt.date, last: dt.date) -> bool:
        return self.starts_on <= last and first <= (self.ends_on or dt.date.max)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place of a person in a council on the days from `first` to `last`."""

    council: int
    first: dt.date
    last: dt.date


def collision(seat: Seat, held: Iterable[Seat], bans: Iterable[Ban]) -> tuple[Seat, Ban] | None:
    """The first of the seats held that a ban forbids beside `seat` on some day, and that ban."""
    known = list(bans)
    for other in held:
        first, last = max(seat.first, other.first), min(seat.last, other.last)
        for ban in known:
            is_forbidden = first <= last and ban.forbids(seat.council, other.council)
            if is_forbidden and ban.overlaps(first, last):
                return other, ban
    return None
