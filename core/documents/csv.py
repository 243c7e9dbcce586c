"""Rows as CSV for spreadsheets and programs.

UTF-8 with a byte order mark (without it Excel reads Cyrillic as a legacy code page), lines end in
CR LF, the separator is a comma: what RFC 4180 says and what open-data readers expect. A Russian
Excel that splits at «;» opens the file by «Данные → Из текста/CSV».

A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, «CSV
Injection»): anybody may send a proposal that begins with «=HYPERLINK(». Numbers given as numbers
stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO

from core.documents.domain.blocks import Cell, Table
from core.documents.domain.errors import RaggedTableError
from core.documents.domain.text import clean

Value = str | int | float | bool | date | datetime | None

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# The last four are the full-width forms, which East Asian spreadsheets read as the ASCII ones.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One header line and the rows, as bytes. Raises RaggedTableError if their lengths differ."""
    out = io.BytesIO()
    write_csv(header, rows, out)
    return out.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Value]], out: BinaryIO) -> None:
    """The bytes of `render_csv`, line by line into a stream, which stays open. Raises
    RaggedTableError, and whatever the stream raises."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        text.write(BOM)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([_text(name) for name in header])
        for number, row in enumerate(rows, start=2):
            if len(row) != len(header):
                raise RaggedTableError(number, len(header), len(row))
            writer.writerow([_value(value) for value in row])
    finally:
        text.detach()  # everything is written through; closing would close the stream


def table_csv(table: Table) -> bytes:
    """A table of a document: the last header row and the body. A spanning cell leaves the cells
    beside it empty."""
    header = [str(value) for value in _flat(table.header[-1])]
    return render_csv(header, (_flat(row) for row in table.rows))


def _flat(row: Iterable[Cell]) -> list[Value]:
    values: list[Value] = []
    for cell in row:
        texts = ["".join(run.text for run in item.runs) for item in cell.paragraphs]
        values += ["\n".join(texts), *[""] * (cell.span - 1)]
    return values


def _value(value: Value) -> str | int | float:
    """Dates in ISO 8601, truth as true/false, nothing as an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case date():
            return value.isoformat()
    return _text(value)


def _text(text: str) -> str:
    # Looked at before and after: `clean` turns other line ends into line feeds.
    cleaned = clean(text)
    return f"'{cleaned}" if text.startswith(DANGEROUS) or cleaned.startswith(DANGEROUS) else cleaned
