"""What stands on a page of a PDF, as plain values: the words for the stages of the importer.

Points, y grows downwards. Nothing here knows PyMuPDF.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from drafts.domain.nodes import Figure, Note, Table


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one look on one line. ``base`` is the y of its baseline."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    raised: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A ruled line, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return abs(self.x1 - self.x0) >= abs(self.y1 - self.y0)


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table with the x of its column borders, by which its continuation is known."""

    table: Table
    columns: tuple[float, ...]


Block = DrawnTable | Figure


@dataclass(slots=True)
class Fragment:
    """What the page draws as one: pieces next to each other, or a table or figure."""

    x0: float
    x1: float
    top: float
    bottom: float
    pieces: tuple[Piece, ...] = ()
    block: Block | None = None

    @property
    def size(self) -> float:
        return main_size(self.pieces)


@dataclass(slots=True)
class PageContent:
    """One page as it was drawn."""

    width: float
    height: float
    fragments: list[Fragment] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    scanned: bool = False


@dataclass
class Line:
    """A line of the page. ``left`` and ``right`` are the edges of the text block it stands in."""

    pieces: list[Piece]
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    block: Block | None = None
    left: float = 0.0
    right: float = 0.0
    zone: int = 0
    notes: list[Note] = field(default_factory=list)

    @cached_property
    def size(self) -> float:
        return main_size(self.pieces)

    @cached_property
    def base(self) -> float:
        weights: Counter[float] = Counter()
        for piece in self.pieces:
            if abs(piece.size - self.size) <= 0.1 * self.size:
                weights[round(piece.base, 1)] += len(piece.text)
        return weights.most_common(1)[0][0] if weights else self.bottom

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def inset(self) -> float:
        """From the left edge of the text block to the text."""
        return self.x0 - self.left

    @property
    def room(self) -> float:
        """From the text to the right edge of the text block."""
        return self.right - self.x1

    @cached_property
    def bold(self) -> bool:
        written = [piece for piece in self.pieces if piece.text.strip()]
        return bool(written) and all(piece.bold for piece in written)

    def forget(self) -> None:
        """To be called when the pieces have changed."""
        for name in ("size", "base", "text", "bold"):
            self.__dict__.pop(name, None)


def main_size(pieces: Iterable[Piece]) -> float:
    """The type size of most characters; 0 if there are none."""
    weights: Counter[float] = Counter()
    for piece in pieces:
        weights[round(piece.size, 1)] += len(piece.text.strip())
    return weights.most_common(1)[0][0] if weights else 0.0
