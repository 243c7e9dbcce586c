"""A file that goes out comes back as it was, filled in or not: XLSX and DOCX."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.env import env
from consultations.conclusions.domain.sheets import (
    ANSWER,
    HEADINGS,
    NEEDED,
    POSITIONS,
    Column,
    SheetProblem,
    tidy,
)
from consultations.conclusions.exports.answer_files import FileHead, answers_docx, answers_xlsx
from consultations.conclusions.reading import read_file
from consultations.conclusions.reading.xlsx import text_of
from core.documents.csv import DANGEROUS
from core.documents.domain.text import clean
from core.documents.xlsx import CUT, LONGEST, cell_text
from core.rules.models import ReasonCode
from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.office import convert, find_office
from core.web.texts import clean_text
from tests.answer_files import (
    FEDERAL,
    FILLED,
    closed,
    columns,
    fill,
    fill_docx,
    opened,
    read,
)
from tests.files import PDF, picture
from tests.office import office

HEAD = FileHead("О тишине", "Комитет", dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
REASONS = [
    ReasonCode(code="federal_law", disposition="rejected", title=FEDERAL),
    ReasonCode(code="part", disposition="partly", title="Учтена часть предложения"),
]
KINDS = ("xlsx", "docx")
# Whatever a person can type: what has no shape is taken out of every text that comes in.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=300).map(
    lambda text: tidy(clean_text(clean(text)))
)
NASTY = ["=1+2", "-5", "+7", "@SUM(A1)", "#N/A", "_x000D_", "a_x0041_b", "<b>&amp;</b>", "1.5",
         "строка\nвторая\n\nчетвёртая", "\tс табуляцией", "44",
         "ИСТИНА", "'кавычка", "😀 е́"]  # fmt: skip


def office_kinds() -> list[str]:
    """What the LibreOffice of this machine can save: XLSX needs Calc."""
    program = Path(find_office(env("SOFFICE", default="")) or "/").resolve().parent
    return ["docx", *["xlsx"] * (program / "libsclo.so").exists()]


def cells(number: int = 1, **answer: str) -> dict[Column, str | int]:
    values = {
        Column.NUMBER: number,
        Column.KEY: f"G{number}-V0-AAAAAAA-BBBB",
        Column.PLACE: "Статья 5",
        Column.ORIGINAL: "в течение трёх дней",
        Column.PROPOSED: "Продлить срок",
        Column.GROUNDS: "",
        Column.REMARKS: "Совет: уточнить основание",
        Column.STATE: "без ответа",
    }
    return {**values, **{column: answer.get(str(column), "") for column in ANSWER}}


def made(kind: str, *rows: dict[Column, Any]) -> bytes:
    writer = {"xlsx": answers_xlsx, "docx": answers_docx}[kind]
    return writer(HEAD, rows or [cells()], REASONS)


def filled(kind: str, data: bytes, answers: dict[int, dict[Column, str]]) -> bytes:
    return {"xlsx": fill, "docx": fill_docx}[kind](data, answers)


def expected(row: dict[Column, Any]) -> dict[str, str]:
    return {str(column): tidy(clean_text(clean(row[column]))) for column in ANSWER}


# --- Out and in -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(TEXTS, min_size=3, max_size=3))
def test_what_stood_there_comes_back(kind: str, texts: list[str]) -> None:
    text, norm, wording = texts
    row = cells(position="учтено частично", reason=FEDERAL, text=text, norm=norm, expected=wording)
    (found,) = read(made(kind, row), kind).rows
    assert found.key == row[Column.KEY]
    assert found.cells == expected(row)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, norm=TEXTS)
def test_what_is_filled_in_comes_back(kind: str, text: str, norm: str) -> None:
    answer = {Column.POSITION: "не учтено", Column.TEXT: text, Column.NORM: norm}
    data = filled(kind, made(kind, cells(), cells(2)), {1: answer})
    first, second = read(data, kind).rows
    assert first.is_empty
    assert (second.key, second.position) == ("G2-V0-AAAAAAA-BBBB", "не учтено")
    assert (second.text, second.norm) == (text, norm)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", [*NASTY, "слово " * 1_666 + "конец"])
def test_texts_that_programs_take_for_something_else(kind: str, text: str) -> None:
    row = cells(position="не учтено", text=text, norm=text)
    (out,) = read(made(kind, row), kind).rows
    assert (out.text, out.norm, out.formulas) == (tidy(text), tidy(text), ())


@pytest.mark.parametrize("kind", KINDS)
def test_through_the_sandbox(kind: str) -> None:
    found = read_file(made(kind), f"ответы.{kind}")
    assert (found.kind, found.name) == (kind, f"ответы.{kind}")
    assert found.tables


@pytest.mark.parametrize("kind", office_kinds())
def test_saved_by_another_program(kind: str) -> None:
    rows = [
        cells(
            position="не учтено", reason=FEDERAL, text="Первая строка.\nВторая – «так».", norm="7"
        ),
        cells(2),
        cells(3, text="=1+2"),
    ]
    limits = UploadLimits(seconds=180.0)
    data = convert(made(kind, *rows), kind, kind, office=office(), limits=limits)
    found = read(data, kind).rows
    assert [one.key for one in found] == [row[Column.KEY] for row in rows]
    assert [one.cells for one in found] == [expected(row) for row in rows]
    assert not any(one.formulas for one in found)


# --- The workbook -----------------------------------------------------------------------------


def test_only_answers_can_be_written_into() -> None:
    sheet = opened(made("xlsx")).worksheets[0]
    locked = {sheet.cell(1, cell.column).value: cell.protection.locked for cell in sheet[2]}
    assert {name for name, is_locked in locked.items() if not is_locked} == {
        HEADINGS[column] for column in ANSWER
    }
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M2"


def test_positions_and_reasons_are_lists() -> None:
    book = opened(made("xlsx"))
    places = columns(book)
    positions, reasons = book.worksheets[0].data_validations.dataValidation
    assert [one.min_col for one in positions.sqref.ranges] == [places[Column.POSITION]]
    assert (positions.formula1, positions.errorStyle) == ("'Списки'!$A$2:$A$6", "stop")
    assert [one.min_col for one in reasons.sqref.ranges] == [places[Column.REASON]]
    assert "$H2" in reasons.formula1
    assert places[Column.POSITION] == "ABCDEFGH".index("H") + 1
    lists = [[cell.value for cell in line] for line in book["Списки"].iter_rows(min_row=2)]
    assert [line[0] for line in lists] == list(POSITIONS.values())
    assert [tuple(line[1:]) for line in lists[:2]] == [
        ("учтено частично", "Учтена часть предложения"),
        ("не учтено", FEDERAL),
    ]


@pytest.mark.parametrize("sign", DANGEROUS)
def test_no_text_is_ever_a_formula(sign: str) -> None:
    row = {**cells(), Column.PROPOSED: f"{sign}cmd|' /C calc'!A0", Column.TEXT: f"{sign}1+2"}
    sheet = opened(made("xlsx", row)).worksheets[0]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "inlineStr"}
    with zipfile.ZipFile(io.BytesIO(made("xlsx", row))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    if sign not in "\r\n\t":
        assert sheet.cell(2, 5).quotePrefix


@pytest.mark.parametrize("sign", ["а", "\U0001f600", "_x000D_"])
def test_a_cell_holds_no_more_than_it_can(sign: str) -> None:
    cut = cell_text(sign * 40_000)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut.endswith(CUT)
    assert cell_text("а" * LONGEST) == "а" * LONGEST


@pytest.mark.parametrize("shift", range(14))
def test_a_cell_is_not_cut_within_an_escape(shift: int) -> None:
    text = "а" * shift + "_x000D_😀_x005F_x0041_" * 5_000
    cut = cell_text(text)
    read = re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), cut)
    assert text.startswith(read.removesuffix(CUT))
    assert LONGEST - 14 < len(cut.encode("utf-16-le")) // 2 <= LONGEST


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert cell_text("а\x00\x0b\ud800б") == "а\ufffd\n\ufffdб"


# --- What people do to files ------------------------------------------------------------------


def test_columns_and_rows_moved_hidden_and_added() -> None:
    data = fill(made("xlsx", cells(), cells(2), cells(3)), {0: FILLED, 2: FILLED})
    book = opened(data)
    sheet = book.worksheets[0]
    sheet.protection.sheet = False
    sheet.insert_cols(2)
    sheet.cell(1, 2).value = "Мои заметки"
    sheet.cell(2, 2).value = "срочно"
    sheet.insert_rows(1)
    sheet.cell(1, 1).value = "Ответы на 1 марта"
    sheet.delete_rows(4)
    sheet.insert_rows(4, amount=3)
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Черновик").append(["что угодно"])
    book.move_sheet("Черновик", -3)
    found = read(closed(book)).rows
    assert [(one.label, one.key[:2], one.position) for one in found] == [
        ("3", "G1", "не учтено"),
        ("7", "G3", "не учтено"),
    ]


def test_a_merged_cell_answers_all_its_rows() -> None:
    book = opened(fill(made("xlsx", cells(), cells(2)), {0: FILLED}))
    sheet = book.worksheets[0]
    for column in FILLED:
        place = columns(book)[column]
        sheet.merge_cells(start_row=2, end_row=3, start_column=place, end_column=place)
    first, second = read(closed(book)).rows
    assert first.cells == second.cells
    assert second.position == "не учтено"


def test_a_formula_is_named_and_never_computed() -> None:
    book = opened(made("xlsx"))
    book.worksheets[0].cell(2, columns(book)[Column.TEXT]).value = '=CONCAT("а";"б")'
    (found,) = read(closed(book)).rows
    assert found.formulas == (Column.TEXT,)


def test_characters_that_are_written_by_their_numbers() -> None:
    assert text_of("_xD83D__xDE00_") == "\U0001f600"
    assert text_of("а_xD800_б") == "а\ufffdб"
    assert text_of("_x005F_x000D_") == "_x000D_"


def test_numbers_and_days_in_cells_are_text() -> None:
    book = opened(made("xlsx"))
    sheet, places = book.worksheets[0], columns(book)
    sheet.cell(2, places[Column.NORM]).value = 44
    sheet.cell(2, places[Column.TEXT]).value = dt.date(2026, 3, 1)
    (found,) = read(closed(book)).rows
    assert (found.norm, found.text) == ("44", "01.03.2026")


def test_tracked_changes_are_read_as_accepted_and_comments_left_out() -> None:
    document = docx.Document(io.BytesIO(fill_docx(made("docx"), {0: FILLED})))
    table = next(one for one in document.tables if len(one.columns) == 3)
    paragraph = table.rows[3].cells[2].paragraphs[0]
    run = paragraph.runs[0]._r
    deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
    run.addprevious(deleted)
    deleted.append(run)
    run.find(qn("w:t")).tag = qn("w:delText")
    added = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "Новые слова."
    added.append(text)
    inserted.append(added)
    deleted.addnext(inserted)
    (found,) = read(closed(document), "docx").rows
    assert found.text == "Новые слова."


def test_a_table_inside_an_answer_is_named() -> None:
    document = docx.Document(io.BytesIO(made("docx")))
    table = next(one for one in document.tables if len(one.columns) == 3)
    table.rows[3].cells[2].add_table(1, 2).rows[0].cells[0].text = "внутри"
    (found,) = read(closed(document), "docx").rows
    assert found.nested == (Column.TEXT,)
    assert found.text == ""


def test_a_document_with_one_table_of_columns_is_read_too() -> None:
    document = docx.Document()
    table = document.add_table(2, len(NEEDED))
    values = ["G1-V0-AAAAAAA-BBBB", "не учтено", FEDERAL, "Текст.", "", ""]
    for at, column in enumerate(NEEDED):
        table.rows[0].cells[at].text = HEADINGS[column]
        table.rows[1].cells[at].text = values[at]
    (found,) = read(closed(document), "docx").rows
    assert (found.key, found.text, found.label) == (values[0], "Текст.", "2")


def test_a_document_without_our_table() -> None:
    document = docx.Document()
    document.add_paragraph("Просто письмо.")
    document.add_table(2, 2)
    assert read(closed(document), "docx").problem is SheetProblem.NO_TABLE


# --- Bad files --------------------------------------------------------------------------------


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
BAD = {
    "empty": (b"", RefusalCode.EMPTY),
    "large": (b"PK\x03\x04" + b"0" * 50 * 1024 * 1024, RefusalCode.TOO_LARGE),
    "xls": (OLE + "Workbook".encode("utf-16-le"), RefusalCode.NOT_ALLOWED),
    "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), RefusalCode.ENCRYPTED),
    "image": (picture(), RefusalCode.NOT_ALLOWED),
    "pdf": (PDF, RefusalCode.NOT_ALLOWED),
    "csv": ("Ключ;Позиция\n1;учтено\n".encode(), RefusalCode.NOT_ALLOWED),
    "damaged": (made("xlsx")[:2_000], RefusalCode.DAMAGED),
    "bomb": (bomb(), RefusalCode.TOO_COMPLEX),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_before_anything_reads_them(name: str) -> None:
    data, code = BAD[name]
    with pytest.raises(UploadRefused) as refused:
        read_file(data, "ответы.xlsx")
    if name == "damaged":
        assert refused.value.code in (RefusalCode.DAMAGED, RefusalCode.NOT_ALLOWED)
    else:
        assert refused.value.code is code
