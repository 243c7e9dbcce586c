"""Tables of a DOCX file: the ruled ones, and the unruled ones that place requisites and signatures.

Rows and cells are written directly; python-docx's own table looks every cell up anew, which takes
minutes for the thousands of rows of a summary of proposals.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from core.documents.docx_xml import JUSTIFICATION, element, paragraph, styled_run, text_paragraph
from core.documents.domain.blocks import (
    Align,
    Cell,
    KeyValue,
    Paragraph,
    Row,
    Signature,
    Table,
)


def grid_table(table: Table, width: int, part: Part, caption: str) -> Element:
    """A ruled table of `width`; its header rows are repeated on every page it reaches."""
    widths = _widths(table.percents, width)
    made = _table("TableGrid", widths, caption)
    for row in table.header:
        made.append(_row(table, row, widths, part, in_head=True))
    for row in table.rows:
        made.append(_row(table, row, widths, part, in_head=False))
    return made


def key_value_table(block: KeyValue, width: int, part: Part) -> Element:
    """Names in a third, values in the rest; no rules."""
    widths = _widths((32, 68), width)
    made = _table("TableLayout", widths)
    gap = {"after": 80}
    for entry in block.entries:
        name = text_paragraph("Normal", entry.key, element("spacing", **gap))
        values = [
            paragraph("Normal", [styled_run(r, part) for r in p.runs], element("spacing", **gap))
            for p in entry.value
        ]
        cells = (_cell([name], widths[0]), _cell(values, widths[1]))
        made.append(element("tr", element("trPr", element("cantSplit")), *cells))
    return made


def signature_table(block: Signature, width: int) -> Element:
    """Post, a line to sign on, name; the date under the line. Never split between pages."""
    widths = _widths((50, 20, 3, 27), width)
    made = _table("TableLayout", widths)
    line = element("tcBorders", element("bottom", val="single", sz=4, space=0, color="auto"))
    made.append(_signature_row((block.post, "", "", block.name), widths, line, last=not block.date))
    if block.date:
        made.append(_signature_row(("", block.date, "", ""), widths, None, last=True))
    return made


def _signature_row(
    texts: Sequence[str], widths: Sequence[int], line: Element | None, *, last: bool
) -> Element:
    cells = []
    for place, (text, width) in enumerate(zip(texts, widths, strict=True)):
        keep = [] if last else [element("keepNext")]
        centred = [element("jc", val="center")] if place == 1 else []
        content = text_paragraph("SignatureText", text, *keep, *centred)
        look = [line] if line is not None and place == 1 else []
        cells.append(_cell([content], width, *look, element("vAlign", val="bottom")))
    return element("tr", element("trPr", element("cantSplit")), *cells)


def _widths(percents: Iterable[float], width: int) -> list[int]:
    """Whole widths that add up exactly."""
    ends = [round(end * width / 100) for end in accumulate(percents)]
    return [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _table(style: str, widths: Sequence[int], caption: str = "") -> Element:
    # `tblCaption` is the name that a screen reader announces.
    name = [element("tblCaption", val=caption)] if caption else []
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1),
        *name,
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid)


def _row(table: Table, row: Row, widths: Sequence[int], part: Part, *, in_head: bool) -> Element:
    properties = [element("cantSplit")] if table.is_whole(row) else []
    if in_head and table.repeats(*table.header):
        properties.append(element("tblHeader"))
    cells: list[Element] = []
    position = 0
    for cell in row:
        width = sum(widths[position : position + cell.span])
        align = table.columns[position].align
        if in_head:
            content = _content(cell, "TableHead", part, Align.CENTER)
            look = [element("vAlign", val="center")]
        else:
            group = table.is_group(row)
            align = Align.LEFT if group else align
            keep = group or table.is_lead(row)
            content = _content(cell, "TableText", part, align, keep=keep, bold=cell.header)
            look = []
        span = [element("gridSpan", val=cell.span)] if cell.span > 1 else []
        cells.append(_cell(content, width, *span, *look))
        position += cell.span
    head = [element("trPr", *properties)] if properties else []
    return element("tr", *head, *cells)


def _content(
    cell: Cell, style: str, part: Part, align: Align, *, keep: bool = False, bold: bool = False
) -> list[Element]:
    made = []
    for item in cell.paragraphs or (Paragraph(()),):
        asked = item.align if item.align in (Align.CENTER, Align.RIGHT) else align
        properties = [element("keepNext")] if keep else []
        if asked in (Align.CENTER, Align.RIGHT):
            properties.append(element("jc", val=JUSTIFICATION[asked]))
        runs = [styled_run(run, part) for run in item.runs]
        if bold:
            for run in runs:
                _embolden(run)
        made.append(paragraph(style, runs, *properties))
    return made


def _embolden(run: Element) -> None:
    """Gives a run without a look of its own the style of strong words."""
    if run.find("{*}rPr") is None and run.tag.endswith("}r"):
        run.insert(0, element("rPr", element("rStyle", val="Strong")))


def _cell(content: Iterable[Element], width: int, *look: Element) -> Element:
    made = list(content) or [paragraph("Normal")]
    return element("tc", element("tcPr", element("tcW", w=width, type="dxa"), *look), *made)
