"""The phases of a consultation, from its dates alone: right even if the clock's job was missed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


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

    ENDS_BEFORE_START = "ends_before_start"
    STARTS_BEFORE_ANNOUNCEMENT = "starts_before_announcement"
    LONGER_THAN_ALLOWED = "longer_than_allowed"
    ENDS_IN_PAST = "ends_in_past"


def window_problem(
    *, announced_on: dt.date, opens_on: dt.date, closes_on: dt.date, latest: dt.date | None
) -> WindowProblem | None:
    """The first fault of the dates, or None. `latest` is the last day that the law allows
    (212-FZ, art. 22: a term counted from the announcement)."""
    if opens_on < announced_on:
        return WindowProblem.STARTS_BEFORE_ANNOUNCEMENT
    if closes_on < opens_on:
        return WindowProblem.ENDS_BEFORE_START
    if latest is not None and closes_on > latest:
        return WindowProblem.LONGER_THAN_ALLOWED
    return None
