"""The data files that come with the code: calendars against the law, rules against the models."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from core.rules.errors import BadDataError
from core.rules.files import CalendarData, default_calendars, default_rulesets, read_calendar
from core.rules.models import (
    ChecklistItem,
    LegalCitation,
    ModerationGround,
    ReasonCode,
    StockPhrase,
    Term,
)

DAY = timedelta(days=1)
MODELS = {
    "term": Term,
    "reason": ReasonCode,
    "ground": ModerationGround,
    "phrase": StockPhrase,
    "item": ChecklistItem,
    "citation": LegalCitation,
}


def holidays(year: int) -> set[date]:
    """Labour Code, article 112, part one."""
    january = {date(year, 1, day) for day in range(1, 9)}
    return january | {
        date(year, month, day) for month, day in [(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]
    }


def moved_by_law(year: int) -> set[date]:
    """Part two: the day off of a weekend that coincides with a holiday, except in January."""
    free = holidays(year)
    moved: set[date] = set()
    for holiday in sorted(day for day in free if day.month != 1 and day.weekday() >= 5):
        day = holiday + DAY
        while day.weekday() >= 5 or day in free or day in moved:
            day += DAY
        moved.add(day)
    return moved


def of_kind(calendar: CalendarData, kind: str) -> set[date]:
    return {day for day, found in calendar.days.items() if found == kind}


def test_three_years_come_with_the_code() -> None:
    assert [calendar.year for calendar in default_calendars()] == [2025, 2026, 2027]


@pytest.mark.parametrize("calendar", default_calendars(), ids=lambda c: str(c.year))
def test_holidays_are_those_of_the_labour_code(calendar: CalendarData) -> None:
    assert of_kind(calendar, "holiday") == holidays(calendar.year)


@pytest.mark.parametrize("calendar", default_calendars()[1:], ids=lambda c: str(c.year))
def test_days_off_without_a_resolution_are_those_of_the_law(calendar: CalendarData) -> None:
    assert of_kind(calendar, "day_off") == moved_by_law(calendar.year)
    assert not of_kind(calendar, "working")
    assert "не внесены" in calendar.source


def test_2025_has_247_working_days() -> None:
    """The published production calendar of 2025: 247 working days, 118 days off."""
    calendar = default_calendars()[0]
    days = [date(2025, 1, 1) + DAY * i for i in range(365)]
    working = [
        day
        for day in days
        if calendar.days.get(day, "working" if day.weekday() < 5 else "holiday") == "working"
    ]
    assert len(working) == 247


@pytest.mark.parametrize("data", default_rulesets(), ids=lambda d: str(d.fields["code"]))
def test_rows_fit_their_models(data) -> None:  # type: ignore[no-untyped-def]
    assert set(data.tables) <= set(MODELS)
    for table, rows in data.tables.items():
        codes = [row["code"] for row in rows]
        assert len(codes) == len(set(codes))
        for row in rows:
            MODELS[table](**row).clean_fields(exclude={"ruleset"})
            if table != "citation":
                assert row["title_en"], row["code"]


def test_citations_of_rows_exist() -> None:
    rows = [row for data in default_rulesets() for rows in data.tables.values() for row in rows]
    codes = {row["code"] for row in rows if "text" in row}
    named = {row["citation"] for row in rows if "citation" in row}
    assert named
    assert named <= codes


def test_checklists_are_whole() -> None:
    items = [row for data in default_rulesets() for row in data.tables.get("item", ())]
    assert sum(row["checklist"] == "expertise" for row in items) == 9
    corruption = [row["number"] for row in items if row["checklist"] == "corruption"]
    assert corruption == [*(f"3{letter}" for letter in "абвгдежзи"), "4а", "4б", "4в"]


def test_every_position_has_reasons_and_only_acceptance_may_be_silent() -> None:
    reasons = [row for data in default_rulesets() for row in data.tables.get("reason", ())]
    positions = {row["disposition"] for row in reasons}
    assert positions == {"accepted", "partly", "rejected", "noted", "out_of_scope"}
    assert {row["disposition"] for row in reasons if not row["requires_text"]} == {"accepted"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "year = 2028\n",
        'year = "2028"\nsource = "x"\n',
        'year = 2028\nsource = "x"\nholidays = []\n',
        'year = 2028\nsource = "x"\nholiday = [2027-01-01]\n',
        'year = 2028\nsource = "x"\nholiday = ["2028-01-01"]\n',
        'year = 2028\nsource = "x"\nholiday = [2028-01-01T00:00:00]\n',
        'year = 2028\nsource = "x"\nholiday = 2028-01-01\n',
        'year = 2028\nsource = "x"\nholiday = [2028-01-03]\nday_off = [2028-01-03]\n',
        # Saturday is off without that; Monday works without that.
        'year = 2028\nsource = "x"\nday_off = [2028-01-15]\n',
        'year = 2028\nsource = "x"\nworking = [2028-01-17]\n',
        "year = = 2028\n",
    ],
)
def test_bad_calendar_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadDataError, match=r"calendar\.toml"):
        read_calendar(path)


def test_a_missing_or_binary_calendar_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadDataError):
        read_calendar(tmp_path / "absent.toml")
    path = tmp_path / "picture.toml"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(BadDataError):
        read_calendar(path)
