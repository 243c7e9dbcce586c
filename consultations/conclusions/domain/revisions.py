"""What is different between two revisions of a signed document: two snapshots in, plain values out.

What people wrote is told apart by ids: every signature salts its commitments anew, so they differ
even where no word does, and nothing that is published is ever edited (who says it otherwise gets
another row). What one of the two formats does not know is no difference.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

from consultations.conclusions.domain.figures import NumberChange, number_changes
from consultations.conclusions.domain.snapshot import (
    AnswerFacts,
    CouncilFacts,
    GroupFacts,
    MinutesFacts,
    OpinionFacts,
    Party,
    Snapshot,
    SummaryFacts,
)

# From which format on minutes stand in a snapshot.
_WITH_MINUTES: Final = 3


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


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
class Members:
    """Ids of what came to a group, or left it. `moved`: how many of them came from another group,
    or have gone to one; the others are new, or gone."""

    proposals: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()
    recommendations: tuple[int, ...] = ()
    moved: int = 0

    @property
    def count(self) -> int:
        return len(self.proposals) + len(self.remarks) + len(self.recommendations)


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """The committee's answer; None where there was none, or is none."""

    old: AnswerFacts | None
    new: AnswerFacts | None

    @property
    def is_position_changed(self) -> bool:
        return _disposition(self.old) != _disposition(self.new)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands in a document: number of the row, path of the unit (empty: the bill as a
    whole)."""

    row: int
    path: str


@dataclass(frozen=True, slots=True)
class GroupChange:
    """`old` is None for a row that was added, `new` for one that was removed; `answer` is None if
    the answer is the same. The numbers of rows alone are no change."""

    group_id: int
    old: Place | None
    new: Place | None
    came: Members
    left: Members
    answer: AnswerChange | None

    @property
    def kind(self) -> ChangeKind:
        if self.old is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.new is None else ChangeKind.CHANGED

    @property
    def place(self) -> Place:
        """In the newer document, or where it stood in the older one."""
        return self.new or self.old or Place(0, "")


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
        groups=tuple(_groups(old, new)),
    )


def places(snapshot: Snapshot) -> dict[int, Place]:
    """Where each group stands, as the document numbers its rows: unit by unit, in each first what
    people proposed, then what councils and hearings did."""
    units: dict[str, tuple[list[GroupFacts], list[GroupFacts]]] = {}
    for group in snapshot.groups:
        said = units.setdefault(group.path, ([], []))
        said[bool(group.remarks or group.recommendations)].append(group)
    rows = chain.from_iterable(chain(*said) for said in units.values())
    return {group.id: Place(row, group.path) for row, group in enumerate(rows, start=1)}


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


# --- Rows -------------------------------------------------------------------------------------


class _Side:
    """One of the two documents: its groups, where they stand, and what stands in any of them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.groups = {group.id: group for group in snapshot.groups}
        self.places = places(snapshot)
        self._all: _Ids | None = None

    def moved(self, gained: "_Ids") -> int:
        """How many of these stand here, wherever."""
        # Few comparisons ask, so it is made for them only.
        if self._all is None:
            every = [_ids(group) for group in self.groups.values()]
            self._all = [set().union(*kind) for kind in zip(*every, strict=True)] or _NO_IDS
        return sum(len(mine & all_) for mine, all_ in zip(gained, self._all, strict=True))


def _groups(old: Snapshot, new: Snapshot) -> Iterator[GroupChange]:
    """In the order of the newer document; what is gone comes last."""
    before, after = _Side(old), _Side(new)
    for pk in dict.fromkeys((*after.groups, *before.groups)):
        was, now = before.groups.get(pk), after.groups.get(pk)
        change = GroupChange(
            group_id=pk,
            old=before.places.get(pk),
            new=after.places.get(pk),
            came=_gained(was, now, before),
            left=_gained(now, was, after),
            answer=_answer(was, now),
        )
        if _is_change(change):
            yield change


def _is_change(change: GroupChange) -> bool:
    if change.old is None or change.new is None or change.old.path != change.new.path:
        return True
    return bool(change.came.count or change.left.count or change.answer)


def _gained(was: GroupFacts | None, now: GroupFacts | None, other: _Side) -> Members:
    """What stands in `now` and not in `was`; `other` is the document of `was`."""
    if now is None:
        return _NOBODY
    mine, theirs = _ids(now), _ids(was) if was else _NO_IDS
    gained = [here - there for here, there in zip(mine, theirs, strict=True)]
    if not any(gained):
        return _NOBODY
    proposals, remarks, recommendations = (tuple(sorted(kind)) for kind in gained)
    return Members(proposals, remarks, recommendations, moved=other.moved(gained))


# Of proposals, remarks and recommendations: two of a kind may have one number.
_Ids = list[set[int]]
_NO_IDS: Final[_Ids] = [set(), set(), set()]


def _ids(group: GroupFacts) -> _Ids:
    return [
        {entry.id for entry in group.comments},
        set(group.remarks),
        {entry.id for entry in group.recommendations},
    ]


_NOBODY: Final = Members()


def _answer(was: GroupFacts | None, now: GroupFacts | None) -> AnswerChange | None:
    old = was.answer if was else None
    new = now.answer if now else None
    same = (old.id if old else 0) == (new.id if new else 0)
    return None if same else AnswerChange(old, new)


def _disposition(answer: AnswerFacts | None) -> str:
    return answer.disposition if answer else ""
