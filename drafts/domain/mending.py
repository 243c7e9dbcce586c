"""Applies fixes to an act.

No fix adds, drops or rewords text; only ``Relabel`` changes a label, and ``Move`` up or down the
order of the text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .fixes import (
    AUTO,
    Caption,
    Direction,
    Fix,
    FixError,
    FixProblem,
    Merge,
    Move,
    Quote,
    Relabel,
    Split,
    Unquote,
)
from .lines import find_marker, tidy
from .mending_quotes import quote, unquote
from .nodes import Act, Alinea, Block, Kind, Unit
from .numbering import any_number, letter
from .workbench import RANKS, Piece, append_text, append_units, facts, thaw

_MAX_DEPTH = 30
_MAX_NUMBER = 40
_NUMBER = re.compile(r"^[\w.\-]+$")


def apply(act: Act, fix: Fix) -> Act:
    """``act`` with ``fix`` applied. FixError if it does not fit or would change nothing."""
    bench = thaw(act)
    piece = bench.find(fix.eid)
    if piece is None:
        raise FixError(FixProblem.NO_UNIT)
    match fix:
        case Split():
            _split(piece, fix)
        case Merge():
            _merge(_unit(piece), glue=fix.glue)
        case Move():
            _move(_unit(piece), Direction(fix.direction), following=fix.following)
        case Relabel():
            _relabel(_unit(piece), fix)
        case Caption():
            _caption(_unit(piece), tidy(fix.heading))
        case Quote():
            quote(bench, _unit(piece), fix.last)
        case Unquote():
            unquote(piece, fix.order)
    result = bench.freeze()
    if result == act:
        raise FixError(FixProblem.NO_CHANGE)
    return result


def replay(act: Act, fixes: Iterable[Fix]) -> tuple[Act, list[tuple[int, FixProblem]]]:
    """All fixes in order; those that no longer fit are left out and named by their place."""
    failed: list[tuple[int, FixProblem]] = []
    for index, fix in enumerate(fixes):
        try:
            act = apply(act, fix)
        except FixError as error:
            failed.append((index, error.code))
    return act, failed


def _unit(piece: Piece) -> Piece:
    if piece.unit is None:
        raise FixError(FixProblem.NO_UNIT)
    return piece


# --- numbers --------------------------------------------------------------------------------


def valid_number(number: str) -> str:
    """``number`` as a path has it; FixError (bad_number) if no unit can have it."""
    text = number.strip().rstrip(".)").strip()
    if not text or len(text) > _MAX_NUMBER or not _NUMBER.match(text):
        raise FixError(FixProblem.BAD_NUMBER)
    parsed = any_number(text) or letter(text.lower())
    if parsed is None:
        raise FixError(FixProblem.BAD_NUMBER)
    return parsed.text


def _relabel(piece: Piece, fix: Relabel) -> None:
    kind = Kind(fix.kind)
    label = tidy(fix.label)
    if len(label) > 2 * _MAX_NUMBER:
        raise FixError(FixProblem.BAD_NUMBER)
    number = valid_number(fix.number)
    piece.unit = replace(facts(piece), kind=kind, number=number, num=label)


# --- split ----------------------------------------------------------------------------------


def _split(piece: Piece, fix: Split) -> None:
    kind = Kind(fix.kind)
    in_wrap_up, index, offset = _find_words(piece, tidy(fix.words))
    blocks = piece.wrap_up if in_wrap_up else piece.intro
    head, tail = _cut(blocks, index, offset)
    blocks[:] = head
    level = _level(piece, kind) if fix.level == AUTO else fix.level
    new = _labelled(kind, valid_number(fix.number), tail)
    if level <= 0 or piece.unit is None:
        if in_wrap_up:
            piece.make_room()  # what stands before the words stays before the new unit
        piece.adopt([new], None if in_wrap_up else 0)
        return
    if not in_wrap_up:  # what is inside the unit follows the words and goes with them
        children, piece.children = piece.children, []
        new.adopt(children)
        new.wrap_up, piece.wrap_up = piece.wrap_up, []
    _insert_after(piece, new, level)


def _find_words(piece: Piece, words: str) -> tuple[bool, int, int]:
    """Where ``words`` stand: whether in the closing text, which block, which character."""
    found: list[tuple[bool, int, int]] = []
    if not words:
        raise FixError(FixProblem.NO_WORDS)
    ends = r"(?!\w)" if words[-1].isalnum() else ""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}{ends}")
    for in_wrap_up, blocks in ((False, piece.intro), (True, piece.wrap_up)):
        for index, block in enumerate(blocks):
            if isinstance(block, Alinea):
                found.extend((in_wrap_up, index, m.start()) for m in pattern.finditer(block.text))
    if not found:
        raise FixError(FixProblem.NO_WORDS)
    beginnings = [place for place in found if place[2] == 0]
    if len(found) > 1 and len(beginnings) != 1:
        raise FixError(FixProblem.MANY_WORDS)
    return beginnings[0] if len(found) > 1 else found[0]


def _cut(blocks: Sequence[Block], index: int, offset: int) -> tuple[list[Block], list[Block]]:
    block = blocks[index]
    if not offset or not isinstance(block, Alinea):
        return list(blocks[:index]), list(blocks[index:])
    head, tail = block.text[:offset].rstrip(), block.text[offset:]
    return [*blocks[:index], Alinea(head)], [Alinea(tail), *blocks[index + 1 :]]


def _labelled(kind: Kind, number: str, blocks: list[Block]) -> Piece:
    """A new unit of ``blocks``; the label that they begin with becomes its label."""
    first = blocks[0]
    label = ""
    if isinstance(first, Alinea):
        marker = find_marker(first.text)
        if marker is not None:
            label, rest = marker.num, marker.rest
            blocks = [Alinea(rest), *blocks[1:]] if rest else blocks[1:]
    return Piece(Unit(kind, number, num=label), intro=blocks)


def _level(piece: Piece, kind: Kind) -> int:
    """How far up a unit of ``kind`` belongs: beside its own kind, inside a larger one."""
    level = 0
    while piece.parent is not None and piece.rank >= RANKS[kind]:
        piece, level = piece.parent, level + 1
    return level


def _insert_after(piece: Piece, new: Piece, level: int) -> None:
    """Puts ``new`` ``level`` steps above, behind ``piece``; what followed ``piece`` below that
    level stays behind it in the text and so goes into ``new``."""
    for _step in range(level - 1):
        if piece.parent is None or piece.parent.parent is None:
            break
        later = piece.siblings[piece.place + 1 :]
        del piece.siblings[piece.place + 1 :]
        append_units(new, later)
        piece = piece.parent
        new.tail().extend(piece.wrap_up)
        piece.wrap_up = []
    if piece.parent is None:
        raise FixError(FixProblem.NO_PLACE)
    piece.parent.adopt([new], piece.place + 1)


# --- merge ----------------------------------------------------------------------------------


def _merge(piece: Piece, *, glue: bool) -> None:
    parent, before = piece.parent, piece.previous
    if parent is None:
        raise FixError(FixProblem.NO_PLACE)
    place = piece.place
    text = _as_text(piece)
    children, closing = piece.children, piece.wrap_up
    piece.leave()
    owner = parent if before is None else before
    target = parent.intro if before is None else before.tail()
    if glue and text and target and isinstance(text[0], Alinea) and isinstance(target[-1], Alinea):
        append_text(target, f" {text[0].text}")
        text = text[1:]
    target.extend(text)
    if before is None:
        parent.adopt(children, place)
        if closing:
            target = children[-1].tail() if children else target
            target.extend(closing)
        return
    append_units(owner, children)
    if closing:
        owner.tail().extend(closing)


def _as_text(piece: Piece) -> list[Block]:
    """The label, heading and own text of a unit as blocks."""
    unit = facts(piece)
    label = unit.num or ""
    blocks = list(piece.intro)
    first = " ".join(part for part in (label, unit.heading) if part)
    if not unit.heading and blocks and isinstance(blocks[0], Alinea):
        first = f"{first} {blocks[0].text}".strip()
        blocks = blocks[1:]
    stamp = [Alinea(line) for line in unit.stamp]
    if unit.stamp and unit.heading:  # the head of an annex: its number, the stamp, the title
        head = [Alinea(label)] if label else []
        return [*head, *stamp, Alinea(unit.heading), *blocks]
    return [*([Alinea(first)] if first else []), *stamp, *blocks]


# --- move -----------------------------------------------------------------------------------


def _move(piece: Piece, direction: Direction, *, following: bool) -> None:
    if direction is Direction.IN:
        _move_in(piece, following=following)
    elif direction is Direction.OUT:
        _move_out(piece)
    else:
        place = piece.place + (1 if direction is Direction.DOWN else -1)
        if not 0 <= place < len(piece.siblings):
            raise FixError(FixProblem.NO_PLACE)
        siblings = piece.siblings
        siblings.remove(piece)
        siblings.insert(place, piece)


def _move_in(piece: Piece, *, following: bool) -> None:
    before = piece.previous
    if before is None or _depth(piece) > _MAX_DEPTH:
        raise FixError(FixProblem.NO_PLACE)
    start = piece.place
    stop = len(piece.siblings) if following else start + 1
    moved = piece.siblings[start:stop]
    del piece.siblings[start:stop]
    append_units(before, moved)


def _depth(piece: Piece) -> int:
    depth = 0
    while piece.parent is not None:
        piece, depth = piece.parent, depth + 1
    return depth


def _move_out(piece: Piece) -> None:
    """Units after it go along if they are as large, and into it if they are smaller."""
    parent = piece.parent
    if parent is None or parent.parent is None:
        raise FixError(FixProblem.NO_PLACE)
    later = piece.siblings[piece.place + 1 :]
    del piece.siblings[piece.place :]
    moved = [piece]
    for sibling in later:
        if sibling.rank > piece.rank:
            append_units(moved[-1], [sibling])
        else:
            moved.append(sibling)
    moved[-1].tail().extend(parent.wrap_up)
    parent.wrap_up = []
    parent.parent.adopt(moved, parent.place + 1)


# --- headings -------------------------------------------------------------------------------


def _caption(piece: Piece, heading: str) -> None:
    unit = facts(piece)
    blocks = piece.intro
    first = blocks[0] if blocks else None
    text = first.text if isinstance(first, Alinea) else ""
    if unit.heading.startswith(heading):  # the heading ends sooner
        rest = unit.heading[len(heading) :].strip()
        if rest:
            blocks.insert(0, Alinea(rest))
    else:
        whole = " ".join(part for part in (unit.heading, text) if part)
        if not text or not whole.startswith(heading):
            raise FixError(FixProblem.BAD_HEADING)
        rest = whole[len(heading) :].strip()
        blocks[0:1] = [Alinea(rest)] if rest else []
    piece.unit = replace(unit, heading=heading)
