"""Captions of units: which text after a number is a heading, and how far it runs.

Reads: lines. Writes: headings and inline notes.
"""

import re
from collections.abc import Sequence

from .editorial import is_note, split_inline
from .lines import Marker, SourceLine
from .numbering import Shape

_MAX_HEADING = 700
_SENTENCE_END = (".", ":", ";", ",")
_REPEALED = re.compile(r"^[(<]?\s*(утратил|исключен|признан\w* утратив)", re.IGNORECASE)


class Headings:
    """Questions about captions, asked by the tree builder."""

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self.lines = lines

    def is_note(self, text: str) -> bool:
        return is_note(text)

    def split_note(self, text: str) -> tuple[str, str]:
        return split_inline(text)

    def of_unit(self, marker: Marker, index: int, stop: int) -> tuple[str, list[str], str, int]:
        """Heading, notes inside it, text that is no heading, and the index of the next line."""
        if marker.shape is Shape.ARTICLE:
            return self._of_article(marker, index, stop)
        pieces, following = self._run(marker.rest, index, stop, structural=True)
        return (*self._without_notes(pieces), "", following)

    def _of_article(self, marker: Marker, index: int, stop: int) -> tuple[str, list[str], str, int]:
        rest, note = split_inline(marker.rest) if marker.rest else ("", "")
        if not rest:
            notes = [note] if note else []
            if note or not self._caption_below(index, stop):
                return "", notes, "", index + 1
            pieces, following = self._run("", index, stop, structural=False)
            heading, found = self._without_notes(pieces)
            return heading, notes + found, "", following
        if self._is_text(rest, index, stop):
            return "", [], marker.rest, index + 1
        pieces, following = self._run(marker.rest, index, stop, structural=False)
        return (*self._without_notes(pieces), "", following)

    def _is_text(self, rest: str, index: int, stop: int) -> bool:
        """«Статья 2. Настоящий Закон вступает в силу …» has no heading but text."""
        if _REPEALED.match(rest) or rest[-1] in ":;":
            return True
        if rest[-1] != ".":
            return False
        below = self.lines[index + 1] if index + 1 < stop else None
        opens_list = (
            below is not None and below.marker is not None and below.marker.number.key == (1,)
        )
        return not opens_list or len(rest) > 200

    def _caption_below(self, index: int, stop: int) -> bool:
        """Whether the caption of «Статья 5» stands on the next line."""
        if index + 1 >= stop:
            return False
        line = self.lines[index + 1]
        if line.block is not None or line.marker is not None or line.text[-1:] in _SENTENCE_END:
            return False
        if is_note(line.text) or line.text[0] in '«"“„' or len(line.text) > _MAX_HEADING:
            return False
        if (line.centred or line.bold) and line.text[0].isupper():
            return True
        after = self.lines[index + 2] if index + 2 < stop else None
        return after is not None and after.marker is not None and after.marker.number.key == (1,)

    def _run(self, rest: str, index: int, stop: int, *, structural: bool) -> tuple[list[str], int]:
        """The caption with the lines that continue it, and the index of the line after it."""
        pieces = [rest] if rest else []
        head = self.lines[index]
        following = index + 1
        while following < stop and len(" ".join(pieces)) < _MAX_HEADING:
            line = self.lines[following]
            if not self._continues(line, self.lines[following - 1], head, pieces, structural):
                break
            pieces.append(line.text)
            following += 1
        return pieces, following

    def _continues(
        self,
        line: SourceLine,
        above: SourceLine,
        head: SourceLine,
        pieces: list[str],
        structural: bool,
    ) -> bool:
        if line.block is not None or not line.text or is_note(line.text):
            return False
        if line.paragraph == above.paragraph and line.marker is None:
            return not (pieces and _ends_caption(pieces[-1], line))
        if line.marker is not None and not (line.paragraph == above.paragraph and pieces):
            return False
        if not pieces:
            return structural or not line.text.endswith(_SENTENCE_END)
        if _ends_caption(pieces[-1], line) or len(line.text) > _MAX_HEADING:
            return False
        return self._same_caption(line, head, pieces[-1], structural)

    def _same_caption(
        self, line: SourceLine, head: SourceLine, last: str, structural: bool
    ) -> bool:
        if line.blank_before and not (structural and line.caps and last.upper() == last):
            return False
        if (line.centred and head.centred) or (line.bold and head.bold):
            return True
        if line.caps and last.upper() == last:
            return True
        lower = line.text[0].islower() or line.text[0] in '("«'
        return lower and line.text[-1] not in ".;:," and not line.blank_before and structural

    def _without_notes(self, pieces: list[str]) -> tuple[str, list[str]]:
        text, note = split_inline(" ".join(pieces)) if pieces else ("", "")
        return text, [note] if note else []

    def is_caption(self, index: int) -> bool:
        """Whether the point at ``index`` is only a caption: «1. Общие положения» above «1.1.»."""
        line = self.lines[index]
        marker = line.marker
        if marker is None or marker.shape is not Shape.DOT or not marker.rest:
            return False
        if marker.rest[-1] in ".;:," or len(marker.rest) > _MAX_HEADING:
            return False
        rest_caps = marker.rest.upper() == marker.rest and any(c.isalpha() for c in marker.rest)
        if line.centred or line.bold or rest_caps:
            return True
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        return (
            below is not None
            and below.marker is not None
            and below.marker.shape is Shape.DOT
            and below.marker.number.parts[:-1] == marker.number.parts
        )


def _ends_caption(piece: str, below: SourceLine) -> bool:
    """A full stop ends a caption, unless it goes on in capitals: «ПРАВО НА ЖИЛЬЕ. / ДОГОВОР»."""
    goes_on = piece[-1] == "." and piece.upper() == piece and below.caps
    return piece[-1] in ".;:" and not goes_on
