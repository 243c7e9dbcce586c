"""What has become of a recommendation."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.registers.tracker.domain.standing import Reported, Standing, standing

DAY = dt.date(2026, 3, 2)
STATUSES = ("in_work", "done", "partly", "declined")
REPORTS = st.lists(
    st.builds(
        Reported,
        st.dates(DAY, DAY + dt.timedelta(days=3)),
        st.integers(1, 50),
        st.sampled_from(STATUSES),
        st.sampled_from(("", "confirmed", "partly", "not_confirmed")),
    ),
    unique_by=lambda each: each.order,
    max_size=6,
)


@pytest.mark.parametrize(
    ("status", "verdict", "expected"),
    [
        ("done", "", Standing("done")),
        ("done", "confirmed", Standing("done", is_assessed=True)),
        ("done", "partly", Standing("partly", is_assessed=True)),
        ("in_work", "partly", Standing("in_work", is_assessed=True)),
        ("done", "not_confirmed", Standing("in_work", is_assessed=True)),
        ("declined", "not_confirmed", Standing("in_work", is_assessed=True)),
        ("declined", "confirmed", Standing("declined", is_assessed=True)),
    ],
)
def test_a_report_and_its_assessment(status: str, verdict: str, expected: Standing) -> None:
    assert standing([Reported(DAY, 1, status, verdict)]) == expected


def test_nothing_reported() -> None:
    assert standing([]) == Standing("new")


def test_of_one_day_the_later_report_tells() -> None:
    rows = [Reported(DAY, 2, "done"), Reported(DAY, 1, "in_work")]
    assert standing(rows) == Standing("done")


@given(REPORTS, st.randoms())
def test_the_order_in_which_reports_are_read_says_nothing(rows: list[Reported], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert standing(shuffled) == standing(rows)


@given(REPORTS, st.sampled_from(STATUSES))
def test_a_new_report_takes_the_place_of_all(rows: list[Reported], status: str) -> None:
    newer = Reported(DAY + dt.timedelta(days=4), 99, status)
    assert standing([*rows, newer]) == Standing(status)


@given(REPORTS.filter(bool))
def test_only_an_assessment_makes_it_more_than_the_own_word(rows: list[Reported]) -> None:
    latest = max(rows, key=lambda each: (each.on, each.order))
    found = standing(rows)
    assert found.is_assessed == bool(latest.verdict)
    assert found.status != "new"
