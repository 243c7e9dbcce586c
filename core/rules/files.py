"""Data files of rules and calendars: TOML in, checked values out. Knows no database."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.rules.errors import BadCalendarError, BadDataError, CalendarFault

DATA: Final = Path(__file__).parent / "data"
RULE_FILES: Final = ("law", "procedure", "answers", "moderation", "expertise", "control")
DAY_KINDS: Final = ("holiday", "day_off", "working")
MIN_YEAR: Final = 1900
MAX_YEAR: Final = 9999


@dataclass(frozen=True, slots=True)
class CalendarData:
    """The days of one year that differ from their place in the week: date → kind."""

    year: int
    source: str
    days: Mapping[dt.date, str]


@dataclass(frozen=True, slots=True)
class RuleSetData:
    """The fields of a set of rules, and those of its rows by table name («term», «reason» …)."""

    fields: Mapping[str, Any]
    tables: Mapping[str, tuple[Mapping[str, Any], ...]]


def default_rulesets() -> list[RuleSetData]:
    """The sets of rules that come with the code."""
    return [_ruleset(DATA / f"{name}.toml") for name in RULE_FILES]


def default_calendars() -> list[CalendarData]:
    """The years that come with the code, in their order."""
    return [read_calendar(path) for path in sorted(DATA.glob("calendar_*.toml"))]


def read_calendar(path: Path) -> CalendarData:
    """A file with `year`, `source` and lists of dates `holiday`, `day_off`, `working`.

    Raises BadCalendarError: no such file, not TOML, a date of another year or in two lists, a day
    of the wrong sort (a working day that is Monday to Friday, a day off that is a weekend).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCalendarError(path.name, CalendarFault.NO_FILE, str(error)) from error
    return parse_calendar(text, path.name)


def parse_calendar(text: str, name: str) -> CalendarData:
    """The same from the text of a file called `name`. Raises BadCalendarError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCalendarError(name, CalendarFault.NOT_TOML, str(error), value=error) from error
    unknown = set(data) - {"year", "source", *DAY_KINDS}
    year, source = data.get("year"), data.get("source")
    if unknown or type(year) is not int or not isinstance(source, str) or not source:
        said = f"year, source, {', '.join(DAY_KINDS)} are expected"
        raise BadCalendarError(name, CalendarFault.WRONG_KEYS, said)
    if not MIN_YEAR <= year <= MAX_YEAR:
        said = f"{year} is no year of a calendar"
        raise BadCalendarError(name, CalendarFault.BAD_YEAR, said, value=year)
    days: dict[dt.date, str] = {}
    for kind in DAY_KINDS:
        for day in _dates(name, data.get(kind, [])):
            _check_day(name, day, kind, year, days)
            days[day] = kind
    return CalendarData(year, source, days)


def _check_day(name: str, day: dt.date, kind: str, year: int, seen: Mapping[dt.date, str]) -> None:
    """Raises BadCalendarError for a day that cannot stand in this list."""
    fault, said = None, ""
    is_weekend = day.weekday() >= 5
    if day.year != year:
        fault, said = CalendarFault.OTHER_YEAR, f"{day} is not in {year}"
    elif day in seen:
        fault, said = CalendarFault.TWICE, f"{day} stands twice"
    elif kind == "working" and not is_weekend:
        fault, said = CalendarFault.WORKING_WEEKDAY, f"{day} is {kind} without that"
    elif kind == "day_off" and is_weekend:
        fault, said = CalendarFault.OFF_WEEKEND, f"{day} is {kind} without that"
    if fault is not None:
        raise BadCalendarError(name, fault, said, day=day, value=year)


def _dates(name: str, values: Any) -> Iterable[dt.date]:
    if not isinstance(values, list):
        raise BadCalendarError(name, CalendarFault.NOT_DATES, "lists of dates are expected")
    for value in values:
        if type(value) is not dt.date:
            said = f"{value!r} is not a date"
            raise BadCalendarError(name, CalendarFault.NOT_DATES, said, value=value)
        yield value


def _ruleset(path: Path) -> RuleSetData:
    data = _toml(path)
    tables = {name: tuple(rows) for name, rows in data.items() if isinstance(rows, list)}
    fields = {name: value for name, value in data.items() if name not in tables}
    return RuleSetData(fields, tables)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDataError(f"{path.name}: {error}") from error
