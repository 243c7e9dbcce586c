"""The text of a unit as flat lines that a page can print one after another, without recursion.

Input is what ``serialise`` writes; a quotation with its own tree of units becomes a run of lines
that carry their level.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from .nodes import Alinea, Block, Cell, Figure, Link, Note, NoteKind, QuotedStructure, Table, Unit


class LineType(StrEnum):
    ALINEA = "alinea"
    NOTE = "note"
    FOOTNOTE = "footnote"
    TABLE = "table"
    FIGURE = "figure"
    HEADING = "heading"  # the number and heading of a quoted unit


_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line. `level` is 0 for the unit's own text, 1 and more inside a quotation.

    `number` is the label of a quoted unit that begins on this line. A table has `rows` instead of
    text; a figure has its description, which may be empty, and the `name` of its picture, if that
    was kept. `inline` continues the line before; `links` are the references in it.
    """

    type: LineType
    text: str = ""
    number: str = ""
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()
    inline: bool = False
    name: str = ""
    links: tuple[Link, ...] = ()

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The text cut at its references: (words, what they refer to or nothing)."""
        parts: list[tuple[str, str]] = []
        done = 0
        for link in self.links:
            parts.append((self.text[done : link.start], ""))
            parts.append((self.text[link.start : link.end], link.eid))
            done = link.end
        parts.append((self.text[done:], ""))
        return [part for part in parts if part[0]]

    @property
    def is_image(self) -> bool:
        """Whether a browser can show the picture."""
        return self.name.endswith((".png", ".jpg", ".gif", ".webp"))

    @property
    def is_quoted(self) -> bool:
        return self.level > 0


def text_lines(blocks: Iterable[Block]) -> tuple[TextLine, ...]:
    """The lines of a unit's own blocks in order."""
    return tuple(_lines(blocks, 0))


def _lines(blocks: Iterable[Block], level: int) -> Iterator[TextLine]:
    for block in blocks:
        match block:
            case Alinea(text, links):
                yield TextLine(LineType.ALINEA, text, level=level, links=links)
            case Note(text, kind, inline):
                name = LineType.FOOTNOTE if kind is NoteKind.FOOTNOTE else LineType.NOTE
                yield TextLine(name, text, level=level, inline=inline)
            case Table(rows):
                yield TextLine(LineType.TABLE, rows=rows, level=level)
            case Figure(name, description):
                yield TextLine(LineType.FIGURE, description, level=level, name=name)
            case QuotedStructure():
                yield from _quotation(block, level)


def _quotation(quoted: QuotedStructure, level: int) -> Iterator[TextLine]:
    inside = min(level + 1, _DEEPEST)
    lines = [
        *_lines(quoted.intro, inside),
        *(line for unit in quoted.units for line in _unit(unit, inside)),
        *_lines(quoted.wrap_up, inside),
    ]
    if not lines or not _is_text(lines[0]):
        lines.insert(0, TextLine(LineType.ALINEA, level=inside))
    if not _is_text(lines[-1]):
        lines.append(TextLine(LineType.ALINEA, level=inside))
    lines[0] = _opened(lines[0], quoted.opening)
    lines[-1] = replace(lines[-1], text=lines[-1].text + quoted.closing)
    if quoted.inline:
        lines[0] = replace(lines[0], inline=True)
    yield from lines


def _begins(line: TextLine, level: int) -> bool:
    """Whether the number of a unit may stand on this line: its own text, not a quotation in it."""
    return line.type is LineType.ALINEA and line.level == level


def _is_text(line: TextLine) -> bool:
    return line.type in (LineType.ALINEA, LineType.HEADING)


def _opened(line: TextLine, mark: str) -> TextLine:
    """The opening mark stands before the number, if the line has one."""
    if line.number:
        return replace(line, number=mark + line.number)
    return replace(line, text=mark + line.text)


def _unit(unit: Unit, level: int) -> Iterator[TextLine]:
    for stamp in unit.stamp:
        yield TextLine(LineType.ALINEA, stamp, level=level)
    own = list(_lines(unit.intro, level))
    if unit.heading or not own or not _begins(own[0], level):
        kind = LineType.HEADING if unit.heading else LineType.ALINEA
        own.insert(0, TextLine(kind, unit.heading, level=level))
    own[0] = replace(own[0], number=unit.num)
    yield from own
    below = min(level + 1, _DEEPEST)
    for child in unit.children:
        yield from _unit(child, below)
    yield from _lines(unit.wrap_up, level)
