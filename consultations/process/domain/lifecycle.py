"""The phases of a consultation, from its dates alone: right even if the clock's job was missed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    ANNOUNCED = "announced"  # can be read, nobody speaks yet
    OPEN = "open"  # everybody may speak
    ANSWERING = "answering"  # the window has closed, the committee answers
    CONCLUDED = "concluded"  # the summary conclusion is signed


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens_at` to `closes_at`, UTC; the end itself is outside."""

    opens_at: dt.datetime
    closes_at: dt.datetime

    def phase(self, now: dt.datetime, *, concluded: bool) -> Phase:
        if concluded:
            return Phase.CONCLUDED
        if now < self.opens_at:
            return Phase.ANNOUNCED
        return Phase.OPEN if now < self.closes_at else Phase.ANSWERING


class WindowProblem(StrEnum):
    """Why the dates of a consultation cannot be taken."""

    ANNOUNCED_IN_FUTURE = "announced_in_future"
    STARTS_BEFORE_ANNOUNCEMENT = "starts_before_announcement"
    ENDS_BEFORE_START = "ends_before_start"
    ENDS_IN_PAST = "ends_in_past"
    LONGER_THAN_ALLOWED = "longer_than_allowed"


def window_problem(
    *,
    announced_on: dt.date,
    opens_on: dt.date,
    closes_on: dt.date,
    today: dt.date,
    latest: dt.date | None,
) -> WindowProblem | None:
    """The first fault of the dates as seen on `today`, or None. `latest` is the last day that the
    law allows (212-FZ, art. 22: a term counted from the announcement)."""
    if announced_on > today:
        return WindowProblem.ANNOUNCED_IN_FUTURE
    if opens_on < announced_on:
        return WindowProblem.STARTS_BEFORE_ANNOUNCEMENT
    if closes_on < opens_on:
        return WindowProblem.ENDS_BEFORE_START
    if closes_on < today:
        return WindowProblem.ENDS_IN_PAST
    if latest is not None and closes_on > latest:
        return WindowProblem.LONGER_THAN_ALLOWED
    return None


class ReferralState(StrEnum):
    """How a referral to a council stands on a day."""

    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"
    SOON = "soon"
    ACCEPTED = "accepted"
    WAITING = "waiting"


# Over, however late it is: such a referral is never overdue.
_OVER: Final = (ReferralState.ANSWERED, ReferralState.DECLINED, ReferralState.WITHDRAWN)
SOON: Final = dt.timedelta(days=3)


def referral_state(
    *, due_on: dt.date, status: str, today: dt.date, soon: dt.timedelta = SOON
) -> ReferralState:
    """`status`: sent, accepted, answered, declined or withdrawn. `due_on` itself is still in time;
    SOON begins that long before it."""
    if status in _OVER:
        return ReferralState(status)
    if due_on < today:
        return ReferralState.OVERDUE
    if due_on <= today + soon:
        return ReferralState.SOON
    return ReferralState.ACCEPTED if status == ReferralState.ACCEPTED else ReferralState.WAITING


def reminder_due(
    *, due_on: dt.date, sent_on: dt.date, today: dt.date, soon: dt.timedelta = SOON
) -> ReferralState | None:
    """Which reminder a council without an opinion must have had by `today`: SOON, OVERDUE or none.

    A council that was asked within the last days before the term has just been told of it.
    """
    state = referral_state(due_on=due_on, status="sent", today=today, soon=soon)
    if state is ReferralState.WAITING or (state is ReferralState.SOON and sent_on >= due_on - soon):
        return None
    return state


def days_taken(sent_on: dt.date, answered_on: dt.date | None) -> int | None:
    """How many days a council took; None while there is no opinion."""
    return None if answered_on is None else (answered_on - sent_on).days


def days_late(due_on: dt.date, day: dt.date) -> int:
    """By how many days `day` is past the term; 0 up to and including the last day."""
    return max((day - due_on).days, 0)


@dataclass(frozen=True, slots=True)
class GivenTerm:
    """A term that the sender has set instead of a date: `unit` is calendar or working."""

    amount: int
    unit: str
