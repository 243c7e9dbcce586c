"""Minutes of a hearing as plain values, and what is wrong with them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What speaks against the minutes; the first ones are wrong even in a draft."""

    IN_FUTURE = "in_future"
    BEFORE_ANNOUNCEMENT = "before_announcement"
    ENDS_BEFORE_START = "ends_before_start"
    MORE_VOTES_THAN_PEOPLE = "more_votes_than_people"
    NO_TEXT = "no_text"  # of a recommendation
    FOREIGN_PROVISION = "foreign_provision"
    # Only before the signature.
    NO_DAY = "no_day"
    NO_TIMES = "no_times"
    NO_PLACE = "no_place"
    NO_NUMBER = "no_number"
    NO_CHAIR = "no_chair"
    NO_SECRETARY = "no_secretary"
    NO_ATTENDANCE = "no_attendance"
    NO_OFFICIALS = "no_officials"
    NO_QUESTION = "no_question"
    NO_COURSE = "no_course"
    NO_VOTES = "no_votes"


@dataclass(frozen=True, slots=True)
class RecommendationData:
    """A recommendation that was put to the vote. `pk` is the row that it was made from."""

    text: str
    provision_id: int | None = None
    proposed_text: str = ""
    votes_for: int = 0
    votes_against: int = 0
    votes_abstained: int = 0
    pk: int | None = None

    @property
    def voted(self) -> int:
        return self.votes_for + self.votes_against + self.votes_abstained

    @property
    def is_adopted(self) -> bool:
        return is_adopted(self.votes_for, self.votes_against, self.votes_abstained)


@dataclass(frozen=True, slots=True)
class MinutesData:
    """`officials`: one to a line, with post and body."""

    held_on: dt.date | None = None
    started_at: dt.time | None = None
    ended_at: dt.time | None = None
    place: str = ""
    number: str = ""
    chair_name: str = ""
    secretary_name: str = ""
    attending: int | None = None
    officials: str = ""
    question: str = ""
    course: str = ""
    recommendations: tuple[RecommendationData, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, and the place of the recommendation (from 0) that it is about, if it is."""

    fault: Fault
    row: int | None = None


def is_adopted(votes_for: int, votes_against: int, votes_abstained: int) -> bool:
    """By the majority of those who voted (212-FZ, art. 25); half of them is no majority."""
    return votes_for > votes_against + votes_abstained


def contradictions(data: MinutesData, *, announced_on: dt.date, today: dt.date) -> list[Found]:
    """What cannot be so, in a draft either."""
    return list(_contradictions(data, announced_on, today))


def missing(data: MinutesData) -> list[Found]:
    """What must be there before the minutes are signed."""
    faults = [
        Found(fault)
        for is_missing, fault in (
            (data.held_on is None, Fault.NO_DAY),
            (data.started_at is None or data.ended_at is None, Fault.NO_TIMES),
            (not data.place, Fault.NO_PLACE),
            (not data.number, Fault.NO_NUMBER),
            (not data.chair_name, Fault.NO_CHAIR),
            (not data.secretary_name, Fault.NO_SECRETARY),
            (not data.attending, Fault.NO_ATTENDANCE),
            (not data.officials, Fault.NO_OFFICIALS),
            (not data.question, Fault.NO_QUESTION),
            (not data.course, Fault.NO_COURSE),
        )
        if is_missing
    ]
    rows = enumerate(data.recommendations)
    return faults + [Found(Fault.NO_VOTES, number) for number, row in rows if not row.voted]


def _contradictions(data: MinutesData, announced_on: dt.date, today: dt.date) -> Iterator[Found]:
    if data.held_on is not None and data.held_on > today:
        yield Found(Fault.IN_FUTURE)
    if data.held_on is not None and data.held_on < announced_on:
        yield Found(Fault.BEFORE_ANNOUNCEMENT)
    if data.started_at and data.ended_at and data.ended_at <= data.started_at:
        yield Found(Fault.ENDS_BEFORE_START)
    for number, row in enumerate(data.recommendations):
        if not row.text:
            yield Found(Fault.NO_TEXT, number)
        if data.attending is not None and row.voted > data.attending:
            yield Found(Fault.MORE_VOTES_THAN_PEOPLE, number)
