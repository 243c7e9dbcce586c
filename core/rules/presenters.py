"""A loaded year as months of weeks, and what another file would change in it."""

import calendar as weeks
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.rules.files import CalendarData
from core.rules.models import DayKind

WEEKEND: Final = "weekend"
ORDINARY: Final = ""
_WORDS: Final[dict[str, Promise]] = {
    DayKind.HOLIDAY: _("public holiday"),
    DayKind.DAY_OFF: _("day off moved here"),
    DayKind.WORKING: _("works, though a weekend"),
    WEEKEND: _("weekend"),
    ORDINARY: _("ordinary working day"),
}


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of a month; `kind` of DayKind, «weekend» or empty; `words` say it."""

    date: dt.date
    kind: str

    @property
    def words(self) -> Promise:
        return _WORDS[self.kind]

    @property
    def is_off(self) -> bool:
        return self.kind not in (ORDINARY, DayKind.WORKING)


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks` of seven cells from Monday, None for days of other months."""

    first: dt.date
    weeks: list[list[DayCell | None]]
    working: int


def months(year: int, days: Mapping[dt.date, str]) -> list[Month]:
    """The twelve months of a year; `days`: those that differ from their place in the week."""
    return [_month(year, number, days) for number in range(1, 13)]


def _month(year: int, number: int, days: Mapping[dt.date, str]) -> Month:
    rows = [
        [_cell(dt.date(year, number, day), days) if day else None for day in week]
        for week in weeks.Calendar().monthdayscalendar(year, number)
    ]
    cells = [cell for row in rows for cell in row if cell is not None]
    return Month(dt.date(year, number, 1), rows, sum(not cell.is_off for cell in cells))


def _cell(day: dt.date, days: Mapping[dt.date, str]) -> DayCell:
    return DayCell(day, days.get(day) or (WEEKEND if day.weekday() >= 5 else ORDINARY))


@dataclass(frozen=True, slots=True)
class Change:
    """A day that another file sees differently."""

    date: dt.date
    before: Promise
    after: Promise


def differences(before: Mapping[dt.date, str], calendar: CalendarData) -> list[Change]:
    """What loading `calendar` would change in the days that are loaded, by date."""
    every = sorted({*before, *calendar.days})
    return [
        Change(day, _cell(day, before).words, _cell(day, calendar.days).words)
        for day in every
        if before.get(day) != calendar.days.get(day)
    ]
