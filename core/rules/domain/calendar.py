"""Terms and working days by the Civil Code, articles 191-194, used by analogy.

A term counts from the day after its start. A term in months ends on the same number of the last
month, or on that month's last day. If the last day is not a working one, the term ends on the next
working day, unless the term is a maximum that the law does not let move. An action is in time until
24:00 of the last day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MONTHS: Final = 12


class TermUnit(StrEnum):
    """How a term is counted. Hours are counted from the moment itself, not by `due`."""

    CALENDAR = "calendar"
    WORKING = "working"
    MONTH = "month"
    HOUR = "hour"


class CalendarError(ValueError):
    """Base of what the calendar refuses."""


class YearNotLoadedError(CalendarError):
    """Nobody has said which days of this year are working ones, so none is assumed to be."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the working-day calendar of {year} is not loaded")
        self.year = year


class BadTermError(CalendarError):
    """A term that cannot be counted: shorter than one, in hours, or beyond the calendar."""


class BadWindowError(CalendarError):
    """A window whose last day comes before its first."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Saturdays and Sundays are off, but for `working`; other days work, but for `off`. Only the
    years of `years` are known."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Raises YearNotLoadedError outside the loaded years."""
        if day.year not in self.years:
            raise YearNotLoadedError(day.year)
        if day in self.off:
            return False
        return day.weekday() < _SATURDAY or day in self.working

    def on_or_after(self, day: date) -> date:
        """The first working day from `day` on. Raises YearNotLoadedError."""
        while not self.is_working(day):
            day += _DAY
        return day


def add_working_days(start: date, n: int, *, calendar: WorkCalendar) -> date:
    """The n-th working day after `start`, n ≥ 1. Raises YearNotLoadedError, BadTermError."""
    if n < 1:
        raise BadTermError(f"a term of {n} days")
    day = start
    for _ in range(n):
        day = calendar.on_or_after(day + _DAY)
    return day


def due(
    start: date,
    n: int,
    unit: TermUnit = TermUnit.CALENDAR,
    shift: bool = True,
    *,
    calendar: WorkCalendar,
) -> date:
    """The last day of a term of `n` units that begins on `start` and counts from the next day.

    `shift`: a last day that is not a working one moves to the next working day; without it the
    calendar is not asked (but for terms in working days). Raises BadTermError, and
    YearNotLoadedError where the answer depends on a year that is not loaded.
    """
    unit = TermUnit(unit)
    if n < 1:
        raise BadTermError(f"a term of {n}")
    if unit is TermUnit.HOUR:
        raise BadTermError("hours do not make a date")
    if unit is TermUnit.WORKING:
        return add_working_days(start, n, calendar=calendar)
    try:
        last = start + n * _DAY if unit is TermUnit.CALENDAR else add_months(start, n)
    except (OverflowError, ValueError) as error:
        raise BadTermError(f"a term of {n} leaves the calendar") from error
    return calendar.on_or_after(last) if shift else last


@dataclass(frozen=True, slots=True)
class ComputedDate:
    """A last day together with how it was found, so that everybody can count it again.

    `title` and `citation` say which rule (the citation may be empty); `shifted_from`: the day off
    on which the term would have ended, if it was moved.
    """

    day: date
    title: str
    amount: int
    unit: TermUnit
    start: date
    shifted_from: date | None = None
    citation: str = ""


def explained(
    start: date,
    n: int,
    unit: TermUnit = TermUnit.CALENDAR,
    shift: bool = True,
    *,
    calendar: WorkCalendar,
    title: str = "",
    citation: str = "",
) -> ComputedDate:
    """`due` with its explanation; raises as it does."""
    unit = TermUnit(unit)
    day = due(start, n, unit, shift, calendar=calendar)
    moved = shift and unit is not TermUnit.WORKING
    plain = due(start, n, unit, False, calendar=calendar) if moved else day
    return ComputedDate(day, title, n, unit, start, plain if plain != day else None, citation)


def add_months(start: date, n: int) -> date:
    """The same number `n` months later, or that month's last day. Raises ValueError outside the
    years 1 to 9999."""
    years, month = divmod(start.month - 1 + n, _MONTHS)
    year = start.year + years
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"year {year}")
    last_day = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last_day))


def window(opens_on: date, closes_on: date, tz: tzinfo) -> tuple[datetime, datetime]:
    """The instants (UTC) at which a window of local days opens and closes: the midnight that
    begins its first day, and the one that ends its last. Raises BadWindowError."""
    if closes_on < opens_on:
        raise BadWindowError(f"{closes_on} is before {opens_on}")
    return _midnight(opens_on, tz), _midnight(closes_on + _DAY, tz)


def _midnight(day: date, tz: tzinfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=tz).astimezone(UTC)
