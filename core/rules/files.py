"""Data files of rules and calendars: TOML in, checked values out. Knows no database."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.rules.errors import BadDataError

DATA: Final = Path(__file__).parent / "data"
RULE_FILES: Final = ("law", "procedure", "answers", "moderation", "expertise")
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

    Raises BadDataError: no such file, not TOML, a date of another year or in two lists, a day of
    the wrong sort (a working day that is Monday to Friday, a day off that is a weekend).
    """
    return _calendar(path.name, _toml(path))


def parse_calendar(text: str, name: str) -> CalendarData:
    """The same from the text of a file called `name`. Raises BadDataError."""
    try:
        return _calendar(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadDataError(f"{name}: {error}") from error


def _calendar(name: str, data: Mapping[str, Any]) -> CalendarData:
    unknown = set(data) - {"year", "source", *DAY_KINDS}
    year, source = data.get("year"), data.get("source")
    if unknown or type(year) is not int or not isinstance(source, str) or not source:
        raise BadDataError(f"{name}: year, source, {', '.join(DAY_KINDS)} are expected")
    if not MIN_YEAR <= year <= MAX_YEAR:
        raise BadDataError(f"{name}: {year} is no year of a calendar")
    days: dict[dt.date, str] = {}
    for kind in DAY_KINDS:
        for day in _dates(name, data.get(kind, [])):
            if day.year != year:
                raise BadDataError(f"{name}: {day} is not in {year}")
            if day in days:
                raise BadDataError(f"{name}: {day} stands twice")
            if kind != "holiday" and (day.weekday() < 5) == (kind == "working"):
                raise BadDataError(f"{name}: {day} is {kind} without that")
            days[day] = kind
    return CalendarData(year, source, days)


def _dates(name: str, values: Any) -> Iterable[dt.date]:
    if not isinstance(values, list):
        raise BadDataError(f"{name}: lists of dates are expected")
    for value in values:
        if type(value) is not dt.date:
            raise BadDataError(f"{name}: {value!r} is not a date")
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
