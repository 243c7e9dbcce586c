import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.process.domain.lifecycle import (
    Phase,
    ReferralState,
    Window,
    WindowProblem,
    days_late,
    days_taken,
    referral_state,
    reminder_due,
    window_problem,
)

MOMENTS = st.datetimes(
    min_value=dt.datetime(2020, 1, 1),  # noqa: DTZ001
    max_value=dt.datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 1, 1))
TODAY = dt.date(2026, 3, 10)


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


# --- Phases -----------------------------------------------------------------------------------


@given(st.lists(MOMENTS, min_size=2, max_size=2, unique=True), st.lists(MOMENTS, min_size=2))
def test_phases_follow_one_another_and_never_go_back(ends, moments) -> None:
    window = Window(*sorted(ends))
    order = [Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING]
    phases = [order.index(window.phase(now, concluded=False)) for now in sorted(moments)]
    assert phases == sorted(phases)


@given(st.lists(MOMENTS, min_size=2, max_size=2, unique=True), MOMENTS)
def test_people_speak_exactly_inside_the_window(ends, now) -> None:
    opens_at, closes_at = sorted(ends)
    phase = Window(opens_at, closes_at).phase(now, concluded=False)
    assert (phase is Phase.OPEN) == (opens_at <= now < closes_at)


@given(st.lists(MOMENTS, min_size=2, max_size=2, unique=True), MOMENTS)
def test_signing_ends_every_phase(ends, now) -> None:
    assert Window(*sorted(ends)).phase(now, concluded=True) is Phase.CONCLUDED


# --- Dates of a window ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("announced", "opens", "closes", "latest", "problem"),
    [
        (0, 0, 0, None, None),
        (0, 1, 30, 120, None),
        (-5, -3, 120 - 5, 120 - 5, None),
        (1, 2, 30, None, WindowProblem.ANNOUNCED_IN_FUTURE),
        (0, -1, 30, None, WindowProblem.STARTS_BEFORE_ANNOUNCEMENT),
        (0, 10, 9, None, WindowProblem.ENDS_BEFORE_START),
        (-9, -5, -1, None, WindowProblem.ENDS_IN_PAST),
        (0, 1, 121, 120, WindowProblem.LONGER_THAN_ALLOWED),
    ],
)
def test_first_fault_of_a_window(announced, opens, closes, latest, problem) -> None:
    found = window_problem(
        announced_on=day(announced),
        opens_on=day(opens),
        closes_on=day(closes),
        today=TODAY,
        latest=None if latest is None else day(latest),
    )
    assert found is problem


@given(DAYS, DAYS, DAYS, DAYS, st.one_of(st.none(), DAYS))
def test_window_without_fault_keeps_every_rule(announced, opens, closes, today, latest) -> None:
    problem = window_problem(
        announced_on=announced, opens_on=opens, closes_on=closes, today=today, latest=latest
    )
    sound = announced <= today <= closes and announced <= opens <= closes
    assert (problem is None) == (sound and (latest is None or closes <= latest))


# --- Referrals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "status", "state"),
    [
        (-1, "sent", ReferralState.OVERDUE),
        (0, "sent", ReferralState.SOON),
        (3, "sent", ReferralState.SOON),
        (4, "sent", ReferralState.WAITING),
        (-1, "accepted", ReferralState.OVERDUE),
        (3, "accepted", ReferralState.SOON),
        (4, "accepted", ReferralState.ACCEPTED),
        (-1, "answered", ReferralState.ANSWERED),
        (9, "answered", ReferralState.ANSWERED),
        # What is over is never overdue.
        (-1, "declined", ReferralState.DECLINED),
        (-1, "withdrawn", ReferralState.WITHDRAWN),
    ],
)
def test_state_of_a_referral(due, status, state) -> None:
    assert referral_state(due_on=day(due), status=status, today=TODAY) is state


@pytest.mark.parametrize(("due", "late"), [(-2, 2), (-1, 1), (0, 0), (5, 0)])
def test_the_last_day_is_still_in_time(due, late) -> None:
    assert days_late(day(due), TODAY) == late


def test_days_are_counted_from_the_day_of_sending() -> None:
    assert days_taken(day(-10), TODAY) == 10
    assert days_taken(TODAY, TODAY) == 0
    assert days_taken(TODAY, None) is None


@pytest.mark.parametrize(
    ("due", "sent", "reminder"),
    [
        (4, -20, None),
        (3, -20, ReferralState.SOON),
        (0, -20, ReferralState.SOON),
        (-1, -20, ReferralState.OVERDUE),
        (3, 0, None),  # just told of the term
        (2, -1, None),
        (-1, -2, ReferralState.OVERDUE),
    ],
)
def test_reminders(due, sent, reminder) -> None:
    assert reminder_due(due_on=day(due), sent_on=day(sent), today=TODAY) is reminder


@given(DAYS, DAYS, st.lists(DAYS))
def test_a_reminder_of_a_term_never_comes_after_that_of_its_end(due, sent, days) -> None:
    kinds = [reminder_due(due_on=due, sent_on=sent, today=today) for today in sorted(days)]
    told = [kind for kind in kinds if kind is not None]
    assert told == sorted(told, key=[ReferralState.SOON, ReferralState.OVERDUE].index)
