"""A long table cut into portions for reading on a screen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from core.documents.domain.blocks import Cell, Row, Run, Table


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows, and about how many characters, stand in one portion. A table of up to twice
    as many rows is left whole."""

    rows: int = 100
    characters: int = 150_000


USUAL: Final = Limits()


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a table. Rows are counted without the titles of groups; `first` and `last` are
    named as they are printed if rows have numbers of their own. `begins` and `ends`: the titles of
    its groups, empty where there are none; `anchors`: those of its rows."""

    rows: tuple[Row, ...]
    count: int
    first: str
    last: str
    begins: str
    ends: str
    anchors: tuple[str, ...]


@dataclass(slots=True)
class _Piece:
    begun_at: int
    rows: list[Row] = field(default_factory=list)
    said: list[Row] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    characters: int = 0

    def made(self) -> Portion:
        return Portion(
            rows=tuple(self.rows),
            count=len(self.said),
            first=_name(self.said[0], self.begun_at),
            last=_name(self.said[-1], self.begun_at + len(self.said) - 1),
            begins=self.titles[0] if self.titles else "",
            ends=self.titles[-1] if self.titles else "",
            anchors=tuple(cell.anchor for row in self.said for cell in row if cell.anchor),
        )


def portions(table: Table, limits: Limits, *, continued: str) -> tuple[Portion, ...]:
    """The table by portions, or nothing if it may stay whole. A group that goes on in another
    portion has its title there again, with the word `continued`, and what stands below it."""
    found = tuple(cut(table, limits, continued=continued))
    is_short = sum(portion.count for portion in found) <= 2 * limits.rows
    is_whole = is_short and size(table.rows) <= limits.characters
    return () if is_whole or len(found) == 1 else found


def cut(table: Table, limits: Limits, *, continued: str) -> Iterator[Portion]:
    """The table by portions, however short it is; nothing if it has titles only. Titles at the end
    that have no rows stand in the last portion."""
    piece = _Piece(1)
    head: list[Row] = []  # the title of the group and what stands below it
    fresh: list[Row] = []  # what of it is not in a portion yet
    title = ""
    for row in table.rows:
        if table.is_group(row):
            head, fresh, title = [row], [*fresh, row], _words(row[0])
        elif fresh and len(row) == 1:
            head.append(row)
            fresh.append(row)
        else:
            length = size((row,))
            is_full = len(piece.said) >= limits.rows
            if piece.said and (is_full or piece.characters + length > limits.characters):
                yield piece.made()
                piece = _Piece(piece.begun_at + len(piece.said))
                fresh = fresh or _again(head, continued)
            piece.rows += [*fresh, row]
            piece.said.append(row)
            piece.titles += [title] if title and piece.titles[-1:] != [title] else []
            piece.characters += length
            fresh = []
    if piece.said:
        piece.rows += fresh
        piece.titles += [title] if fresh else []
        yield piece.made()


def _again(head: list[Row], continued: str) -> list[Row]:
    if not head:
        return []
    cell = head[0][0]
    last = cell.paragraphs[-1]
    longer = replace(last, runs=(*last.runs, Run(f" ({continued})")))
    return [(replace(cell, paragraphs=(*cell.paragraphs[:-1], longer)),), *head[1:]]


def _name(row: Row, number: int) -> str:
    """What is printed in the cell by which the row is linked to, otherwise its place."""
    return next((_words(cell) for cell in row if cell.anchor), str(number))


def _words(cell: Cell) -> str:
    return " ".join("".join(run.text for run in item.runs) for item in cell.paragraphs)


def size(rows: Iterable[Row]) -> int:
    """How many characters rows have."""
    return sum(
        len(run.text)
        for row in rows
        for cell in row
        for item in cell.paragraphs
        for run in item.runs
    )
