"""Tables as XLSX: sheets that people fill in and send back.

Rows are written as they come, so thousands of them need little memory. A text is never a formula,
whatever it begins with; what a cell cannot hold is cut with a mark, what XML cannot hold becomes
U+FFFD. The first row of a sheet is its header; it stays in view and is repeated in print.
"""

import datetime as dt
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from core.documents.csv import DANGEROUS
from core.documents.domain.text import clean

Value = str | int

# What a cell may hold, counted as Excel counts: in units of UTF-16.
LONGEST: Final = 32_767
CUT: Final = " […]"
# Excel reads «_x000D_» as a character; an underscore is written as one where it would begin that.
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_A4: Final = 9
_LINE: Final = 15  # points
_HIGHEST: Final = 240
_GREY: Final = "F2F2F2"
_RULE: Final = Side(style="thin", color="BFBFBF")


@dataclass(frozen=True, slots=True)
class Choice:
    """A list from which a cell is filled in: `formula` as Excel has it, for the first row under
    the header. What is not in the list is refused only if it `is_closed`."""

    formula: str
    title: str
    message: str
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`width` in characters; `is_open`: people write in it, the other columns are locked."""

    title: str
    width: int
    is_open: bool = False
    is_small: bool = False
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`is_guarded`: locked columns cannot be changed by accident (there is no password);
    `is_filtered`: the header has filters."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value]] = field(default_factory=tuple)
    is_guarded: bool = False
    is_filtered: bool = False


def render_xlsx(sheets: Iterable[Sheet], *, title: str, created: dt.datetime) -> bytes:
    """The sheets as the bytes of an .xlsx file."""
    book = Workbook(write_only=True)
    book.properties.title = title[:255]
    book.properties.creator = ""
    moment = created.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None)
    book.properties.created = book.properties.modified = moment
    looks = _Looks(book)
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet, looks)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_text(text: str) -> str:
    """A text as a cell can hold it: cleaned, and cut with a mark if it is too long."""
    cleaned = clean(text)
    escaped = _escaped(cleaned)
    if len(escaped) <= LONGEST // 2 or _units(escaped) <= LONGEST:
        return escaped
    # It is cut before it is escaped: a part of an escape would be read as it stands.
    room = LONGEST - len(CUT)
    kept = bisect_right(range(room + 1), room, key=lambda n: _units(_escaped(cleaned[:n]))) - 1
    return _escaped(cleaned[:kept]) + CUT


def _escaped(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text)


def _units(text: str) -> int:
    return len(text) + sum(1 for char in text if char > "\uffff")


class _Looks:
    """The styles of a book, each made once. `quoted` ones say to Excel that what looks like a
    formula is a text, also when somebody goes into the cell and out again."""

    def __init__(self, book: Workbook) -> None:
        border = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
        top = Alignment(wrap_text=True, vertical="top")
        grey = PatternFill("solid", start_color=_GREY)
        self.styles = {
            "header": NamedStyle(
                "veche_header",
                font=Font(bold=True),
                fill=PatternFill("solid", start_color="D9E2EC"),
                border=border,
                alignment=Alignment(wrap_text=True, vertical="center"),
            ),
            "locked": NamedStyle("veche_locked", fill=grey, border=border, alignment=top),
            "small": NamedStyle(
                "veche_small",
                font=Font(size=8, color="595959"),
                fill=grey,
                border=border,
                alignment=top,
                number_format="@",
            ),
            "open": NamedStyle(
                "veche_open",
                border=border,
                alignment=top,
                number_format="@",
                protection=Protection(locked=False),
            ),
        }
        for style in self.styles.values():
            book.add_named_style(style)

    def cell(self, sheet: WriteOnlyWorksheet, value: Value, look: str) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet)
        made.style = self.styles[look].name
        if isinstance(value, int):
            made.value = value
            return made
        text = cell_text(value)
        made.value = text
        if text:
            made.data_type = "s"  # openpyxl takes «=…» for a formula, «#N/A» for an error
        if text.startswith(DANGEROUS):
            made.quotePrefix = True
        return made


def _write(sheet: WriteOnlyWorksheet, described: Sheet, looks: _Looks) -> None:
    for place, column in enumerate(described.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([looks.cell(sheet, column.title, "header") for column in described.columns])
    written = 1
    for row in described.rows:
        written += 1
        height = _height(row, described.columns)
        if height > _HIGHEST:
            sheet.row_dimensions[written].height = _HIGHEST
        sheet.append(
            [
                looks.cell(sheet, value, _look(column))
                for value, column in zip(row, described.columns, strict=True)
            ]
        )
    _choices(sheet, described, written)
    if described.is_filtered:
        last = get_column_letter(len(described.columns))
        sheet.auto_filter.ref = f"A1:{last}{written}"
    if described.is_guarded:
        _guard(sheet)


def _look(column: SheetColumn) -> str:
    if column.is_open:
        return "open"
    return "small" if column.is_small else "locked"


def _height(row: Sequence[Value], columns: Sequence[SheetColumn]) -> int:
    """About how many points high a row will be."""
    lines = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str) and value:
            found = sum(1 + len(line) // max(column.width, 1) for line in value.split("\n"))
            lines = max(lines, found)
    return lines * _LINE


def _choices(sheet: WriteOnlyWorksheet, described: Sheet, last: int) -> None:
    for place, column in enumerate(described.columns, start=1):
        choice = column.choice
        if choice is None or last < 2:
            continue
        validation = DataValidation(
            type="list",
            formula1=choice.formula,
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="stop" if choice.is_closed else "warning",
            errorTitle=choice.title[:32],
            error=choice.message[:255],
        )
        letter = get_column_letter(place)
        validation.add(f"{letter}2:{letter}{last}")
        sheet.data_validations.append(validation)


def _guard(sheet: WriteOnlyWorksheet) -> None:
    """Locks what is not to be changed; widths, heights, filters and order stay free."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.autoFilter = protection.sort = False
