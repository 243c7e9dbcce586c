"""ODT: styles, superscripts, lists, tables, notes, tracked changes, pictures.

Headers, footers, comments and deleted text are left out; insertions are taken as accepted.
"""

import base64
import binascii
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.archives import open_archive, read_entry
from drafts.domain.lines import flatten_runs, tidy
from drafts.domain.nodes import Cell, Figure, Note, NoteKind, Table
from drafts.domain.paragraphs import Paragraph, Run, merged

from .base import MAX_IMAGE_BYTES, Imported
from .cells import cell_lines, span
from .looks import Look, overlay
from .odt_parts import (
    DRAW,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    Counters,
    Lists,
    Styles,
    label,
)
from .safe_xml import parse_xml

_ENCRYPTION = b"encryption-data"
_WHITE = re.compile(r"[ \t\r\n]+")
_INDEXES = frozenset(
    f"{TEXT}{name}"
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
        "alphabetical-index", "bibliography",
    )
)  # fmt: skip
_LEFT_OUT = frozenset({
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TEXT}sequence-decls",
    f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{TEXT}tracked-changes",
    f"{TEXT}ruby-text", f"{TEXT}note-citation", f"{TEXT}hidden-paragraph", f"{TEXT}script",
})  # fmt: skip
_SEEN_THROUGH = frozenset({
    f"{TEXT}section", f"{TEXT}numbered-paragraph", f"{TABLE}table-header-rows",
    f"{TABLE}table-rows", f"{TABLE}table-row-group", f"{DRAW}a", f"{DRAW}g", f"{OFFICE}text",
})  # fmt: skip
_SHAPES = frozenset(
    f"{DRAW}{name}" for name in ("frame", "custom-shape", "rect", "caption", "g", "a")
)
_SIGNS = tuple(
    f"{{http://www.w3.org/1998/Math/MathML}}{name}" for name in ("mi", "mn", "mo", "mtext")
)
_MAX_SPACES, _MAX_DEPTH = 400, 200


def read(data: bytes, limits: UploadLimits) -> Imported:
    """Paragraphs of an ODT. UploadRefused: damaged, encrypted or too complex."""
    archive = open_archive(data, limits)
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names and _ENCRYPTION in read_entry(
        archive, "META-INF/manifest.xml", limits
    ):
        raise UploadRefused(RefusalCode.ENCRYPTED)
    if "content.xml" not in names:
        raise UploadRefused(RefusalCode.DAMAGED, detail="no content")
    content = parse_xml(read_entry(archive, "content.xml", limits))
    styles = parse_xml(read_entry(archive, "styles.xml", limits)) if "styles.xml" in names else None
    return _Reader(archive, content, styles, limits).read()


@dataclass(slots=True)
class _Collected:
    """What a paragraph turned out to hold."""

    runs: list[Run] = field(default_factory=list)
    extra: list[Paragraph] = field(default_factory=list)  # text boxes, figures, notes


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in lists a paragraph stands; ``level`` 0 is outside."""

    style: str = ""
    level: int = 0
    counters: Counters | None = None


class _Reader:
    def __init__(
        self,
        archive: zipfile.ZipFile,
        content: etree._Element,
        styles: etree._Element | None,
        limits: UploadLimits,
    ) -> None:
        self.archive = archive
        self.limits = limits
        self.body = content.find(f"{OFFICE}body/{OFFICE}text")
        self.styles = Styles([styles, content])
        self.lists = Lists([styles, content])
        self.headings = Counters()
        self.result = Imported()
        self.pictures = 0

    def read(self) -> Imported:
        if self.body is None:
            raise UploadRefused(RefusalCode.DAMAGED, detail="no text")
        if self.body.find(f"{TEXT}tracked-changes") is not None:
            self.result.warn("tracked_changes")
        self.result.paragraphs.extend(self._blocks(self.body, 0))
        return self.result

    # --- blocks -----------------------------------------------------------------------------

    def _blocks(self, parent: Iterable[etree._Element], depth: int) -> Iterator[Paragraph]:
        if depth > _MAX_DEPTH:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, detail="nesting")
        for child in parent:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, self._heading_label(child))
            elif tag == f"{TEXT}list":
                yield from self._list(child, _Place(), depth + 1)
            elif tag == f"{TABLE}table":
                aside: list[Paragraph] = []
                yield Paragraph(block=self._table(child, depth + 1, aside))
                yield from aside
            elif tag in _INDEXES:
                self.result.warn("contents_dropped")
            elif tag in _SHAPES and tag not in _SEEN_THROUGH:
                found = _Collected()
                self._frame(child, found)
                yield from found.extra
            elif tag in _SEEN_THROUGH and child.get(f"{TEXT}display") != "none":
                yield from self._blocks(child, depth + 1)

    def _heading_label(self, element: etree._Element) -> str:
        """The number of a heading that the outline of the document counts."""
        if element.tag != f"{TEXT}h" or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        written = element.get(f"{TEXT}outline-level", "1")
        level = int(written) if written.isdigit() else 1
        if level not in self.lists.outline or not self.lists.outline[level].kind:
            return ""
        self.headings.advance(level, self.lists.outline, None)
        return label(self.lists.outline, level, self.headings)

    def _list(self, element: etree._Element, above: _Place, depth: int) -> Iterator[Paragraph]:
        if depth > _MAX_DEPTH:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, detail="nesting")
        style = element.get(f"{TEXT}style-name", "") or above.style
        counters = above.counters or self.lists.opened(element, style)
        place = _Place(style, above.level + 1, counters)
        for item in element:
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                yield from self._item(item, place, depth)

    def _item(self, item: etree._Element, place: _Place, depth: int) -> Iterator[Paragraph]:
        counters = place.counters or Counters()
        levels = self.lists.levels(item.get(f"{TEXT}style-override", "") or place.style)
        to_number = item.tag == f"{TEXT}list-item"
        for child in item:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                number = ""
                if to_number:
                    start = item.get(f"{TEXT}start-value", "")
                    counters.advance(place.level, levels, int(start) if start.isdigit() else None)
                    number = label(levels, place.level, counters)
                    to_number = False
                yield from self._paragraph(child, number)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, place, depth + 1)
            else:
                yield from self._blocks([child], depth + 1)

    def _paragraph(self, element: etree._Element, number: str) -> Iterator[Paragraph]:
        look = self.styles.look("paragraph", element.get(f"{TEXT}style-name", ""))
        if look.name.lower().startswith(("contents ", "оглавление ")):
            self.result.warn("contents_dropped")
            return
        found = _Collected()
        self._inline(element, look, found, 0)
        visible = any(run.text.strip() for run in found.runs) or bool(found.extra)
        yield Paragraph(
            runs=tuple(merged(found.runs)),
            style=look.name,
            alignment=look.alignment,
            label=number if visible else "",
            indent=look.indent or 0.0,
        )
        yield from found.extra

    # --- inside a paragraph -----------------------------------------------------------------

    def _inline(self, element: etree._Element, look: Look, found: _Collected, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, detail="nesting")
        self._text(element.text, look, found)
        for child in element:
            self._child(child, look, found, depth)
            self._text(child.tail, look, found)

    def _child(self, child: etree._Element, look: Look, found: _Collected, depth: int) -> None:
        tag = child.tag
        if tag == f"{TEXT}s":
            written = child.get(f"{TEXT}c", "1")
            count = int(written) if written.isdigit() else 1
            self._mark(" " * min(count, _MAX_SPACES), look, found)
        elif tag == f"{TEXT}tab":
            self._mark("\t", look, found)
        elif tag == f"{TEXT}line-break":
            self._mark("\n", look, found)
        elif tag == f"{TEXT}note":
            self._note(child, found)
        elif tag in _SHAPES:
            formula = self._formula(child)
            if formula:
                self._mark(formula, look, found)
            else:
                self._frame(child, found)
        elif tag == f"{TEXT}span":
            own = self.styles.look("text", child.get(f"{TEXT}style-name", ""))
            self._inline(child, overlay(look, own), found, depth + 1)
        elif isinstance(tag, str) and tag not in _LEFT_OUT:
            self._inline(child, look, found, depth + 1)  # links, fields, bookmarks

    def _text(self, text: str | None, look: Look, found: _Collected) -> None:
        if text:
            self._mark(_WHITE.sub(" ", text), look, found)

    def _mark(self, text: str, look: Look, found: _Collected) -> None:
        if not look.hidden:
            shown = text.upper() if look.caps else text
            found.runs.append(Run(shown, bool(look.superscript), bool(look.bold)))

    def _note(self, element: etree._Element, found: _Collected) -> None:
        body = element.find(f"{TEXT}note-body")
        if body is None:
            return
        pieces = (flatten_runs(item) for item in self._blocks(body, 0) if item.block is None)
        text = tidy(" ".join(pieces))
        if text:
            self.result.warn("footnotes")
            found.extra.append(Paragraph(block=Note(text, NoteKind.FOOTNOTE)))

    # --- frames -----------------------------------------------------------------------------

    def _frame(self, element: etree._Element, found: _Collected) -> None:
        """A picture, or a box of text that stands after the paragraph that holds it."""
        described = element.find(f"{SVG}desc")
        described = element.find(f"{SVG}title") if described is None else described
        description = tidy(described.text or "") if described is not None else ""
        for child in element:
            if child.tag in _SHAPES:
                self._frame(child, found)
        picture = element.find(f"{DRAW}image")
        box = element.find(f"{DRAW}text-box")
        if picture is not None:
            self._picture(picture, description, found)
            return
        boxed = list(self._blocks(element if box is None else box, 1))
        if any(item.block is not None or item.text.strip() for item in boxed):
            self.result.warn("text_boxes")
            found.extra.extend(boxed)

    def _formula(self, frame: etree._Element) -> str:
        """The signs of a formula that is an object of its own inside the file; empty if none."""
        element = frame.find(f"{DRAW}object")
        name = element.get(f"{XLINK}href", "") if element is not None else ""
        if element is None or not (name or len(element)):
            return ""
        root = element
        if name:
            with suppress(KeyError, UploadRefused):
                path = f"{name.removeprefix('./')}/content.xml"
                root = parse_xml(read_entry(self.archive, path, self.limits))
        return "".join(item.text or "" for item in root.iter(*_SIGNS)).strip()

    def _picture(self, element: etree._Element, description: str, found: _Collected) -> None:
        self.pictures += 1
        name = element.get(f"{XLINK}href", "").removeprefix("./") or f"image{self.pictures}"
        self.result.warn("figures")
        self.result.keep_image(name, self._picture_bytes(element, name))
        found.extra.append(Paragraph(block=Figure(name, description)))

    def _picture_bytes(self, element: etree._Element, name: str) -> bytes:
        inside = element.find(f"{OFFICE}binary-data")
        with suppress(KeyError, UploadRefused, binascii.Error, ValueError):
            if inside is not None:
                return base64.b64decode("".join((inside.text or "").split()))
            if self.archive.getinfo(name).file_size <= MAX_IMAGE_BYTES:
                return read_entry(self.archive, name, self.limits)
        return b""

    # --- tables -----------------------------------------------------------------------------

    def _table(self, element: etree._Element, depth: int, aside: list[Paragraph]) -> Table:
        rows = [
            tuple(self._cell(cell, depth, aside) for cell in row.iterfind(f"{TABLE}table-cell"))
            for row in _rows(element)
        ]
        return Table(tuple(rows))

    def _cell(self, cell: etree._Element, depth: int, aside: list[Paragraph]) -> Cell:
        return Cell(
            cell_lines(self._blocks(cell, depth), aside),
            span(cell.get(f"{TABLE}number-columns-spanned", "")),
            span(cell.get(f"{TABLE}number-rows-spanned", "")),
        )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _SEEN_THROUGH:
            yield from _rows(child)
