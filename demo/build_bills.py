"""Makes the demo bills: plain text sources → DOCX as an office would type them.

    python -m demo.build_bills [FOLDER]

A source is one paragraph per line; «^1^» is a superscript. A line may begin with a mark:

    @stamp  @right   to the right margin       @type  @title  @centre   bold, centred
    @adopted         the line of adoption      @sign LEFT|RIGHT         «//» is a soft line break
    @auto … @end     Word numbers these lines  @table WIDTHS … @endtable   cells are split by «|»
    @pagebreak

The same source always gives the same parts, so that a built file can be compared with a fresh one.
"""

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

ROOT = Path(__file__).resolve().parent
TEXTS = ROOT / "texts"
BILLS = ROOT / "bills"
FONT = "Times New Roman"
_EPOCH = (2026, 1, 12, 9, 0, 0)
_TEXT_WIDTH = Cm(16.5)
_INDENT = Cm(1.25)

_MARK = re.compile(r"^@(?P<name>[a-z]+)(?:\s+(?P<rest>.*))?$")
_HEADING = re.compile(r"^Статья \d+(\^\d+\^)?(\.|$)")
_CHAPTER = re.compile(r"^Глава [IVXLC]+")
_LABEL = re.compile(r"^(?P<label>\d+\.|\d+\)|[а-я]\))\s+(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One paragraph of a source: ``mark`` is the word after «@», empty for ordinary text."""

    mark: str
    text: str


def read_source(text: str) -> Iterator[SourceLine]:
    """The lines of a source; empty lines are only for the eye."""
    for line in text.splitlines():
        if not line.strip():
            continue
        found = _MARK.match(line)
        if found:
            yield SourceLine(found["name"], found["rest"] or "")
        else:
            yield SourceLine("", line.strip())


class Builder:
    """Writes one document, line after line."""

    def __init__(self, title: str) -> None:
        self.document: Any = Document()
        self._auto = 0  # the numbering of the current @auto block, 0 outside
        self._previous = ""
        self._set_up(title)

    def build(self, lines: list[SourceLine]) -> bytes:
        rows: list[list[str]] = []
        widths: list[int] = []
        for line in lines:
            if line.mark == "table":
                rows, widths = [], [int(width) for width in line.text.split()]
            elif line.mark == "endtable":
                self._table(rows, widths)
                widths = []
            elif widths:
                rows.append(line.text.split("|"))
            else:
                self._line(line)
            self._previous = line.mark
        return repack(self.document)

    def _line(self, line: SourceLine) -> None:
        if line.mark == "sign" or (line.mark != self._previous and line.mark in _BLANK_ABOVE):
            self.document.add_paragraph()
        writer = getattr(self, f"_write_{line.mark or 'text'}", None)
        if writer is None:
            raise ValueError(f"unknown mark @{line.mark}")
        writer(line.text)

    # --- one method for each mark ---

    def _write_stamp(self, text: str) -> None:
        self._paragraph(text, WD_ALIGN_PARAGRAPH.RIGHT)

    _write_right = _write_stamp

    def _write_type(self, text: str) -> None:
        self._paragraph(text, WD_ALIGN_PARAGRAPH.CENTER, bold=True)

    _write_title = _write_type

    def _write_centre(self, text: str) -> None:
        self._write_type(text)
        self.document.add_paragraph()

    def _write_adopted(self, text: str) -> None:
        self._paragraph(text, WD_ALIGN_PARAGRAPH.LEFT)
        self.document.add_paragraph()

    def _write_sign(self, text: str) -> None:
        left, _, right = text.partition("|")
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        for index, piece in enumerate(left.split("//")):
            if index:
                paragraph.add_run().add_break()
            paragraph.add_run(piece)
        if right:
            paragraph.add_run("\t" + right)

    def _write_pagebreak(self, text: str) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _write_auto(self, text: str) -> None:
        self._auto = add_numbering(self.document)

    def _write_end(self, text: str) -> None:
        self._auto = 0

    def _write_text(self, text: str) -> None:
        if _CHAPTER.match(text):
            self.document.add_paragraph()
            self._paragraph(
                text, WD_ALIGN_PARAGRAPH.CENTER, bold=True
            ).paragraph_format.keep_with_next = True
            return
        if _HEADING.match(text):
            self.document.add_paragraph()
            heading = self._paragraph(text, WD_ALIGN_PARAGRAPH.JUSTIFY, bold=True)
            heading.paragraph_format.first_line_indent = _INDENT
            heading.paragraph_format.keep_with_next = True
            return
        label = _LABEL.match(text) if self._auto else None
        paragraph = self._paragraph(label["text"] if label else text, WD_ALIGN_PARAGRAPH.JUSTIFY)
        if label:
            number(paragraph, self._auto, level_of(label["label"]))
        else:
            paragraph.paragraph_format.first_line_indent = _INDENT

    # --- helpers ---

    def _paragraph(self, text: str, alignment: Any, *, bold: bool = False) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = alignment
        for index, piece in enumerate(text.split("^")):
            if piece:
                run = paragraph.add_run(piece)
                run.bold = bold or None
                run.font.superscript = True if index % 2 else None
        return paragraph

    def _table(self, rows: list[list[str]], widths: list[int]) -> None:
        table = self.document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = int(_TEXT_WIDTH * width / 100)
        for row, values in zip(table.rows, rows, strict=True):
            for cell, text, width in zip(row.cells, values, widths, strict=True):
                cell.width = int(_TEXT_WIDTH * width / 100)
                run = cell.paragraphs[0].add_run(text)
                run.font.size = Pt(12)
                run.bold = values is rows[0] or None
        head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
        head.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        self.document.add_paragraph()

    def _set_up(self, title: str) -> None:
        style = self.document.styles["Normal"]
        style.font.name = FONT
        style.font.size = Pt(14)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 1.0
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
        section.different_first_page_header_footer = True
        _page_number(section.header.paragraphs[0])
        properties = self.document.core_properties
        properties.title, properties.author = title, "Аппарат комитета"
        properties.last_modified_by, properties.comments = "Аппарат комитета", ""
        properties.language, properties.revision = "ru-RU", 1
        properties.created = properties.modified = datetime(*_EPOCH)  # noqa: DTZ001


_BLANK_ABOVE = frozenset({"type", "title", "adopted", "centre"})


def level_of(label: str) -> int:
    """«1.» is level 0, «1)» level 1, «а)» level 2."""
    return 0 if label.endswith(".") else 1 if label[0].isdigit() else 2


def number(paragraph: Any, num_id: int, level: int) -> None:
    """Lets Word number the paragraph."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = num_id


def add_numbering(document: Any) -> int:
    """A new list «1.» – «1)» – «а)» in numbering.xml; returns its number."""
    root = document.part.numbering_part.element
    used = [int(item.get(qn("w:abstractNumId"))) for item in root.iterfind(qn("w:abstractNum"))]
    abstract = max(used, default=0) + 1
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="709"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate(
            (("decimal", "%1."), ("decimal", "%2)"), ("russianLower", "%3)"))
        )
    )
    element = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    root.find(qn("w:num")).addprevious(element)
    return int(root.add_num(abstract).numId)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        xml = (
            f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
            if kind
            else f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
        )
        run._r.append(parse_xml(xml))  # noqa: SLF001


def repack(document: Any) -> bytes:
    """The DOCX with one fixed time on every part."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name))
    return packed.getvalue()


def build(source: Path) -> bytes:
    """The DOCX of one source file."""
    lines = list(read_source(source.read_text(encoding="utf-8")))
    title = next(line.text for line in lines if line.mark == "title")
    return Builder(title).build(lines)


def main(folder: Path = BILLS) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(TEXTS.glob("*.txt")):
        (folder / f"{source.stem}.docx").write_bytes(build(source))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
