"""What an act consists of.

An ``Act`` is front lines, a preamble, a tree of ``Unit`` and back lines. A unit keeps its text in
order: ``intro`` blocks, ``children``, ``wrap_up`` blocks; shown in that order they are the exact
text of the unit. Paths and eIds are not stored: they follow from the place (see ``paths``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of unit; the values are the words of a unit path."""

    PART_OF_ACT = "part_of_act"  # часть кодекса
    SECTION = "section"  # раздел
    SUBSECTION = "subsection"  # подраздел
    CHAPTER = "chapter"  # глава
    DIVISION = "division"  # «§ 1» inside a chapter: a caption, not a step of a path
    ARTICLE = "article"  # статья
    ANNEX = "annex"  # приложение
    PARAGRAPH = "paragraph"  # «1.» in an article
    POINT = "point"  # «1)» in an article, «1.» and «1.1.» elsewhere
    SUBPOINT = "subpoint"  # «а)»; «1)» where there are no articles


class NoteKind(StrEnum):
    """Text that is printed with the act and is no part of it."""

    EDITORIAL = "editorial"  # «(в ред. Закона …)»
    FOOTNOTE = "footnote"


class Role(StrEnum):
    """What a line before or after the units is."""

    STAMP = "stamp"  # «Проект», «Вносится …»
    ISSUER = "issuer"  # the body, in the head of the sheet
    ACT_TYPE = "act_type"  # «ЗАКОН АМУРСКОЙ ОБЛАСТИ»
    TITLE = "title"
    ADOPTION = "adoption"  # «Принят …»
    DATE = "date"
    NUMBER = "number"
    DATE_NUMBER = "date_number"  # «от 6 мая 2011 г. № 354»
    PLACE = "place"
    SIGNATURE = "signature"
    NOTE = "note"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """The characters ``start`` to ``end`` (exclusive) of a text name the unit ``eid``."""

    start: int
    end: int
    eid: str


@dataclass(frozen=True, slots=True)
class Alinea:
    """An unnumbered абзац, or the text that follows a number. ``links`` do not overlap."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """``inline``: it stood at the end of the line before it."""

    text: str
    kind: NoteKind = NoteKind.EDITORIAL
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """``lines`` are the paragraphs of the cell."""

    lines: tuple[str, ...] = ()
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An image or an embedded object; ``name`` is its part in the source file."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class QuotedStructure:
    """New text in an amending act.

    ``opening`` and ``closing`` are the quotation marks with the punctuation after them (``»;``);
    an empty ``closing`` says that the source never closed the quotation. ``inline``: the
    quotation began on the line of its lead-in.
    """

    opening: str
    closing: str
    intro: tuple["Block", ...] = ()
    units: tuple["Unit", ...] = ()
    wrap_up: tuple["Block", ...] = ()
    inline: bool = False


Block = Alinea | Note | Table | Figure | QuotedStructure


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered unit.

    ``number`` is normalised for paths (``5.1``); ``num`` is the label as written (``5¹.``,
    ``2.1)``, ``Статья 5¹.``). ``stamp`` is for annexes: «УТВЕРЖДЕНЫ», «к Закону …». ``source`` is
    the paragraph of the file at which the unit begins, from 0 (-1: not known).
    """

    kind: Kind
    number: str
    num: str = ""
    heading: str = ""
    stamp: tuple[str, ...] = ()
    intro: tuple[Block, ...] = ()
    children: tuple["Unit", ...] = ()
    wrap_up: tuple[Block, ...] = ()
    source: int = field(default=-1, compare=False)

    @property
    def own_text(self) -> str:
        """The heading, otherwise the first абзац; empty where units or tables follow at once."""
        return self.heading or first_text(self.intro)


@dataclass(frozen=True, slots=True)
class Line:
    """A line outside the units."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Act:
    """A whole act. ``units`` are the units of the body, then the annexes.

    ``back`` holds the signatures, place, date and number printed after the body.
    """

    front: tuple[Line, ...] = ()
    preamble: tuple[Block, ...] = ()
    units: tuple[Unit, ...] = ()
    back: tuple[Line, ...] = ()

    def _joined(self, *roles: Role) -> str:
        return " ".join(line.text for line in self.front if line.role in roles)

    @property
    def stamp(self) -> str:
        return self._joined(Role.STAMP)

    @property
    def act_type(self) -> str:
        return self._joined(Role.ACT_TYPE)

    @property
    def title(self) -> str:
        return self._joined(Role.TITLE)

    @property
    def adoption(self) -> str:
        return self._joined(Role.ADOPTION)

    def back_lines(self, role: Role) -> tuple[str, ...]:
        return tuple(line.text for line in self.back if line.role is role)


@dataclass(frozen=True, slots=True)
class ParserWarning:
    """A doubt of the parser: ``code`` (see ``warnings``), the unit path it concerns, details."""

    code: str
    place: str = ""
    params: dict[str, str] = field(default_factory=dict)


def first_text(blocks: tuple[Block, ...]) -> str:
    """The first абзац among ``blocks``, if it comes before any table or quotation."""
    for block in blocks:
        if isinstance(block, Alinea):
            return block.text
        if not isinstance(block, Note):
            return ""
    return ""


def quotations(blocks: Iterable[Block]) -> Iterator[QuotedStructure]:
    for block in blocks:
        if isinstance(block, QuotedStructure):
            yield block
