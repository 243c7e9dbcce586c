"""The stages by which a council is formed, and where a competition stands on a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    ANNOUNCE = "announce"
    NOMINATE = "nominate"
    CHECK = "check"
    APPROVE = "approve"


class Progress(StrEnum):
    """How a stage stands on a day."""

    UNPLANNED = "unplanned"  # no day has been named
    AHEAD = "ahead"
    NOW = "now"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a competition: announced, candidates proposed from and until, checked and
    approved by. What has not been planned is None."""

    announced_on: dt.date | None = None
    nominations_from: dt.date | None = None
    nominations_until: dt.date | None = None
    checked_on: dt.date | None = None
    approved_on: dt.date | None = None

    def named(self) -> Iterator[tuple[str, dt.date | None]]:
        """(name, day) in the order of the law."""
        for name in self.__dataclass_fields__:
            yield name, getattr(self, name)


@dataclass(frozen=True, slots=True)
class Fault:
    """`name`: of the day that is wrong; `before`: the day of the chain that it must not precede, or
    that must be named first."""

    name: str
    before: str
    is_missing: bool


def faults(days: Days) -> list[Fault]:
    """Days that go backwards, and days that follow one that has not been named."""
    found: list[Fault] = []
    previous, last = "", None
    for name, day in days.named():
        if day is not None and previous:
            if last is None:
                found.append(Fault(name, previous, is_missing=True))
            elif day < last:
                found.append(Fault(name, previous, is_missing=False))
        previous, last = name, day
    return found


def progress(days: Days, today: dt.date) -> dict[Stage, Progress]:
    """How each stage stands. Checking lasts from the day after the last proposal, approval is one
    day."""
    after_nominations = _next(days.nominations_until)
    spans = {
        Stage.ANNOUNCE: (days.announced_on, days.announced_on),
        Stage.NOMINATE: (days.nominations_from, days.nominations_until),
        Stage.CHECK: (_earlier(after_nominations, days.checked_on), days.checked_on),
        Stage.APPROVE: (days.approved_on, days.approved_on),
    }
    return {stage: _progress(first, last, today) for stage, (first, last) in spans.items()}


def _next(day: dt.date | None) -> dt.date | None:
    return None if day is None else day + dt.timedelta(days=1)


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days and other is not None else None


def _progress(first: dt.date | None, last: dt.date | None, today: dt.date) -> Progress:
    if first is None:
        return Progress.UNPLANNED
    if today < first:
        return Progress.AHEAD
    return Progress.PASSED if last is not None and last < today else Progress.NOW
