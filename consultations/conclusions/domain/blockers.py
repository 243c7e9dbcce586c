"""What stands between now and the signature of a summary conclusion."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class BlockerCode(StrEnum):
    WINDOW_OPEN = "window_open"  # `day`: the last day of receiving proposals
    UNANSWERED_PROPOSALS = "unanswered_proposals"
    UNANSWERED_REMARKS = "unanswered_remarks"
    UNANSWERED_RECOMMENDATIONS = "unanswered_recommendations"  # of hearings
    HELD = "held"  # a moderator is checking
    OBJECTIONS = "objections"  # to moderation, not decided yet
    UNCONFIRMED = "unconfirmed"  # `day`: when the last of them lapses
    UNCONFIRMED_ANSWERS = "unconfirmed_answers"  # to the organiser's questions; `day` as above
    UNCONFIRMED_JOINS = "unconfirmed_joins"  # of proposals; `day` as above
    WAITING_OPINIONS = "waiting_opinions"  # a council's term has not ended yet


@dataclass(frozen=True, slots=True)
class BlockerItem:
    """One thing to be done. `path` is the unit that it concerns (empty: the bill as a whole, or
    nothing); `title` names it («Участник № 17», a council); `url` is where it is done."""

    title: str
    path: str = ""
    url: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """`count` is exact; `items` may be only the first of them."""

    code: BlockerCode
    count: int
    items: tuple[BlockerItem, ...] = ()
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Things of one sort: how many, and the first of them."""

    count: int = 0
    items: tuple[BlockerItem, ...] = ()
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that signing depends on. `window_day` is None once the window has closed."""

    window_day: dt.date | None
    proposals: Found
    remarks: Found
    held: Found
    objections: Found
    unconfirmed: Found
    opinions: Found
    sheets: Found = Found()
    joins: Found = Found()
    recommendations: Found = Found()


def blockers(situation: Situation) -> list[Blocker]:
    """What must happen first, in the order in which it is usually done."""
    return list(_blockers(situation))


def _blockers(situation: Situation) -> Iterator[Blocker]:
    if situation.window_day is not None:
        yield Blocker(BlockerCode.WINDOW_OPEN, 1, day=situation.window_day)
    for code, found in (
        (BlockerCode.WAITING_OPINIONS, situation.opinions),
        (BlockerCode.UNCONFIRMED, situation.unconfirmed),
        (BlockerCode.UNCONFIRMED_ANSWERS, situation.sheets),
        (BlockerCode.UNCONFIRMED_JOINS, situation.joins),
        (BlockerCode.HELD, situation.held),
        (BlockerCode.OBJECTIONS, situation.objections),
        (BlockerCode.UNANSWERED_REMARKS, situation.remarks),
        (BlockerCode.UNANSWERED_RECOMMENDATIONS, situation.recommendations),
        (BlockerCode.UNANSWERED_PROPOSALS, situation.proposals),
    ):
        if found.count:
            yield Blocker(code, found.count, found.items, found.day)
