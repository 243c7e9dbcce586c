"""Terms and windows: the vectors of the Civil Code, and laws that hold for any calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.domain.calendar import (
    BadTermError,
    BadWindowError,
    ComputedDate,
    TermUnit,
    WorkCalendar,
    YearNotLoadedError,
    add_months,
    add_working_days,
    due,
    explained,
    window,
)
from core.rules.files import default_calendars

YAKUTSK = ZoneInfo("Asia/Yakutsk")
DAY = timedelta(days=1)


def loaded() -> WorkCalendar:
    """The calendars that come with the code."""
    years = default_calendars()
    return WorkCalendar(
        years=frozenset(item.year for item in years),
        off=frozenset(
            day for item in years for day, kind in item.days.items() if kind != "working"
        ),
        working=frozenset(
            day for item in years for day, kind in item.days.items() if kind == "working"
        ),
    )


CALENDAR = loaded()


@pytest.mark.parametrize(
    ("start", "n", "unit", "shift", "last"),
    [
        # The vectors of the domain description.
        (date(2026, 1, 15), 120, TermUnit.CALENDAR, True, date(2026, 5, 15)),
        (date(2026, 4, 9), 30, TermUnit.CALENDAR, True, date(2026, 5, 12)),
        (date(2026, 1, 31), 1, TermUnit.MONTH, True, date(2026, 3, 2)),
        # Without a shift the calendar is not asked.
        (date(2026, 4, 9), 30, TermUnit.CALENDAR, False, date(2026, 5, 9)),
        (date(2026, 1, 31), 1, TermUnit.MONTH, False, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, TermUnit.MONTH, False, date(2024, 2, 29)),
        (date(2030, 5, 10), 14, TermUnit.CALENDAR, False, date(2030, 5, 24)),
        # Counting begins with the next day.
        (date(2026, 4, 6), 1, TermUnit.CALENDAR, True, date(2026, 4, 7)),
        (date(2026, 4, 6), 1, TermUnit.WORKING, True, date(2026, 4, 7)),
        # Friday + 3 working days; over the January holidays; over a Saturday that works.
        (date(2026, 4, 10), 3, TermUnit.WORKING, True, date(2026, 4, 15)),
        (date(2025, 12, 30), 1, TermUnit.WORKING, True, date(2026, 1, 9)),
        (date(2025, 10, 31), 1, TermUnit.WORKING, True, date(2025, 11, 1)),
        (date(2025, 10, 31), 2, TermUnit.WORKING, True, date(2025, 11, 5)),
        # A term that ends on a Saturday that works ends there.
        (date(2025, 10, 22), 10, TermUnit.CALENDAR, True, date(2025, 11, 1)),
        # Months over the end of a year.
        (date(2025, 11, 30), 3, TermUnit.MONTH, False, date(2026, 2, 28)),
        (date(2025, 12, 15), 12, TermUnit.MONTH, False, date(2026, 12, 15)),
    ],
)
def test_due(start: date, n: int, unit: TermUnit, shift: bool, last: date) -> None:
    assert due(start, n, unit, shift, calendar=CALENDAR) == last


def test_due_counts_calendar_days_and_shifts_by_default() -> None:
    assert due(date(2026, 4, 9), 30, calendar=CALENDAR) == date(2026, 5, 12)


@pytest.mark.parametrize(
    ("start", "n", "unit"),
    [
        (date(2024, 5, 1), 10, TermUnit.WORKING),
        (date(2027, 12, 30), 3, TermUnit.WORKING),
        (date(2028, 5, 1), 10, TermUnit.CALENDAR),
        # The term ends inside a loaded year, on a day off, and moves out of it.
        (date(2027, 12, 24), 1, TermUnit.CALENDAR),
    ],
)
def test_years_that_are_not_loaded_are_refused(start: date, n: int, unit: TermUnit) -> None:
    calendar = WorkCalendar(
        years=CALENDAR.years,
        off=CALENDAR.off | {date(2027, 12, day) for day in range(25, 32)},
        working=CALENDAR.working,
    )
    with pytest.raises(YearNotLoadedError) as refused:
        due(start, n, unit, True, calendar=calendar)
    assert refused.value.year in {2024, 2028}


@pytest.mark.parametrize("unit", [TermUnit.CALENDAR, TermUnit.WORKING, TermUnit.MONTH])
@pytest.mark.parametrize("n", [0, -1])
def test_a_term_lasts_at_least_one(unit: TermUnit, n: int) -> None:
    with pytest.raises(BadTermError):
        due(date(2026, 4, 9), n, unit, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("n", "unit"),
    [
        (48, TermUnit.HOUR),
        (10**9, TermUnit.CALENDAR),
        (10**12, TermUnit.CALENDAR),
        (10**6, TermUnit.MONTH),
    ],
)
def test_terms_that_make_no_date(n: int, unit: TermUnit) -> None:
    with pytest.raises(BadTermError):
        due(date(2026, 4, 9), n, unit, shift=False, calendar=CALENDAR)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """2020-2029 with some days off and some weekends that work."""
    days = st.dates(date(2020, 1, 1), date(2029, 12, 31))
    marked = draw(st.sets(days, max_size=60))
    return WorkCalendar(
        years=frozenset(range(2020, 2030)),
        off=frozenset(day for day in marked if day.weekday() < 5),
        working=frozenset(day for day in marked if day.weekday() >= 5),
    )


starts = st.dates(date(2020, 1, 1), date(2027, 12, 31))
amounts = st.integers(1, 200)


@given(calendars(), starts, amounts)
def test_working_days_are_counted_one_by_one(cal: WorkCalendar, start: date, n: int) -> None:
    last = add_working_days(start, n, calendar=cal)
    passed = [start + DAY * i for i in range(1, (last - start).days + 1)]
    assert cal.is_working(last)
    assert sum(cal.is_working(day) for day in passed) == n


@given(calendars(), starts, amounts, amounts)
def test_working_terms_add_up(cal: WorkCalendar, start: date, n: int, more: int) -> None:
    middle = add_working_days(start, n, calendar=cal)
    assert add_working_days(middle, more, calendar=cal) == add_working_days(
        start, n + more, calendar=cal
    )


@given(calendars(), starts, amounts)
def test_a_shift_only_skips_days_off(cal: WorkCalendar, start: date, n: int) -> None:
    plain = due(start, n, shift=False, calendar=cal)
    shifted = due(start, n, calendar=cal)
    assert plain == start + n * DAY
    assert cal.is_working(shifted)
    assert not any(cal.is_working(plain + DAY * i) for i in range((shifted - plain).days))


@given(calendars(), starts, starts, amounts, st.sampled_from(["calendar", "working", "month"]))
def test_a_later_start_never_ends_earlier(
    cal: WorkCalendar, one: date, other: date, n: int, unit: str
) -> None:
    n = min(n, 20)
    first, second = sorted([one, other])
    assert due(first, n, TermUnit(unit), calendar=cal) <= due(
        second, n, TermUnit(unit), calendar=cal
    )


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(1, 600))
def test_months_keep_the_number_or_end_the_month(start: date, n: int) -> None:
    last = add_months(start, n)
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == n
    assert last.day == start.day or (last.day < start.day and (last + DAY).day == 1)


def test_window_of_the_region_includes_its_last_day() -> None:
    opens_at, closes_at = window(date(2026, 4, 1), date(2026, 4, 30), YAKUTSK)
    assert opens_at == datetime(2026, 3, 31, 15, tzinfo=UTC)
    assert closes_at == datetime(2026, 4, 30, 15, tzinfo=UTC)
    assert opens_at.tzinfo is UTC
    assert closes_at.tzinfo is UTC


def test_window_of_one_day_lasts_a_day() -> None:
    opens_at, closes_at = window(date(2026, 4, 1), date(2026, 4, 1), YAKUTSK)
    assert closes_at - opens_at == DAY


def test_window_across_a_change_of_clocks() -> None:
    """Berlin, the night of 29 March 2026: the day has 23 hours."""
    opens_at, closes_at = window(date(2026, 3, 29), date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    assert closes_at - opens_at == timedelta(hours=23)


def test_window_in_disorder_is_refused() -> None:
    with pytest.raises(BadWindowError):
        window(date(2026, 4, 2), date(2026, 4, 1), YAKUTSK)


@given(starts, st.integers(0, 400), st.dates(date(2020, 1, 1), date(2029, 12, 31)), st.times())
def test_window_holds_exactly_its_local_days(
    first: date, length: int, day: date, clock: time
) -> None:
    last = first + length * DAY
    moment = datetime.combine(day, clock, tzinfo=YAKUTSK)
    opens_at, closes_at = window(first, last, YAKUTSK)
    assert (opens_at <= moment < closes_at) == (first <= day <= last)


# --- Explained days -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n", "unit", "shift", "day", "shifted_from"),
    [
        (date(2026, 1, 15), 120, TermUnit.CALENDAR, True, date(2026, 5, 15), None),
        (date(2026, 4, 9), 30, TermUnit.CALENDAR, True, date(2026, 5, 12), date(2026, 5, 9)),
        (date(2026, 1, 31), 1, TermUnit.MONTH, True, date(2026, 3, 2), date(2026, 2, 28)),
        # A maximum does not move, and a term in working days never ends on a day off.
        (date(2026, 4, 9), 30, TermUnit.CALENDAR, False, date(2026, 5, 9), None),
        (date(2026, 4, 30), 3, TermUnit.WORKING, True, date(2026, 5, 6), None),
    ],
)
def test_an_explained_day_says_from_where_it_was_moved(
    start: date, n: int, unit: TermUnit, shift: bool, day: date, shifted_from: date | None
) -> None:
    found = explained(start, n, unit, shift, calendar=CALENDAR, title="Ответ", citation="ст. 16")
    assert found == ComputedDate(day, "Ответ", n, unit, start, shifted_from, "ст. 16")


def test_an_explained_day_is_refused_as_the_day_is() -> None:
    with pytest.raises(YearNotLoadedError):
        explained(date(2028, 5, 1), 10, TermUnit.CALENDAR, calendar=CALENDAR)
    with pytest.raises(BadTermError):
        explained(date(2026, 5, 1), 0, calendar=CALENDAR)


@given(calendars(), starts, amounts, st.sampled_from([TermUnit.CALENDAR, TermUnit.WORKING]))
def test_an_explained_day_is_the_due_day(
    cal: WorkCalendar, start: date, n: int, unit: TermUnit
) -> None:
    found = explained(start, n, unit, calendar=cal)
    assert found.day == due(start, n, unit, calendar=cal)
    if found.shifted_from is not None:
        assert unit is TermUnit.CALENDAR
        assert not cal.is_working(found.shifted_from)
        assert start < found.shifted_from < found.day
