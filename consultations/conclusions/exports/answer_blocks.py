"""The blocks of a document of answers: what was asked on the left, lines to fill in on the right.

Each block is a table: a title with the key, and a line for each part of the answer. Position and
reason are lists to choose from, where the program has such (Word, LibreOffice).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from consultations.conclusions.domain.sheets import (
    ANSWER,
    HEADINGS,
    POSITIONS,
    UNCHOSEN,
    Column,
)
from consultations.conclusions.selectors.sheets import Cells
from core.documents.docx import MARGINS, MILLIMETRE, PAGE_LONG
from core.documents.docx_xml import paragraph
from core.documents.domain.text import clean

_WIDTH: Final = PAGE_LONG - round((MARGINS["left"] + MARGINS["right"]) * MILLIMETRE)
_ASKED, _NAME = round(_WIDTH * 0.45), round(_WIDTH * 0.13)
_ANSWERED: Final = _WIDTH - _ASKED - _NAME
_SHOWN: Final = (Column.ORIGINAL, Column.PROPOSED, Column.GROUNDS, Column.REMARKS)
# Beyond so many groups the lists of reasons alone would make the file slow to open.
LISTED: Final = 1_000
# Lines of an empty cell, so that there is where to write on paper, too.
_ROOM: Final = {Column.TEXT: 1400, Column.EXPECTED: 1000}
_NO_LISTS: Final = ("", "")


def blocks(rows: Iterable[Cells], reasons: Sequence[tuple[str, str]]) -> Iterator[Element]:
    """A table and a gap for each group. `reasons`: (position, reason) in words."""
    lists = (_items(POSITIONS.values()), _items(title for _position, title in reasons))
    for number, cells in enumerate(rows, start=1):
        yield parse_xml(_table(cells, *(lists if number <= LISTED else _NO_LISTS)))
        yield paragraph("Spacer")


def _items(texts: Iterable[str]) -> str:
    """What a list offers; everything once, as Word wants it."""
    quoted = (quoteattr(clean(text)) for text in dict.fromkeys(texts))
    return "".join(f"<w:listItem w:displayText={one} w:value={one}/>" for one in quoted)


def _table(cells: Cells, positions: str, reasons: str) -> str:
    title = f"№ {cells[Column.NUMBER]}. {cells[Column.PLACE]}"
    state = str(cells.get(Column.STATE, ""))
    lists = {Column.POSITION: positions, Column.REASON: reasons}
    lines = [
        _line(column, str(cells[column]), lists.get(column, ""), _asked(cells) if first else "")
        for first, column in zip((True, *[False] * 4), ANSWER, strict=True)
    ]
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean(title))}/></w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{_ASKED}"/><w:gridCol w:w="{_NAME}"/>'
        f'<w:gridCol w:w="{_ANSWERED}"/></w:tblGrid>'
        f"{_title(title, state, str(cells[Column.KEY]))}{''.join(lines)}</w:tbl>"
    )


def _title(title: str, state: str, key: str) -> str:
    """The head of a block; it goes on to the next page with the block."""
    told = f" ({state})" if state else ""
    return (
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc><w:tcPr>"
        f'<w:tcW w:w="{_WIDTH}" w:type="dxa"/><w:gridSpan w:val="3"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/></w:tcPr>'
        f"{_paragraph(_run(title, bold=True) + _run(told), keep=True)}"
        f"{_paragraph(_run(f'{HEADINGS[Column.KEY]}: {key}', small=True), keep=True)}"
        "</w:tc></w:tr>"
    )


def _line(column: Column, written: str, choices: str, asked: str) -> str:
    merge = '<w:vMerge w:val="restart"/>' if asked else "<w:vMerge/>"
    height = _ROOM.get(column, 0)
    room = f'<w:trPr><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>' if height else ""
    filled = _choice(column, written, choices) if choices else _paragraph(_run(written))
    return (
        f'<w:tr>{room}<w:tc><w:tcPr><w:tcW w:w="{_ASKED}" w:type="dxa"/>{merge}</w:tcPr>'
        f"{asked or _paragraph('')}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{_NAME}" w:type="dxa"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>'
        f"{_paragraph(_run(HEADINGS[column]))}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{_ANSWERED}" w:type="dxa"/></w:tcPr>{filled}</w:tc></w:tr>'
    )


def _asked(cells: Cells) -> str:
    made = []
    for column in _SHOWN:
        text = str(cells.get(column, ""))
        if text:
            made.append(_paragraph(_run(f"{HEADINGS[column]}:", bold=True), keep=True))
            made.append(_paragraph(_run(text)))
    return "".join(made) or _paragraph("")


def _choice(column: Column, written: str, choices: str) -> str:
    """A list to choose from; what nobody has chosen says so and is read as nothing."""
    placeholder = "" if written else "<w:showingPlcHdr/>"
    shown = _run(written) if written else _run(UNCHOSEN, small=True)
    return (
        '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr><w:sdt><w:sdtPr>'
        f"<w:alias w:val={quoteattr(HEADINGS[column])}/>{placeholder}"
        f"<w:dropDownList>{choices}</w:dropDownList></w:sdtPr>"
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt></w:p>"
    )


def _paragraph(runs: str, *, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{kept}</w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False, small: bool = False) -> str:
    if not text:
        return ""
    look = "<w:rPr>"
    look += "<w:b/><w:bCs/>" if bold else ""
    look += '<w:color w:val="595959"/><w:sz w:val="14"/><w:szCs w:val="14"/>' if small else ""
    return f"<w:r>{look}</w:rPr>{_pieces(clean(text))}</w:r>"


def _pieces(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        parts = line.split("\t")
        made = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in parts]
        lines.append("<w:tab/>".join(made))
    return "<w:br/>".join(lines)
