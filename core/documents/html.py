"""A document as HTML: a fragment for a page of the site, or a complete page that stands alone.

The same description gives the same bytes. No `style` attributes, so the fragment is shown under a
strict Content-Security-Policy; its look is `static/css/document.css`, which the complete page
carries inside.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from core.documents.domain.blocks import (
    Align,
    Block,
    Cell,
    Chart,
    Document,
    Heading,
    KeyValue,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Requisites,
    Row,
    Run,
    Signature,
    Table,
)
from core.documents.domain.numbering import Numbered, numbered
from core.documents.domain.text import cleaned
from core.documents.labels import figure_caption, labels, table_caption
from core.documents.svg import chart_svg

STYLESHEET = Path(__file__).resolve().parents[2] / "static" / "css" / "document.css"
WIDTH_STEP = 5


def render_fragment(document: Document, *, heading_level: int = 1) -> str:
    """An `<article class="document">`; its title is an `h<heading_level>`, headings go below."""
    document = cleaned(document)
    parts = [f'<article class="document" lang="{document.language}">\n']
    parts.append(head_html(document, heading_level))
    parts.extend(
        block_html(item, document.language, heading_level) for item in numbered(document.blocks)
    )
    parts.append("</article>\n")
    return "".join(parts)


def render_page(document: Document) -> str:
    """A complete HTML page without any external resource; encode as UTF-8."""
    title = escape(cleaned(document.full_title))
    created = document.created.isoformat()
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="dcterms.created" content="{created}">\n'
        f"<style>\n{_stylesheet()}</style>\n</head>\n<body>\n<main>\n"
        f"{render_fragment(document)}</main>\n</body>\n</html>\n"
    )


@cache
def _stylesheet() -> str:
    return STYLESHEET.read_text(encoding="utf-8")


def head_html(document: Document, level: int) -> str:
    """Whose document it is, its title, date and number."""
    requisites = document.requisites
    parts = ['<header class="document__head">\n']
    parts.append(_lines("document__approval", requisites.approval))
    parts.append(_lines("document__status", (requisites.status,)))
    parts.append(_lines("document__organisation", requisites.organisation))
    kind = ""
    if requisites.kind:
        kind = f'<span class="document__kind">{_text(requisites.kind)}</span> '
    title = f'<span class="document__title">{_text(document.title)}</span>'
    parts.append(f"<h{level}>{kind}{title}</h{level}>\n")
    parts.append(_registration(requisites, document.language))
    parts.append("</header>\n")
    return "".join(parts)


def _registration(requisites: Requisites, language: str) -> str:
    number = requisites.number and f"{labels(language).number}\N{NO-BREAK SPACE}{requisites.number}"
    texts = [text for text in (requisites.date, requisites.place, number) if text]
    if not texts:
        return ""
    spans = " ".join(f"<span>{_text(text)}</span>" for text in texts)
    return f'<p class="document__registration">{spans}</p>\n'


def _lines(css_class: str, lines: Iterable[str]) -> str:
    texts = [_text(line) for line in lines if line]
    return f'<p class="{css_class}">{"<br>".join(texts)}</p>\n' if texts else ""


def block_html(item: Numbered, language: str, top: int) -> str:
    """One block of a cleaned document; headings go below `h<top>`."""
    block: Block = item.block
    match block:
        case Heading():
            level = min(block.level + top, 6)
            text = f"{item.number} {block.text}" if item.number else block.text
            return f'<h{level} id="{item.anchor}">{_text(text)}</h{level}>\n'
        case Paragraph():
            return _paragraph(block)
        case List():
            return _list(block)
        case Table():
            return _table(block, item, language)
        case KeyValue():
            return _key_value(block)
        case Quote():
            source = block.source and f"<footer>{_text(block.source)}</footer>\n"
            return f"<blockquote>\n{_paragraphs(block.paragraphs)}{source}</blockquote>\n"
        case Note():
            css_class = f"document__note document__note--{block.kind.value}"
            return f'<div class="{css_class}" role="note">\n{_paragraphs(block.paragraphs)}</div>\n'
        case Chart():
            return _chart(block, item, language)
        case PageBreak():
            return '<div class="document__break"></div>\n'
        case Signature():
            return _signature(block)


def _paragraph(paragraph: Paragraph) -> str:
    classes = [f"document__{paragraph.align.value}"] if paragraph.align in _MARKED else []
    if not paragraph.indent:
        classes.append("document__flush")
    attribute = f' class="{" ".join(classes)}"' if classes else ""
    return f"<p{attribute}>{_runs(paragraph.runs)}</p>\n"


_MARKED = (Align.CENTER, Align.RIGHT)


def _paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    return "".join(_paragraph(paragraph) for paragraph in paragraphs)


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    html = _text(run.text)
    for wanted, tag in (
        (run.italic, "em"),
        (run.bold, "strong"),
        (run.inserted, "ins"),
        (run.deleted, "del"),
    ):
        if wanted:
            html = f"<{tag}>{html}</{tag}>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _list(block: List) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{_inner(item)}</li>\n" for item in block.items)
    return f"<{tag}>\n{items}</{tag}>\n"


def _inner(paragraphs: tuple[Paragraph, ...]) -> str:
    """One paragraph needs no `p` of its own inside a cell or an item."""
    if len(paragraphs) == 1 and paragraphs[0].align not in _MARKED:
        return _runs(paragraphs[0].runs)
    return "\n" + _paragraphs(paragraphs)


def _table(table: Table, item: Numbered, language: str) -> str:
    # Without a caption it is no landmark: those need names of their own.
    role = f' role="group" aria-label="{labels(language).table}"'
    caption = ""
    if table.caption:
        label = _text(table_caption(language, item.number, table.caption))
        caption = f'<caption id="{item.anchor}-caption">{label}</caption>\n'
        role = f' role="region" aria-labelledby="{item.anchor}-caption"'
    columns = "".join(f'<col class="document__w{_step(percent)}">\n' for percent in table.percents)
    header = "".join(_row(table, row, in_head=True) for row in table.header)
    # The region can be scrolled sideways on a phone, with the keyboard too.
    return (
        f'<div class="document__table"{role} tabindex="0">\n<table id="{item.anchor}">\n{caption}'
        f"<colgroup>\n{columns}</colgroup>\n<thead>\n{header}</thead>\n{_bodies(table)}"
        "</table>\n</div>\n"
    )


def _bodies(table: Table) -> str:
    """A group's title opens a `tbody` of its own, so that its scope is exactly its rows."""
    parts: list[str] = ["<tbody>\n"]
    for number, row in enumerate(table.rows):
        if number and table.is_group(row):
            parts.append("</tbody>\n<tbody>\n")
        parts.append(_row(table, row, in_head=False))
    return "".join(parts) + "</tbody>\n"


def _step(percent: float) -> int:
    return max(WIDTH_STEP, round(percent / WIDTH_STEP) * WIDTH_STEP)


def _row(table: Table, row: Row, *, in_head: bool) -> str:
    cells: list[str] = []
    position = 0
    for cell in row:
        align = table.columns[position].align
        if in_head:
            scope = "colgroup" if cell.span > 1 else "col"
        else:
            scope = "rowgroup" if table.is_group(row) else "row"
        cells.append(_cell(cell, align, scope, is_header=in_head or cell.header))
        position += cell.span
    anchor = next((cell.anchor for cell in row if cell.anchor), "")
    marked = f' id="{anchor}"' if anchor else ""
    return f"<tr{marked}>\n{''.join(cells)}</tr>\n"


def _cell(cell: Cell, align: Align, scope: str, *, is_header: bool) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    if is_header:
        return f'<th scope="{scope}"{span}>{_inner(cell.paragraphs)}</th>\n'
    marked = f' class="document__{align.value}"' if align in _MARKED else ""
    return f"<td{span}{marked}>{_inner(cell.paragraphs)}</td>\n"


def _chart(chart: Chart, item: Numbered, language: str) -> str:
    caption = _text(figure_caption(language, item.number, chart.title))
    return (
        f'<figure class="document__chart" id="{item.anchor}">\n{chart_svg(chart, item.anchor)}'
        f"<figcaption>{caption}</figcaption>\n</figure>\n"
    )


def _key_value(block: KeyValue) -> str:
    entries = "".join(
        f"<div><dt>{_text(entry.key)}</dt><dd>{_inner(entry.value)}</dd></div>\n"
        for entry in block.entries
    )
    return f"<dl>\n{entries}</dl>\n"


def _signature(block: Signature) -> str:
    date = block.date and f'<span class="document__date">{_text(block.date)}</span>\n'
    return (
        '<div class="document__signature">\n'
        f'<span class="document__post">{_text(block.post)}</span>\n'
        '<span class="document__line"></span>\n'
        f'<span class="document__name">{_text(block.name)}</span>\n{date}</div>\n'
    )
