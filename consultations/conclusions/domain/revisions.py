"""What is different between two revisions of a signed document: two snapshots in, plain values out.

What people wrote is told apart by ids: every signature salts its commitments anew, so they differ
even where no word does, and nothing that is published is ever edited (who says it otherwise gets
another row). What one of the two formats does not know is no difference.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from consultations.conclusions.domain.figures import NumberChange, number_changes
from consultations.conclusions.domain.rowchanges import ChangeKind, GroupChange, group_changes
from consultations.conclusions.domain.snapshot import (
    CouncilFacts,
    MinutesFacts,
    OpinionFacts,
    Party,
    Snapshot,
    SummaryFacts,
)

# From which format on minutes stand in a snapshot.
_WITH_MINUTES: Final = 3


class CouncilChangeKind(StrEnum):
    """`asked`, `released`: a referral that came, or is gone, without an opinion."""

    ASKED = "asked"
    RELEASED = "released"
    GIVEN = "given"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A requisite by its code; days are ISO dates, `signer` is the id of an account."""

    code: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SummaryChange:
    """On what summary a conclusion is built."""

    old: SummaryFacts | None
    new: SummaryFacts | None


@dataclass(frozen=True, slots=True)
class CouncilChange:
    """What became of a council's opinion."""

    kind: CouncilChangeKind
    council: Party
    old: OpinionFacts | None
    new: OpinionFacts | None


@dataclass(frozen=True, slots=True)
class MinutesChange:
    old: MinutesFacts | None
    new: MinutesFacts | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs. `count` is of what was said and answered: requisites, which differ
    with every signature, and numbers, which follow, are not counted."""

    facts: tuple[FactChange, ...] = ()
    summary: SummaryChange | None = None
    numbers: tuple[NumberChange, ...] = ()
    councils: tuple[CouncilChange, ...] = ()
    minutes: MinutesChange | None = None
    groups: tuple[GroupChange, ...] = ()

    @property
    def count(self) -> int:
        return len(self.groups) + len(self.councils) + (self.minutes is not None)

    def rows(self, kind: ChangeKind) -> int:
        """How many rows were added, removed or changed."""
        return sum(change.kind is kind for change in self.groups)


NOTHING: Final = Comparison()


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """What is different in `new`. Raises ValueError unless both are of the committee, or both of
    the organiser."""
    kinds = {snapshot.document.kind == "summary" for snapshot in (old, new)}
    if len(kinds) > 1:
        raise ValueError("a summary is not compared with a conclusion")
    before, after = old.document.summary, new.document.summary
    same = (before and before.id) == (after and after.id)
    return Comparison(
        facts=tuple(_facts(old, new)),
        summary=None if same else SummaryChange(before, after),
        numbers=tuple(number_changes(old, new)),
        councils=tuple(_councils(old, new)),
        minutes=_minutes(old, new),
        groups=tuple(group_changes(old, new)),
    )


# --- Requisites -------------------------------------------------------------------------------

_FACTS: Final[Mapping[str, Callable[[Snapshot], object]]] = {
    "kind": lambda one: one.document.kind,
    "number": lambda one: one.signature.number,
    "signed_on": lambda one: one.signature.signed_on,
    "signer": lambda one: one.signature.signer_id or "",
    "answer_due_on": lambda one: one.signature.answer_due_on,
    "title": lambda one: one.bill.title,
    "bill_number": lambda one: one.bill.number,
    "sponsor": lambda one: one.bill.sponsor,
    "version": lambda one: one.bill.version_number,
    "organiser": lambda one: one.organiser.name,
    "responder": lambda one: one.responder.name,
    "addressee": lambda one: one.addressee.name,
    "opens_on": lambda one: one.procedure.opens_on,
    "closes_on": lambda one: one.procedure.closes_on,
}


def _facts(old: Snapshot, new: Snapshot) -> Iterator[FactChange]:
    for code, read in _FACTS.items():
        before, after = str(read(old)), str(read(new))
        if before != after:
            yield FactChange(code, before, after)


# --- Councils and hearings --------------------------------------------------------------------


def _councils(old: Snapshot, new: Snapshot) -> Iterator[CouncilChange]:
    before = {facts.council.id: facts for facts in old.councils}
    after = {facts.council.id: facts for facts in new.councils}
    for pk in dict.fromkeys((*after, *before)):
        change = _council(before.get(pk), after.get(pk))
        if change is not None:
            yield change


def _council(old: CouncilFacts | None, new: CouncilFacts | None) -> CouncilChange | None:
    facts = new or old
    if facts is None:
        return None
    before = old.opinion if old else None
    after = new.opinion if new else None
    if before and after:
        kind = CouncilChangeKind.CORRECTED if before.id != after.id else None
    elif before or after:
        kind = CouncilChangeKind.WITHDRAWN if before else CouncilChangeKind.GIVEN
    elif old and new:
        kind = None
    else:
        kind = CouncilChangeKind.RELEASED if old else CouncilChangeKind.ASKED
    return CouncilChange(kind, facts.council, before, after) if kind else None


def _minutes(old: Snapshot, new: Snapshot) -> MinutesChange | None:
    if min(old.format, new.format) < _WITH_MINUTES:
        return None
    before, after = old.minutes, new.minutes
    same = (before and before.id) == (after and after.id)
    return None if same else MinutesChange(before, after)
