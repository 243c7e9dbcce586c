"""Stage «glued»: units that lost the line break before them.

Reads: lines. Writes: lines. «…; 25) текст» on the line of «24)» begins point 25 if nothing else
does, and a first unit glued to a signature gets a line of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from . import matter
from .lines import Marker, SourceLine, find_marker
from .numbering import Shape, succeeds
from .paragraphs import Repair
from .quotes import balance

_LABEL = re.compile(r"(?<=[;.])\s+(?=(?:\d{1,3}(?:\.\d{1,2}|[⁰¹²³⁴-⁹]+)?|[а-я])\)\s*[^\s)])")
_LOOKAHEAD = 40


def split_glued(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines with those cut that hold two units."""
    result: list[SourceLine] = []
    for index, line in enumerate(lines):
        if line.block is not None:
            result.append(line)
            continue
        name, rest = matter.split_glued(line.text)
        if rest:
            result.append(replace(line, text=name))
            line = _cut_off(line, rest)
        result.extend(_split_labels(line, lines, index))
    return result


def _cut_off(line: SourceLine, text: str) -> SourceLine:
    """The rest of a line as a line of its own; it belongs to no paragraph that goes on."""
    repair = Repair("line_cut", before=text[:20])
    return replace(
        line,
        text=text,
        marker=find_marker(text),
        paragraph=-line.source - 1,
        blank_before=False,
        repairs=(repair,),
    )


def _split_labels(
    line: SourceLine, lines: Sequence[SourceLine], index: int
) -> Iterator[SourceLine]:
    marker = line.marker
    while marker is not None and marker.shape in (Shape.PAREN, Shape.LETTER):
        place = _next_label(line.text, marker, lines, index)
        if not place:
            break
        yield replace(line, text=line.text[:place].rstrip())
        line = _cut_off(line, line.text[place:].lstrip())
        marker = line.marker
    yield line


def _next_label(text: str, marker: Marker, lines: Sequence[SourceLine], index: int) -> int:
    """Where the successor of ``marker`` begins inside ``text``; 0 if it does not."""
    for found in _LABEL.finditer(text):
        inner = find_marker(text[found.end() :])
        if inner is None or inner.shape is not marker.shape or balance(text[: found.start()]):
            continue
        if succeeds(marker.number.key, inner.number.key) and not _stands_below(inner, lines, index):
            return found.start()
    return 0


def _stands_below(marker: Marker, lines: Sequence[SourceLine], index: int) -> bool:
    """Whether the list goes on with this very number on a line of its own."""
    items = {Shape.PAREN, Shape.LETTER} - {marker.shape}
    for line in lines[index + 1 : index + 1 + _LOOKAHEAD]:
        other = line.marker
        if other is not None and other.shape not in items:
            return other.shape is marker.shape and other.number.key == marker.number.key
    return False
