"""HTML: pages of the official publication portal, of reference systems and of word processors.

Nothing of a page is run or fetched. Menus and hidden text are left out, tables that only place text
on the sheet are seen through; superscripts, alignment and lists are read as a browser shows them.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from lxml import etree, html

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.sniffing import decode_text
from drafts.domain.lines import find_marker, tidy
from drafts.domain.nodes import Cell, Figure, Note, NoteKind, Table
from drafts.domain.paragraphs import Paragraph, Run, plain

from .base import Imported
from .cells import cell_lines, span
from .html_lists import ListState, list_label
from .html_styles import Look, Styles, look_of

_SKIPPED = frozenset({
    "script", "style", "head", "title", "meta", "link", "base", "nav", "footer", "noscript",
    "template", "iframe", "object", "embed", "applet", "canvas", "svg", "math", "audio", "video",
    "input", "select", "button", "textarea", "option", "datalist", "dialog", "menu",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
    "blockquote", "center", "section", "article", "main", "header", "address", "fieldset", "figure",
    "figcaption", "body", "html", "hr", "details", "summary", "form", "aside",
})  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NOTE_TARGET = re.compile(r"^#?_?(?:ftn|edn|footnote|fn|sdfootnote)\w*?(\d+)\w*$", re.IGNORECASE)
_DATA_URI = re.compile(r"^data:image/[\w.+-]+;base64,", re.IGNORECASE)
_MANY_BREAKS = 3
_LINES_OF_AN_ACT, _CELLS_OF_A_FRAME = 30, 12
_MAX_DEPTH = 400


def read(data: bytes, limits: UploadLimits) -> Imported:
    """Paragraphs of an HTML page. UploadRefused: no text, or markup nested beyond reason."""
    text = decode_text(data)
    if text is None:
        raise UploadRefused(RefusalCode.DAMAGED)
    root = _root(text)
    if root is None:
        raise UploadRefused(RefusalCode.NO_TEXT)
    return _Reader(root).read()


def _root(text: str) -> html.HtmlElement | None:
    """The tree of a page. The encoding that the page declares is not asked: it may be wrong."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    encoded = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(encoded, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise UploadRefused(RefusalCode.TOO_COMPLEX, detail="nesting")  # libxml2 dropped the rest
    return root


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read."""

    runs: list[Run] = field(default_factory=list)
    look: Look = field(default_factory=Look)
    label: str = ""
    notes: list[str] = field(default_factory=list)  # keys of footnotes that it refers to


class _Reader:
    def __init__(self, root: html.HtmlElement) -> None:
        self.root = root
        self.result = Imported()
        self.styles = Styles(element.text or "" for element in root.iter("style"))
        self.footnotes: dict[str, str] = {}
        self.note_elements: set[html.HtmlElement] = set()
        self.open = _Open()
        self.lists: list[ListState] = []
        self.pictures = 0

    def read(self) -> Imported:
        self._find_footnotes()
        body = self.root.find("body")
        self._walk(body if body is not None else self.root, Look(), 0)
        self._flush()
        return self.result

    # --- walking ----------------------------------------------------------------------------

    def _walk(self, element: html.HtmlElement, above: Look, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or element in self.note_elements:
            return
        if depth > _MAX_DEPTH:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, detail="nesting")
        look = look_of(tag, element.attrib, self.styles, above)
        if look.hidden:
            return
        if tag == "br":
            self.open.runs.append(Run("\n"))
        elif tag == "table":
            self._table(element, look, depth)
        elif tag == "img":
            self._image(element)
        elif tag == "a" and self._is_note_mark(element):
            self.open.notes.append(_note_key(element.get("href", "")))
        else:
            self._inside(element, tag, look, depth)

    def _inside(self, element: html.HtmlElement, tag: str, look: Look, depth: int) -> None:
        is_block = tag in _BLOCKS
        if is_block:
            self._flush()
            self.open.look = look
        if tag in ("ol", "ul"):
            self.lists.append(ListState.of(tag, element.attrib))
        elif tag == "li" and self.lists:
            self.open.label = self.lists[-1].next_label(element.attrib)
        self._text(element.text, look)
        for child in element:
            self._walk(child, look, depth + 1)
            self._text(child.tail, look)
            if is_block and not self.open.runs:
                self.open.look = look
        if is_block:
            self._flush(always=tag == "p")
        if tag in ("ol", "ul"):
            self.lists.pop()

    def _text(self, text: str | None, look: Look) -> None:
        if not text:
            return
        shown = text if look.preformatted else _SPACES.sub(" ", text)
        if shown == " " and not self.open.runs:
            return
        self.open.runs.append(Run(shown, look.superscript, look.bold))

    # --- paragraphs -------------------------------------------------------------------------

    def _flush(self, *, always: bool = False) -> None:
        """Ends the paragraph that is open. ``always``: also an empty one, which parts others."""
        opened, self.open = self.open, _Open(look=self.open.look)
        if not any(tidy(run.text) for run in opened.runs):
            if opened.label:
                self.open.label = opened.label  # «<li><p>text»
            elif always:
                self.result.paragraphs.append(plain(""))
            self._notes(opened)
            return
        whole = Paragraph(
            runs=tuple(opened.runs),
            alignment=opened.look.alignment,
            label=list_label(opened.label, "".join(run.text for run in opened.runs)),
            indent=opened.look.indent,
        )
        self.result.paragraphs.extend(_lines_of(whole, opened.look))
        self._notes(opened)

    def _notes(self, opened: _Open) -> None:
        for key in opened.notes:
            text = self.footnotes.get(key, "")
            if text:
                self.result.warn("footnotes")
                self.result.paragraphs.append(Paragraph(block=Note(text, NoteKind.FOOTNOTE)))

    # --- footnotes --------------------------------------------------------------------------

    def _find_footnotes(self) -> None:
        """Texts of notes at the end of a page, by the number in their name."""
        for element in self.root.iter("div", "li", "p"):
            found = _NOTE_TARGET.match(element.get("id", ""))
            if found is None or (element.tag == "p" and element.getparent() in self.note_elements):
                continue
            text = tidy(_SPACES.sub(" ", element.text_content()))
            text = re.sub(r"^[\[(]?\d{1,3}[\])]?\s*|^\*+\s*", "", text)
            if text:
                self.footnotes[found[1]] = text
                self.note_elements.add(element)

    def _is_note_mark(self, element: html.HtmlElement) -> bool:
        key = _note_key(element.get("href", ""))
        return bool(key) and key in self.footnotes

    # --- tables, pictures -------------------------------------------------------------------

    def _table(self, element: html.HtmlElement, look: Look, depth: int) -> None:
        rows = list(_rows(element))
        cells = [cell for row in rows for cell in _cells(row)]
        if _places_text(element, cells):
            self._flush()
            for cell in cells:
                inner = look_of(cell.tag, cell.attrib, self.styles, replace(look, alignment=None))
                self.open.look = inner
                self._inside_cell(cell, inner, depth)
            return
        self._flush()
        aside: list[Paragraph] = []
        table = Table(
            tuple(
                tuple(self._cell(cell, look, depth, aside) for cell in _cells(row)) for row in rows
            )
        )
        if any(cell.lines for row in table.rows for cell in row):
            self.result.paragraphs.append(Paragraph(block=table))
        self.result.paragraphs.extend(aside)

    def _inside_cell(self, cell: html.HtmlElement, look: Look, depth: int) -> None:
        if look.hidden:
            return
        self._text(cell.text, look)
        for child in cell:
            self._walk(child, look, depth + 1)
            self._text(child.tail, look)
        self._flush()

    def _cell(self, cell: html.HtmlElement, look: Look, depth: int, aside: list[Paragraph]) -> Cell:
        kept = self.result
        self.result = Imported(images=kept.images, warnings=kept.warnings)
        lists, self.lists = self.lists, []
        self._inside_cell(cell, look_of(cell.tag, cell.attrib, self.styles, look), depth)
        inside, self.result, self.lists = self.result, kept, lists
        return Cell(
            cell_lines(inside.paragraphs, aside),
            span(cell.get("colspan", "")),
            span(cell.get("rowspan", "")),
        )

    def _image(self, element: html.HtmlElement) -> None:
        source = element.get("src", "").strip()
        self.pictures += 1
        name = f"image{self.pictures}"
        if _DATA_URI.match(source):
            with suppress(binascii.Error, ValueError):
                self.result.keep_image(name, base64.b64decode(source.partition(",")[2]))
        elif not source or element.get("width") == "1" or element.get("height") == "1":
            return
        self.result.warn("figures")
        self._flush()
        self.result.paragraphs.append(Paragraph(block=Figure(name, tidy(element.get("alt", "")))))


def _note_key(href: str) -> str:
    found = _NOTE_TARGET.match(href) if href.startswith("#") else None
    return found[1] if found else ""


def _lines_of(paragraph: Paragraph, look: Look) -> Iterator[Paragraph]:
    """The paragraph, or its lines where line breaks part paragraphs and not a caption."""
    lines = paragraph.text.split("\n")
    filled = [line for line in lines if line.strip()]
    apart = look.preformatted or len(filled) > _MANY_BREAKS or _has_labels(filled)
    if len(filled) < 2 or not apart:
        yield paragraph
        return
    piece: list[Run] = []
    for run in paragraph.runs:
        first, *rest = run.text.split("\n")
        piece.append(replace(run, text=first))
        for text in rest:
            yield replace(paragraph, runs=tuple(piece), label="")
            piece = [replace(run, text=text)]
    yield replace(paragraph, runs=tuple(piece), label="")


def _has_labels(lines: list[str]) -> bool:
    """Whether lines after the first begin with a number: then they are no caption."""
    markers = (find_marker(tidy(line)) for line in lines[1:] if tidy(line))
    return any(marker is not None and marker.sure for marker in markers)


# --- tables ---------------------------------------------------------------------------------


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _places_text(table: html.HtmlElement, cells: list[html.HtmlElement]) -> bool:
    """Whether a table only places text on the page: one cell, or one that holds most of an act."""
    filled = [cell for cell in cells if tidy(cell.text_content())]
    if len(filled) == 1:
        return not _is_box(filled[0])
    lines = (sum(1 for _line in cell.iter("p", "br")) for cell in filled)
    return max(lines, default=0) > _LINES_OF_AN_ACT and len(filled) <= _CELLS_OF_A_FRAME


def _is_box(cell: html.HtmlElement) -> bool:
    return tidy(cell.text_content()).startswith(("КонсультантПлюс", "ГАРАНТ"))
