"""The text of the file beside the tree: its paragraphs, and those that a unit was read from."""

import re
from collections.abc import Sequence
from itertools import islice

from .lines import flatten_runs, tidy
from .nodes import Act, Note, Table, Unit
from .paragraphs import Paragraph
from .paths import walk

_SIGNS = re.compile(r"[^\w]+")
_ENOUGH = 40


def text_of(paragraph: Paragraph) -> str:
    """What a person sees of a paragraph: its text with the number that the word processor prints;
    a table with a line per row."""
    match paragraph.block:
        case Table(rows):
            cells = ((" ".join(cell.lines) for cell in row) for row in rows)
            return "\n".join(" | ".join(row) for row in cells)
        case Note(text):
            return text
        case None:
            label = f"{paragraph.label} " if paragraph.label else ""
            return "\n".join(tidy(line) for line in (label + flatten_runs(paragraph)).split("\n"))
        case _:
            return ""


def starts(act: Act, paragraphs: Sequence[str]) -> list[int]:
    """For every unit of ``act``, in the order of ``walk``, the paragraph at which it begins.

    A unit that a person made out of others is found by its first words, between the unit before it
    and the next one that is known.
    """
    units = [placed.unit for placed in walk(act)]
    known = [unit.source for unit in units]
    result: list[int] = []
    before = 0
    for index, unit in enumerate(units):
        place = known[index]
        if place < 0:
            bound = next((n for n in islice(known, index + 1, None) if n >= before), None)
            place = _find(unit, paragraphs, before, len(paragraphs) if bound is None else bound)
        before = place
        result.append(place)
    return result


def _find(unit: Unit, paragraphs: Sequence[str], start: int, stop: int) -> int:
    words = _bare(f"{unit.num} {unit.own_text}")[:_ENOUGH]
    for index in range(start, min(stop + 1, len(paragraphs))):
        if words and words in _bare(paragraphs[index]):
            return index
    return start


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)
