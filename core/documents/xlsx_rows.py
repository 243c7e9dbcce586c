"""Big tables as XLSX: sheets that are read, filtered and printed, written row by row.

By XlsxWriter, which puts every row on the disk as it comes: what `xlsx` does with openpyxl (lists,
protection, files that people send back) is not needed here, and openpyxl takes several times
as long for a hundred thousand rows. The same rows give the same bytes.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.documents.csv import DANGEROUS
from core.documents.domain.errors import RaggedTableError
from core.documents.work import Outlet, work_folder
from core.documents.xlsx import cell_text

Value = str | int | float | dt.date | None
Progress = Callable[[int], None]

EVERY: Final = 500
_A4: Final = 9
_A3: Final = 8
_WIDE: Final = 300  # characters; on an A4 page they would be too small to read
_LINE: Final = 15  # points
_HIGHEST: Final = 240
_EXCEL_HIGHEST: Final = 409
_LOOSE: Final = 1.15  # lines end where words do
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd.mm.yyyy",
}


@dataclass(frozen=True, slots=True)
class RowColumn:
    """`width` in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class RowSheet:
    """`is_filtered`: the header has filters; `bold_first`: the first column names the line;
    `is_sized`: rows are as high as their texts up to what Excel allows, so that they print whole;
    others up to half of a page, so that they are read on a screen."""

    title: str
    columns: Sequence[RowColumn]
    rows: Iterable[Sequence[Value]] = field(default_factory=tuple)
    is_filtered: bool = True
    bold_first: bool = False
    is_sized: bool = False


def write_book(
    out: IO[bytes],
    sheets: Iterable[RowSheet],
    *,
    title: str,
    created: dt.datetime,
    progress: Progress | None = None,
) -> None:
    """Writes the sheets into a binary stream; `progress` is told now and then how many rows have
    been written. Raises RaggedTableError for a row that is not as long as its header."""
    with work_folder() as folder:
        outlet = Outlet(out)
        book = Workbook(outlet, _OPTIONS | {"tmpdir": folder})
        moment = created.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None)
        book.set_properties({"title": title[:255], "author": "", "created": moment})
        writer = _Writer(book, progress)
        try:
            for sheet in sheets:
                writer.write(sheet)
            book.close()
        except BaseException:
            _close(book)
            raise
        finally:
            outlet.end()


def _close(book: Workbook) -> None:
    """Closes what a book that was not finished holds open."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()


class _Sheet(Worksheet):
    """Takes texts that `cell_text` has escaped already: XlsxWriter's own way leaves out the second
    of two marks that share an underscore («_x0041_x0042_»), and it would escape ours once more."""

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        return data


class _Writer:
    """The styles of a book, each made once, and how many rows it has."""

    def __init__(self, book: Workbook, progress: Progress | None) -> None:
        self.book, self.progress, self.done = book, progress, 0
        base: dict[str, Any] = {
            "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF",
        }  # fmt: skip
        self.header = book.add_format(
            base | {"bold": True, "bg_color": "#D9E2EC", "valign": "vcenter"}
        )
        self.text = book.add_format(base)
        self.bold = book.add_format(base | {"bold": True})
        # Says to Excel that what looks like a formula is a text, also after the cell was edited.
        self.quoted = book.add_format(base | {"quote_prefix": True})
        self.day = book.add_format(base | {"num_format": "dd.mm.yyyy", "align": "left"})

    def write(self, described: RowSheet) -> None:
        sheet = self.book.add_worksheet(described.title, worksheet_class=_Sheet)
        for place, column in enumerate(described.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, self.header)
        titles = [column.title for column in described.columns]
        sheet.set_row(0, round(_height(titles, described.columns) * _LOOSE))
        last = self._rows(sheet, described)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        is_wide = sum(column.width for column in described.columns) > _WIDE
        sheet.set_paper(_A3 if is_wide else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        if described.is_filtered and last:
            sheet.autofilter(0, 0, last, len(described.columns) - 1)

    def _rows(self, sheet: Worksheet, described: RowSheet) -> int:
        width, number = len(described.columns), 0
        for number, row in enumerate(described.rows, start=1):
            if len(row) != width:
                raise RaggedTableError(number + 1, width, len(row))
            height = _height(row, described.columns)
            if height > _LINE:
                most = _EXCEL_HIGHEST if described.is_sized else _HIGHEST
                sheet.set_row(number, min(round(height * _LOOSE), most))
            for place, value in enumerate(row):
                text = self.bold if described.bold_first and not place else self.text
                self._cell(sheet, number, place, value, text)
            self.done += 1
            if self.progress is not None and self.done % EVERY == 0:
                self.progress(self.done)
        return number

    def _cell(self, sheet: Worksheet, row: int, place: int, value: Value, look: Format) -> None:
        match value:
            case None | "":
                sheet.write_blank(row, place, None, look)
            case dt.date():
                sheet.write_datetime(row, place, value, self.day)
            case int() | float():
                sheet.write_number(row, place, value, look)
            case _:
                text = cell_text(value)
                quoted = text.startswith(DANGEROUS)
                sheet.write_string(row, place, text, self.quoted if quoted else look)


def _height(row: Sequence[Value], columns: Sequence[RowColumn]) -> int:
    """About how many points high a row will be."""
    lines = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str) and (len(value) > column.width or "\n" in value):
            found = sum(1 + len(line) // column.width for line in value.split("\n"))
            lines = max(lines, found)
    return lines * _LINE
