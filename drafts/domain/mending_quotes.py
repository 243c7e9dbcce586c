"""Fixes that make units a quotation of an amending act, or units of a quotation."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .fixes import FixError, FixProblem
from .nodes import Alinea, Block, QuotedStructure, Unit
from .quotes import balance, closing_mark
from .workbench import Bench, Piece, append_text, append_units, facts, piece_of


def quote(bench: Bench, piece: Piece, last: str) -> None:
    """The units become a quotation behind the text before them; where that ends with a quotation,
    they are its continuation."""
    parent = piece.parent
    final = bench.find(last) if last else piece
    if parent is None or final is None or final.parent is not parent:
        raise FixError(FixProblem.NO_PLACE)
    start, stop = piece.place, final.place + 1
    if stop <= start:
        raise FixError(FixProblem.NO_PLACE)
    before = piece.previous
    target = parent.intro if before is None else before.tail()
    if before is None and parent.parent is None:
        raise FixError(FixProblem.NO_PLACE)
    pieces = parent.children[start:stop]
    del parent.children[start:stop]
    closing = _take_closing(pieces)
    units = [item.freeze() for item in pieces]
    previous = target[-1] if target else None
    if isinstance(previous, QuotedStructure):
        target[-1] = _continued(previous, units, closing)
    else:
        target.append(QuotedStructure("", closing, units=tuple(units)))


def _take_closing(pieces: list[Piece]) -> str:
    """The mark that closes a quotation, taken off the end of its last unit; empty if none does."""
    if balance("\n".join(_texts(pieces))) >= 0:
        return ""
    blocks = pieces[-1].tail()
    if blocks:
        last = blocks[-1]
        closing = closing_mark(last.text) if isinstance(last, Alinea) else ""
        if closing and isinstance(last, Alinea):
            blocks[-1:] = [Alinea(rest)] if (rest := last.text[: -len(closing)].rstrip()) else []
        return closing
    leaf = pieces[-1]
    while leaf.children:
        leaf = leaf.children[-1]
    unit = facts(leaf)
    closing = closing_mark(unit.heading)
    if closing:
        leaf.unit = replace(unit, heading=unit.heading[: -len(closing)].rstrip())
    return closing


def _texts(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield facts(piece).heading
        for block in (*piece.intro, *piece.wrap_up):
            if isinstance(block, Alinea):
                yield block.text
        yield from _texts(piece.children)


def _continued(quoted: QuotedStructure, units: list[Unit], closing: str) -> QuotedStructure:
    """``quoted`` with more units; the mark that closed it becomes text again."""
    shell = Piece(None, list(quoted.intro), [piece_of(u) for u in quoted.units])
    shell.wrap_up = list(quoted.wrap_up)
    if quoted.closing and not append_text(shell.tail(), quoted.closing):
        shell.tail().append(Alinea(quoted.closing))
    shell.make_room()
    return replace(
        quoted,
        intro=tuple(shell.intro),
        units=(*(child.freeze() for child in shell.children), *units),
        wrap_up=tuple(shell.wrap_up),
        closing=closing,
    )


def unquote(piece: Piece, order: int) -> None:
    places = [
        (blocks, index)
        for blocks in (piece.intro, piece.wrap_up)
        for index, block in enumerate(blocks)
        if isinstance(block, QuotedStructure)
    ]
    if not 1 <= order <= len(places):
        raise FixError(FixProblem.NO_QUOTATION)
    blocks, index = places[order - 1]
    quoted = blocks[index]
    if not isinstance(quoted, QuotedStructure):
        raise FixError(FixProblem.NO_QUOTATION)
    after = blocks[index + 1 :]
    head, units, closing = _opened(quoted)
    blocks[index:] = head
    if not units:
        blocks.extend([*closing, *after])
        return
    units[-1].tail().extend([*closing, *after])
    if blocks is piece.intro:
        piece.adopt(units, 0)
    else:
        append_units(piece, units)


def _opened(quoted: QuotedStructure) -> tuple[list[Block], list[Piece], list[Block]]:
    """A quotation as text, units, text: its marks become text."""
    shell = Piece(None, list(quoted.intro), wrap_up=list(quoted.wrap_up))
    shell.adopt([piece_of(unit) for unit in quoted.units])
    if quoted.closing and not append_text(shell.tail(), quoted.closing):
        shell.tail().append(Alinea(quoted.closing))
    opening = quoted.opening
    if opening and shell.intro and isinstance(shell.intro[0], Alinea):
        shell.intro[0] = Alinea(opening + shell.intro[0].text)
    elif opening and not shell.intro and shell.children:
        first = facts(shell.children[0])
        shell.children[0].unit = replace(first, num=opening + first.num)
    elif opening:
        shell.intro.insert(0, Alinea(opening))
    return shell.intro, shell.children, shell.wrap_up
