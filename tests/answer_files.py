"""Filling in files of answers as a clerk does it in an office program."""

import io
from collections.abc import Mapping
from typing import Any

import docx
from openpyxl import Workbook, load_workbook

from consultations.conclusions.domain.sheets import (
    ANSWER,
    HEADINGS,
    Column,
    RawRow,
    RawTable,
    SheetReading,
    column_of,
    read_sheets,
)
from consultations.conclusions.reading import LIMITS
from consultations.conclusions.reading import docx as docx_reading
from consultations.conclusions.reading import xlsx as xlsx_reading
from core.web.texts import clean_text

FEDERAL = "Противоречит федеральному законодательству"
FILLED = {
    Column.POSITION: "не учтено",
    Column.REASON: FEDERAL,
    Column.TEXT: "Статья 7 федерального закона этого не допускает.",
}


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def closed(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(book: Workbook) -> dict[Column, int]:
    """The places (from 1) of the columns of the first sheet."""
    head = next(book.worksheets[0].iter_rows(min_row=1, max_row=1))
    found = {column_of(str(cell.value or "")): cell.column for cell in head}
    return {column: place for column, place in found.items() if column is not None}


def fill(data: bytes, answers: Mapping[int, Mapping[Column, str]]) -> bytes:
    """The workbook with answers written into its rows (by number from 0)."""
    book = opened(data)
    places = columns(book)
    for number, cells in answers.items():
        for column, text in cells.items():
            cell = book.worksheets[0].cell(number + 2, places[column])
            cell.value = text
            cell.data_type = "s"  # as in a column that is formatted as text
    return closed(book)


def fill_docx(data: bytes, answers: Mapping[int, Mapping[Column, str]]) -> bytes:
    """The document with answers written into its blocks (by number from 0)."""
    document = docx.Document(io.BytesIO(data))
    tables = [table for table in document.tables if len(table.columns) == 3]
    names = {HEADINGS[column]: column for column in ANSWER}
    for number, cells in answers.items():
        for row in tables[number].rows[1:]:
            column = names[row.cells[1].text]
            if column in cells:
                cell = row.cells[2]
                for control in cell._tc.xpath(".//w:sdt"):
                    control.getparent().remove(control)
                cell.text = cells[column]
    return closed(document)


def read(data: bytes, kind: str = "xlsx") -> SheetReading:
    """What is read out of a file, without the sandbox."""
    reader = {"xlsx": xlsx_reading, "docx": docx_reading}[kind]
    tables = tuple(
        RawTable(
            found["name"],
            tuple(
                RawRow(
                    number, tuple(map(clean_text, cells)), frozenset(formulas), frozenset(nested)
                )
                for number, cells, formulas, nested in found["rows"]
            ),
        )
        for found in reader.tables_of(data, LIMITS)
    )
    return read_sheets(tables)
