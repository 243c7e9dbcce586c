"""A document as HTML by pages, for reading on a screen: the first has everything but the rows of
long tables, each of the others a portion of such a table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from core.documents.domain.blocks import Document, Heading, Table
from core.documents.domain.numbering import Numbered, numbered
from core.documents.domain.portions import Limits, Portion, portions
from core.documents.domain.text import cleaned
from core.documents.html import block_html, head_html
from core.documents.labels import labels, table_caption


@dataclass(frozen=True, slots=True)
class Place:
    """A heading of the first page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PartNote:
    """What a page of rows has: `title` is that of its table, `anchor` where the first page names
    it; for the rest see Portion."""

    title: str
    anchor: str
    first: str
    last: str
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Outline:
    """`rows`: on which page (from 2) each row stands that has an anchor."""

    places: tuple[Place, ...]
    parts: tuple[PartNote, ...]
    rows: dict[str, int]

    @property
    def pages(self) -> int:
        return 1 + len(self.parts)


@dataclass(frozen=True, slots=True)
class _Long:
    """A table that is given by portions, under its headings; `page` is that of the first."""

    item: Numbered
    table: Table
    headings: tuple[Numbered, ...]
    portions: tuple[Portion, ...]
    page: int


def render_pages(document: Document, limits: Limits | None) -> tuple[Outline, Iterator[str]]:
    """What the pages are, and their HTML in order, made one by one; without `limits` there is one
    page, which is what `html.render_fragment` gives."""
    document = cleaned(document)
    language = document.language
    items = list(numbered(document.blocks))
    found = _long_tables(items, limits, language) if limits else {}
    outline = Outline(
        places=tuple(_place(item) for item in items if isinstance(item.block, Heading)),
        parts=tuple(part for long in found.values() for part in _parts(long, language)),
        rows={
            anchor: page
            for long in found.values()
            for page, portion in enumerate(long.portions, start=long.page)
            for anchor in portion.anchors
        },
    )
    return outline, _pages(document, items, found)


def _long_tables(items: list[Numbered], limits: Limits, language: str) -> dict[str, _Long]:
    """By anchor."""
    found: dict[str, _Long] = {}
    above: list[Numbered] = []
    page = 2
    for item in items:
        block = item.block
        if isinstance(block, Heading):
            above = [other for other in above if _level(other) < block.level] + [item]
        elif isinstance(block, Table):
            cut = portions(block, limits, continued=labels(language).continued)
            if cut:
                found[item.anchor] = _Long(item, block, tuple(above), cut, page)
                page += len(cut)
    return found


def _level(item: Numbered) -> int:
    return item.block.level if isinstance(item.block, Heading) else 0


def _place(item: Numbered) -> Place:
    block = item.block
    text = block.text if isinstance(block, Heading) else ""
    return Place(_level(item), f"{item.number} {text}" if item.number else text, item.anchor)


def _parts(long: _Long, language: str) -> Iterator[PartNote]:
    title = _title(long, language)
    for portion in long.portions:
        yield PartNote(
            title, long.item.anchor, portion.first, portion.last, portion.begins, portion.ends
        )


def _title(long: _Long, language: str) -> str:
    """A table without a caption is called by the heading above it."""
    if long.table.caption:
        return table_caption(language, long.item.number, long.table.caption)
    return _place(long.headings[-1]).text if long.headings else labels(language).table


def _pages(document: Document, items: list[Numbered], found: dict[str, _Long]) -> Iterator[str]:
    language = document.language
    begin, end = f'<article class="document" lang="{language}">\n', "</article>\n"
    frame = "".join(
        _contents(found[item.anchor], language)
        if item.anchor in found
        else block_html(item, language, 1)
        for item in items
    )
    yield f"{begin}{head_html(document, 1)}{frame}{end}"
    for long in found.values():
        above = "".join(block_html(item, language, 1) for item in long.headings)
        for portion in long.portions:
            yield f"{begin}{above}{_portion(long, portion, language)}{end}"


def _portion(long: _Long, portion: Portion, language: str) -> str:
    caption = long.table.caption
    if caption:
        caption = f"{caption} ({_rows(portion, language)})"
    table = replace(long.table, rows=portion.rows, caption=caption)
    return block_html(replace(long.item, block=table), language, 1)


def _contents(long: _Long, language: str) -> str:
    """In the place of the table: where its rows are."""
    count = sum(portion.count for portion in long.portions)
    words = labels(language).long.format(rows=count, parts=len(long.portions))
    title = escape(_title(long, language))
    name = long.item.anchor
    items = "".join(
        f'<li><a href="?page={page}">{escape(_rows(portion, language).capitalize())}</a>'
        f"{escape(_span(portion))}</li>\n"
        for page, portion in enumerate(long.portions, start=long.page)
    )
    return (
        f'<nav class="document__parts" id="{name}" aria-labelledby="{name}-caption">\n'
        f'<p class="document__flush" id="{name}-caption"><strong>{title}</strong></p>\n'
        f"<p>{words}</p>\n<ul>\n{items}</ul>\n</nav>\n"
    )


def _rows(portion: Portion, language: str) -> str:
    """Plain text: the names of rows are what others have written."""
    return labels(language).rows.format(first=portion.first, last=portion.last)


def _span(portion: Portion) -> str:
    """«: статья 1 – статья 3», plain text as well."""
    if not portion.begins:
        return ""
    ends = f" – {portion.ends}" if portion.ends != portion.begins else ""
    return f": {portion.begins}{ends}"
