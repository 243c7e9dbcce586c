"""What importers hand to the parser: paragraphs as the source has them, before any meaning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from .nodes import Figure, Note, Table


class Alignment(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. ``\\n`` in ``text`` is a soft line break."""

    text: str
    superscript: bool = False
    bold: bool = False


def merged(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with neighbours of one look joined: editors split them at every correction."""
    for (superscript, bold), same in groupby(runs, key=lambda run: (run.superscript, run.bold)):
        yield Run("".join(run.text for run in same), superscript, bold)


@dataclass(frozen=True, slots=True)
class Repair:
    """What was mended in a paragraph before it was read.

    ``code`` is a warning code («hyphen_joined»); ``before`` and ``after`` are the few characters
    concerned, as the file had them and as they are read now.
    """

    code: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one table, figure or note in ``block`` (then there are no runs).

    ``label`` is the number or bullet that the word processor prints by itself; ``indent`` is the
    left indent in points (large ones mark stamps). ``repairs`` become warnings of the unit that
    the paragraph turns out to stand in.
    """

    runs: tuple[Run, ...] = ()
    style: str = ""
    alignment: Alignment | None = None
    label: str = ""
    indent: float = 0.0
    block: Table | Figure | Note | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def plain(text: str) -> Paragraph:
    """A paragraph without any look."""
    return Paragraph(runs=(Run(text),))
