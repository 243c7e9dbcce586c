"""What differs between two states of an opinion, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.domain.parts import ORDER, ROW_KEYS


class ChangeKind(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """`part` is a field of OpinionData; of a list, `key` names the row (None: the list as a whole,
    or a plain field). `old` and `new` are the values or rows, None where there is none."""

    part: str
    kind: ChangeKind
    key: Any = None
    old: Any = None
    new: Any = None


def changes(old: OpinionData, new: OpinionData) -> tuple[Change, ...]:
    """Everything that differs, in the order of the document; empty if nothing does."""
    return tuple(_changes(old, new))


def _changes(old: OpinionData, new: OpinionData) -> Iterator[Change]:
    for part in ORDER:
        before, after = getattr(old, part), getattr(new, part)
        if part in ROW_KEYS:
            yield from _row_changes(part, before, after)
        elif before != after:
            yield Change(part, ChangeKind.CHANGED, old=before, new=after)


def _row_changes(part: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    name = ROW_KEYS[part]
    before = {getattr(row, name): row for row in old}
    after = {getattr(row, name): row for row in new if getattr(row, name) is not None}
    for row in new:
        key = getattr(row, name)
        if key is None or key not in before:
            yield Change(part, ChangeKind.ADDED, key, new=row)
        elif before[key] != row:
            yield Change(part, ChangeKind.CHANGED, key, before[key], row)
    for key, row in before.items():
        if key not in after:
            yield Change(part, ChangeKind.REMOVED, key, old=row)
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        yield Change(part, ChangeKind.MOVED)
