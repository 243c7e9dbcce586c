"""The rows of a signed document as a workbook for spreadsheets."""

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports.data import HEADER, Progress, lines
from consultations.conclusions.exports.document import build_document
from core.documents.xlsx import Sheet, SheetColumn, Value, render_xlsx

WIDTH = 24


def render_workbook(report: Report, progress: Progress | None = None) -> bytes:
    """One sheet with the lines of the CSV, as the bytes of an .xlsx file."""
    columns = [SheetColumn(title, WIDTH) for title in HEADER]
    rows = ([_value(value) for value in line] for line in lines(report, progress))
    sheet = Sheet("Предложения", columns, rows, is_filtered=True)
    document = build_document(report)
    return render_xlsx([sheet], title=document.full_title, created=document.created)


def _value(value: object) -> Value:
    return value if isinstance(value, int) else "" if value is None else str(value)
