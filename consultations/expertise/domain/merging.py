"""Two people change one draft: what only one of them touched is taken from that one, and only what
both changed differently is left for a person to decide. Nothing that either wrote is dropped."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, Final

from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.domain.parts import COUNTS, ORDER, ROW_KEYS

# A row that both sides may have written anew without knowing of each other has no key yet.
_NEW: Final = None
WHOLE_ROW: Final = ""
_BALLOTS: Final = "ballots"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both sides changed, each in its own way.

    `part` is a field of OpinionData. Of a list, `key` names the row and `field` its field
    (WHOLE_ROW: one side took the row away, which is then None, and the other changed it). Of
    ballots, `counts` are the counts that the text has if no ballot stays.
    """

    part: str
    base: Any
    mine: Any
    theirs: Any
    key: Any = None
    field: str = WHOLE_ROW
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def is_row(self) -> bool:
        """Whether it is about having the row at all."""
        return self.part in ROW_KEYS and self.field == WHOLE_ROW


@dataclass(frozen=True, slots=True)
class Merged:
    """`data` has the own value wherever there is a conflict."""

    data: OpinionData
    conflicts: tuple[Conflict, ...]


def merge(base: OpinionData, mine: OpinionData, theirs: OpinionData) -> Merged:
    """Brings together what `mine` and `theirs` made of `base`."""
    conflicts: list[Conflict] = []
    values: dict[str, Any] = {}
    for part in ORDER:
        sides = getattr(base, part), getattr(mine, part), getattr(theirs, part)
        if part in ROW_KEYS:
            values[part] = _rows(part, *sides, conflicts)
        else:
            if part in COUNTS:
                sides = _written(part, base, mine, theirs)
            values[part] = _value(*sides, conflicts, part)
    data = OpinionData(**values).counted()
    counted = _counted(data, conflicts)
    counts = tuple((part, values[part]) for part in COUNTS)
    return Merged(
        data,
        tuple(
            replace(one, counts=counts) if one.part == _BALLOTS else one
            for one in conflicts
            if one.part not in counted
        ),
    )


def _written(
    part: str, base: OpinionData, mine: OpinionData, theirs: OpinionData
) -> tuple[int, int, int]:
    """A count of the three, where one that follows from ballots gives way to one that a person
    wrote: nobody has decided on it, and it does not outlive its ballots."""
    before, ours, others = (getattr(side, part) for side in (base, mine, theirs))
    if part in _following(mine) and part not in _following(theirs):
        return before, before, others
    if part in _following(theirs) and part not in _following(mine):
        return before, ours, before
    return before, ours, others


def _following(data: OpinionData) -> Collection[str]:
    """Counts that follow from the ballots of `data`."""
    if not data.ballots:
        return ()
    return COUNTS[:1] if data.is_secret else COUNTS


def _counted(data: OpinionData, conflicts: Collection[Conflict]) -> Collection[str]:
    """Counts about which nobody need decide: they follow from the ballots that stay whatever is
    decided about the others."""
    asked = {one.key for one in conflicts if one.part == _BALLOTS and one.is_row}
    if all(ballot.member_id in asked for ballot in data.ballots):
        return ()
    return _following(data)


def _value(
    base: Any,
    mine: Any,
    theirs: Any,
    found: list[Conflict],
    part: str,
    key: Any = None,
    field: str = WHOLE_ROW,
) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs != base:
        found.append(Conflict(part, base, mine, theirs, key, field))
    return mine


Rows = tuple[Any, ...]


def _rows(part: str, base: Rows, mine: Rows, theirs: Rows, found: list[Conflict]) -> Rows:
    name = ROW_KEYS[part]
    olds, ours, others = (_keyed(rows, name) for rows in (base, mine, theirs))
    kept: dict[Hashable, Any] = {}
    for key in {**others, **ours}:
        row = _row(part, key, olds.get(key), ours.get(key), others.get(key), found)
        if row is not None:
            kept[key] = row
    added = [row for row in mine if getattr(row, name) is _NEW]
    return _in_order(name, base, mine, theirs, kept, _without_twins(added, olds, others, name))


def _keyed(rows: Rows, name: str) -> dict[Hashable, Any]:
    return {getattr(row, name): row for row in rows if getattr(row, name) is not _NEW}


def _row(part: str, key: Any, base: Any, mine: Any, theirs: Any, found: list[Conflict]) -> Any:
    if mine is None or theirs is None:
        return _value(base, mine, theirs, found, part, key)
    changed = {}
    for item in fields(mine):
        field = item.name
        ours, others = getattr(mine, field), getattr(theirs, field)
        # Of a row that both wrote anew, what is left empty is nobody's decision.
        empty = None if item.default is MISSING else item.default
        before: Any = getattr(base, field) if base is not None else empty
        if isinstance(ours, frozenset):
            changed[field] = (ours & others) | (ours - before) | (others - before)
            continue
        changed[field] = _value(before, ours, others, found, part, key, field)
    return replace(mine, **changed)


def _without_twins(
    added: list[Any], olds: Mapping[Hashable, Any], others: Mapping[Hashable, Any], name: str
) -> list[Any]:
    """New rows without those that the other side has saved in the same words since: the form was
    sent twice."""
    known = [replace(row, **{name: _NEW}) for key, row in others.items() if key not in olds]
    fresh = []
    for row in added:
        if row in known:
            known.remove(row)
        else:
            fresh.append(row)
    return fresh


def _in_order(
    name: str, base: Rows, mine: Rows, theirs: Rows, kept: Mapping[Hashable, Any], added: list[Any]
) -> Rows:
    """The order of the side that changed it (theirs if both did); rows that only the other side
    has stand after the row that they followed there."""
    known = set(kept)
    before = [getattr(row, name) for row in base if getattr(row, name) in known]
    ours = [getattr(row, name) for row in mine if getattr(row, name) in known]
    others = [getattr(row, name) for row in theirs if getattr(row, name) in known]
    shared = set(before) & set(ours) & set(others)
    moved = [key for key in others if key in shared] != [key for key in before if key in shared]
    first, second = (others, ours) if moved else (ours, others)
    order: list[Any] = list(first)
    for place, key in enumerate(second):
        if key not in order:
            previous = second[place - 1] if place else None
            order.insert(order.index(previous) + 1 if previous in order else 0, key)
    return _with_new(name, mine, [kept[key] for key in order], added)


def _with_new(name: str, mine: Rows, ordered: list[Any], added: list[Any]) -> Rows:
    """Own new rows stand after the row that they followed in the own list."""
    result = list(ordered)
    waiting = list(added)
    previous: Any = None
    for row in mine:
        key = getattr(row, name)
        if key is not _NEW:
            previous = next((item for item in result if getattr(item, name) == key), previous)
        elif row in waiting:
            waiting.remove(row)
            # By identity: two new rows may have the same words.
            place = next((n for n, item in enumerate(result) if item is previous), None)
            result.insert(len(result) if place is None else place + 1, row)
            previous = row
    return tuple(result)


def resolve(data: OpinionData, conflict: Conflict, value: Any) -> OpinionData:
    """`data` with `value` where the conflict was: a value of the field or, for a whole row, the row
    or None."""
    if conflict.part not in ROW_KEYS:
        return replace(data, **{conflict.part: value}).counted()
    name = ROW_KEYS[conflict.part]
    rows = list(getattr(data, conflict.part))
    places = [n for n, row in enumerate(rows) if getattr(row, name) == conflict.key]
    if conflict.is_row:
        if not places and value is not None:
            rows.append(value)
        elif places and value is None:
            del rows[places[0]]
        elif places:
            rows[places[0]] = value
    elif places:
        rows[places[0]] = replace(rows[places[0]], **{conflict.field: value})
    changed: dict[str, Any] = {conflict.part: tuple(rows)}
    if conflict.part == _BALLOTS and not rows:
        changed.update(conflict.counts)
    return replace(data, **changed).counted()
