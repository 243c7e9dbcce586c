"""The description of an official document: plain values that every renderer reads alike.

A document is given complete: its texts in its language, its date, its numbers. Nothing here asks
the clock, the database or a translation catalogue, so the same description gives the same document
on any day.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from typing import Final

from core.documents.domain.errors import (
    BadLinkError,
    BadMetadataError,
    BadTableError,
    EmptyHeadingError,
    HeadingSkippedError,
    RaggedTableError,
)

LANGUAGES: Final = ("ru", "en")
MAX_HEADING_LEVEL: Final = 6
# About so many characters of 10 pt stand on a line across the whole table.
LINE: Final = 90
# A row of up to so many lines is not divided between pages.
WHOLE_ROW: Final = 25
# Header rows of up to so many lines, and titles of groups, are repeated on the next page. Longer
# ones would leave no room for what they head.
REPEATED: Final = 12
# From this many columns on a table does not fit the 165 mm of a portrait page in 10 pt.
LANDSCAPE_COLUMNS: Final = 7


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Layout(StrEnum):
    """On what page a table stands; AUTO turns the page for seven columns and more."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class NoteKind(StrEnum):
    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look. `\\n` is a line break.

    `inserted` and `deleted` mark changed words; `href` must be http(s) or mailto (BadLinkError).
    """

    text: str
    bold: bool = False
    italic: bool = False
    inserted: bool = False
    deleted: bool = False
    href: str = ""

    def __post_init__(self) -> None:
        if self.href and not self.href.startswith(("https://", "http://", "mailto:")):
            raise BadLinkError(self.href)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`indent`: the first line of a paragraph of running text is indented (not in cells, lists)."""

    runs: tuple[Run, ...]
    align: Align = Align.JUSTIFY
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """`numbered` headings get «1.», «1.1.»; the number is counted by us, never by the renderer."""

    level: int
    text: str
    numbered: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.level <= MAX_HEADING_LEVEL:
            raise HeadingSkippedError(self.text, self.level, MAX_HEADING_LEVEL)
        if not self.text.strip():
            raise EmptyHeadingError


@dataclass(frozen=True, slots=True)
class List:
    """Items are groups of paragraphs; an ordered list starts at 1."""

    ordered: bool
    items: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is relative to the other columns of the table."""

    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """`span` columns wide; `header` marks the heading cell of a row or of a group of rows; by
    `anchor` HTML is linked to the row in which the cell stands."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    header: bool = False
    anchor: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under at least one header row. `label`: its name for a screen reader where no
    caption is printed (DOCX).

    Raises BadTableError, and RaggedTableError if the spans of a row do not add up to the columns.
    """

    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    layout: Layout = Layout.AUTO
    label: str = ""

    def __post_init__(self) -> None:
        if not self.columns or not self.header:
            raise BadTableError("a table needs columns and a header row")
        if any(not column.width > 0 for column in self.columns):
            raise BadTableError("widths are positive numbers")
        for number, row in enumerate((*self.header, *self.rows), start=1):
            filled = sum(cell.span for cell in row)
            if filled != len(self.columns) or any(cell.span < 1 for cell in row):
                raise RaggedTableError(number, len(self.columns), filled)

    @property
    def landscape(self) -> bool:
        """Does this table stand on a landscape page?"""
        if self.layout is Layout.AUTO:
            return len(self.columns) >= LANDSCAPE_COLUMNS
        return self.layout is Layout.LANDSCAPE

    @property
    def percents(self) -> tuple[float, ...]:
        """Widths of the columns in per cent of the table."""
        total = sum(column.width for column in self.columns)
        return tuple(100 * column.width / total for column in self.columns)

    def is_group(self, row: Row) -> bool:
        """Is `row` one header cell over the whole width, a title of the rows that follow?"""
        return len(row) == 1 and row[0].header and len(self.columns) > 1

    def is_lead(self, row: Row) -> bool:
        """Is `row` one plain cell over the whole width, short enough to stay with the next row?"""
        wide = len(row) == 1 and not row[0].header and len(self.columns) > 1
        return wide and self.is_whole(row)

    def is_whole(self, row: Row) -> bool:
        """Is `row` short enough not to be divided between pages?"""
        return self.lines(row) <= WHOLE_ROW

    def repeats(self, *rows: Row) -> bool:
        """Are header rows short enough to be repeated on every page?"""
        return sum(self.lines(row) for row in rows) <= REPEATED

    def lines(self, row: Row) -> int:
        """About how many lines high `row` will be."""
        highest = 0
        for cell, room in zip(row, self.rooms(row), strict=True):
            texts = ("".join(run.text for run in item.runs) for item in cell.paragraphs)
            lines = [line for text in texts for line in text.split("\n")]
            highest = max(highest, sum(1 + len(line) // room for line in lines))
        return highest

    def rooms(self, row: Row) -> tuple[int, ...]:
        """About how many characters stand on a line of each cell."""
        percents = self.percents
        ends = list(accumulate(cell.span for cell in row))
        starts = [0, *ends[:-1]]
        return tuple(
            max(1, int(LINE * sum(percents[start:end]) / 100))
            for start, end in zip(starts, ends, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    value: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class KeyValue:
    """Requisites of a thing: names on the left, values on the right."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, or of the law; `source` names whose."""

    paragraphs: tuple[Paragraph, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the text, set off by a rule."""

    paragraphs: tuple[Paragraph, ...]
    kind: NoteKind = NoteKind.INFO


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart; not negative."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Values as bars, in the order given. `text` says the same in one sentence, for those who do
    not see it; a table with the same numbers stands beside it."""

    title: str
    bars: tuple[Bar, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Signature:
    """`post` may have several lines; `name` is «И.О. Фамилия»; an empty `date` prints nothing."""

    post: str
    name: str
    date: str = ""


Block = Heading | Paragraph | List | Table | KeyValue | Quote | Note | Chart | PageBreak | Signature


@dataclass(frozen=True, slots=True)
class Requisites:
    """The head of the first page, in the order of ГОСТ Р 7.0.97-2016. Empty ones are not printed.

    `organisation`: lines above the rule; `approval`: lines of the stamp at the top right
    («УТВЕРЖДЕНО», «решением …»); `status`: a mark such as «ПРОЕКТ»; `kind`: what the document is
    («Сводное заключение», printed in capitals); `date` and `number` as printed.
    """

    organisation: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()
    status: str = ""
    kind: str = ""
    date: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`created` is an aware time given by the caller; it becomes the date in the files' metadata.

    `layout` LANDSCAPE turns every page of a DOCX, where only wide tables do otherwise. Raises
    BadMetadataError or HeadingSkippedError.
    """

    title: str
    created: datetime
    blocks: tuple[Block, ...]
    language: str = "ru"
    requisites: Requisites = field(default_factory=Requisites)
    layout: Layout = Layout.AUTO

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise BadMetadataError("a document needs a title")
        if self.language not in LANGUAGES:
            raise BadMetadataError(f"no furniture words for language {self.language!r}")
        if self.created.tzinfo is None:
            raise BadMetadataError("the creation time needs a zone")
        deepest = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > deepest + 1:
                    raise HeadingSkippedError(block.text, block.level, deepest + 1)
                deepest = block.level

    @property
    def full_title(self) -> str:
        """For metadata and the window's title: the kind and the title as one phrase, or as two if
        the title begins with a capital."""
        kind = self.requisites.kind
        if not kind:
            return self.title
        return f"{kind} {self.title}" if self.title[0].islower() else f"{kind}. {self.title}"


def paragraph(
    text: str, *, bold: bool = False, italic: bool = False, align: Align = Align.JUSTIFY
) -> Paragraph:
    """One paragraph of one look."""
    return Paragraph((Run(text, bold=bold, italic=italic),), align=align)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A text as people type it: every non-empty line is a paragraph (at least one, even empty)."""
    lines = [line.strip() for line in text.splitlines()]
    return tuple(paragraph(line) for line in lines if line) or (paragraph(""),)


def cell(text: str, *, span: int = 1, header: bool = False) -> Cell:
    """A cell with a text as people type it."""
    return Cell(paragraphs(text), span=span, header=header)


def row(*texts: str) -> Row:
    """A row of plain cells."""
    return tuple(cell(text) for text in texts)


def group_row(text: str, *, columns: int) -> Row:
    """The title of the rows that follow, over the whole width."""
    return (cell(text, span=columns, header=True),)
