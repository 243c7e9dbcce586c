"""DOCX: runs, superscripts, automatic numbers, tables, notes, tracked changes.

Headers, footers, comments and deleted text are left out; insertions are taken as accepted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.archives import open_archive
from drafts.domain.lines import tidy
from drafts.domain.nodes import Cell, Figure, Note, NoteKind, Table
from drafts.domain.paragraphs import Paragraph, Run

from .base import Imported
from .cells import MAX_SPAN, cell_lines, longer
from .docx_parts import Numbering, Package, R, Styles, W, read_look, value
from .looks import Look, overlay

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"

_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_TRANSPARENT = {
    f"{W}hyperlink", f"{W}smartTag", f"{W}fldSimple", f"{W}sdt", f"{W}sdtContent",
    f"{W}customXml", f"{W}dir", f"{W}bdo", f"{_MC}AlternateContent", f"{_MC}Choice",
}  # fmt: skip
_BREAKS = {f"{W}br", f"{W}cr"}
_CONTENTS_STYLE = re.compile(r"^(toc|оглавление)\b", re.IGNORECASE)
_SYMBOLS = {"f0b7": "•", "f02d": "–", "f0a7": "•", "f0d8": "•"}


def read(data: bytes, limits: UploadLimits) -> Imported:
    """Paragraphs of a DOCX. UploadRefused: damaged, encrypted or too complex."""
    package = Package(open_archive(data, limits), limits)
    root = package.xml(package.main)
    if root is None:
        raise UploadRefused(RefusalCode.DAMAGED, detail="no document part")
    return _Reader(package, root).read()


@dataclass(slots=True)
class _Collected:
    """What a paragraph turned out to hold."""

    runs: list[Run] = field(default_factory=list)
    extra: list[Paragraph] = field(default_factory=list)  # text boxes, figures, notes
    in_field: int = 0
    field_code: bool = False


class _Reader:
    def __init__(self, package: Package, root: etree._Element) -> None:
        self.package = package
        self.root = root
        self.result = Imported()
        self.styles = Styles(package.part("styles"))
        self.numbering = Numbering.read(package.part("numbering"))
        self.notes = {
            f"{W}footnoteReference": self._note_texts("footnotes", "footnote"),
            f"{W}endnoteReference": self._note_texts("endnotes", "endnote"),
        }

    def read(self) -> Imported:
        body = self.root.find(f"{W}body")
        for element in _blocks(body if body is not None else self.root):
            if element.tag == f"{W}p":
                self.result.paragraphs.extend(self._paragraphs(element))
            else:
                self.result.paragraphs.extend(self._table_paragraphs(element))
        return self.result

    def _note_texts(self, part: str, tag: str) -> dict[str, str]:
        root = self.package.part(part)
        texts: dict[str, str] = {}
        for note in root.iterfind(f"{W}{tag}") if root is not None else ():
            if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            pieces = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in note.iter(f"{W}p"))
            texts[note.get(f"{W}id", "")] = tidy(" ".join(pieces))
        return texts

    # --- paragraphs -------------------------------------------------------------------------

    def _paragraphs(self, element: etree._Element) -> Iterator[Paragraph]:
        ppr = element.find(f"{W}pPr")
        style = value(ppr.find(f"{W}pStyle")) if ppr is not None else ""
        style = style or self.styles.default
        base = self.styles.look(style)
        if _CONTENTS_STYLE.match(base.name):
            self.result.warn("contents_dropped")
            return
        look = overlay(base, read_look(ppr, None))
        found = _Collected()
        self._collect(element, base, found)
        if ppr is not None and ppr.find(f"{W}rPr/{W}del") is not None:
            self.result.warn("tracked_changes")
        label = self._label(look, style) if _is_visible(found) else ""
        yield Paragraph(
            runs=tuple(found.runs),
            style=base.name,
            alignment=look.alignment,
            label=label,
            indent=look.indent or 0.0,
        )
        yield from found.extra

    def _label(self, look: Look, style: str) -> str:
        if not look.num_id or look.num_id == "0":
            return ""
        level = look.level
        if level is None:
            level = self.numbering.level_of_style(look.num_id, style) or 0
        return self.numbering.label(look.num_id, level)

    def _collect(self, parent: etree._Element, base: Look, found: _Collected) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, base, found)
            elif child.tag in _DELETED:
                self.result.warn("tracked_changes")
            elif child.tag in _INSERTED:
                self.result.warn("tracked_changes")
                self._collect(child, base, found)
            elif child.tag in _TRANSPARENT:
                self._collect(child, base, found)
            elif child.tag in (f"{_M}oMath", f"{_M}oMathPara"):
                formula = "".join(text.text or "" for text in child.iter(f"{_M}t"))
                found.runs.append(Run(formula))

    def _run(self, run: etree._Element, base: Look, found: _Collected) -> None:
        rpr = run.find(f"{W}rPr")
        character = value(rpr.find(f"{W}rStyle")) if rpr is not None else ""
        look = overlay(base, self.styles.look(character)) if character else base
        look = overlay(look, read_look(None, rpr)) if rpr is not None else look
        pieces: list[str] = []
        for child in run:
            piece = self._piece(child, found)
            if piece and not found.field_code and not look.hidden:
                pieces.append(piece)
        text = "".join(pieces)
        if text:
            shown = text.upper() if look.caps else text
            found.runs.append(Run(shown, bool(look.superscript), bool(look.bold)))

    def _piece(self, child: etree._Element, found: _Collected) -> str:
        tag = child.tag
        if tag == f"{W}t":
            return child.text or ""
        if tag in _BREAKS:
            return "" if child.get(f"{W}type") in ("page", "column") else "\n"
        if tag in (f"{W}tab", f"{W}ptab"):
            return "\t"
        if tag == f"{W}noBreakHyphen":
            return "-"
        if tag == f"{W}sym":
            return _SYMBOLS.get(child.get(f"{W}char", "").lower(), "")
        if tag == f"{W}fldChar":
            self._field(child, found)
        elif tag in self.notes:
            self._note(tag, child, found)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent"):
            self._picture(child, found)
        return ""

    def _field(self, element: etree._Element, found: _Collected) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            found.in_field += 1
            found.field_code = True
        elif kind == "separate":
            found.field_code = False
        elif kind == "end":
            found.in_field = max(found.in_field - 1, 0)
            found.field_code = False

    def _note(self, tag: str, element: etree._Element, found: _Collected) -> None:
        text = self.notes[tag].get(element.get(f"{W}id", ""), "")
        if text:
            self.result.warn("footnotes")
            found.extra.append(Paragraph(block=Note(text, NoteKind.FOOTNOTE)))

    def _picture(self, element: etree._Element, found: _Collected) -> None:
        if element.tag == f"{_MC}AlternateContent":
            choice = element.find(f"{_MC}Choice")
            element = choice if choice is not None else element
        boxes = list(element.iter(f"{W}txbxContent"))
        for box in boxes:
            self.result.warn("text_boxes")
            for paragraph in box.iterfind(f"{W}p"):
                found.extra.extend(self._paragraphs(paragraph))
        blip = next(element.iter(f"{_A}blip", f"{_V}imagedata"), None)
        if blip is None:
            return
        name = self.package.target(blip.get(f"{R}embed") or blip.get(f"{R}id") or "")
        described = next(element.iter(f"{_WP}docPr"), None)
        description = described.get("descr", "") if described is not None else ""
        self.result.warn("figures")
        self.result.keep_image(name, self.package.content(name))
        found.extra.append(Paragraph(block=Figure(name, description)))

    # --- tables -----------------------------------------------------------------------------

    def _table_paragraphs(self, element: etree._Element) -> Iterator[Paragraph]:
        """The table, and the figures and notes of its cells."""
        aside: list[Paragraph] = []
        yield Paragraph(block=self._table(element, aside))
        yield from aside

    def _table(self, element: etree._Element, aside: list[Paragraph]) -> Table:
        """Rows of cells; a cell that only continues one above lengthens that one."""
        grid: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}  # column → place of the cell that spans down
        for row in _children(element, f"{W}tr"):
            cells: list[Cell] = []
            column = 0
            for cell in _children(row, f"{W}tc"):
                span, merge = _spans(cell)
                if merge == "continue" and column in above:
                    at_row, at_cell = above[column]
                    grid[at_row][at_cell] = longer(grid[at_row][at_cell])
                else:
                    above.pop(column, None)
                    if merge:
                        above[column] = (len(grid), len(cells))
                    cells.append(Cell(cell_lines(self._in_cell(cell), aside), span))
                column += span
            grid.append(cells)
        return Table(tuple(tuple(row) for row in grid))

    def _in_cell(self, cell: etree._Element) -> Iterator[Paragraph]:
        for element in _blocks(cell):
            if element.tag == f"{W}p":
                yield from self._paragraphs(element)
            else:
                yield from self._table_paragraphs(element)


def _is_visible(found: _Collected) -> bool:
    return any(run.text.strip() for run in found.runs) or bool(found.extra)


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those inside content controls and accepted insertions."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _TRANSPARENT or child.tag in _INSERTED:
            yield from _blocks(child)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT or child.tag in _INSERTED:
            yield from _children(child, tag)


def _spans(cell: etree._Element) -> tuple[int, str]:
    """Columns covered, and «restart», «continue» or nothing for a vertical merge."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, ""
    written = value(properties.find(f"{W}gridSpan"), "1")
    span = int(written) if written.isdigit() and 0 < int(written) < MAX_SPAN else 1
    merge = properties.find(f"{W}vMerge")
    return span, "" if merge is None else value(merge, "continue")
