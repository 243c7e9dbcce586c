"""Which rows differ between two revisions of a signed document."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Final

from consultations.conclusions.domain.snapshot import AnswerFacts, GroupFacts, Snapshot


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


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


def places(snapshot: Snapshot) -> dict[int, Place]:
    """Where each group stands, as the document numbers its rows: unit by unit, in each first what
    people proposed, then what councils and hearings did."""
    units: dict[str, tuple[list[GroupFacts], list[GroupFacts]]] = {}
    for group in snapshot.groups:
        said = units.setdefault(group.path, ([], []))
        said[bool(group.remarks or group.recommendations)].append(group)
    rows = chain.from_iterable(chain(*said) for said in units.values())
    return {group.id: Place(row, group.path) for row, group in enumerate(rows, start=1)}


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


def group_changes(old: Snapshot, new: Snapshot) -> Iterator[GroupChange]:
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
