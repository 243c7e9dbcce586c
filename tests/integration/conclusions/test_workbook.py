"""The workbook of a signed document: every line, texts that stay texts, the numbers signed."""

import csv
import datetime as dt
import io
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from consultations.conclusions.domain.report import (
    Member,
    MemberKind,
    Report,
    ReportRow,
    TextState,
    Unit,
)
from consultations.conclusions.domain.snapshot import PlaceFacts
from consultations.conclusions.exports.data import render_rows, who
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.exports.words import AUTHOR_GROUPS, NOT_VOTES
from consultations.conclusions.exports.workbook import render_workbook
from consultations.conclusions.exports.workbook_facts import NUMBERS
from consultations.conclusions.reading.xlsx import text_of
from consultations.process.numbers import numbers
from core.documents.domain.errors import RaggedTableError
from core.documents.xlsx import CUT, LONGEST
from core.documents.xlsx_rows import RowColumn, RowSheet, write_book
from core.uploads import UploadLimits
from core.uploads.office import convert
from tests.factories.conclusions import answer_everything, published, signed, summarised
from tests.factories.process import ConsultationFactory
from tests.factories.reports import member, position, rich_report
from tests.integration.conclusions.test_documents import FORMULA, full
from tests.office import office

SHEETS = ["Сведения", "Свод", "Участники", "Советы", "Статистика", "Особые мнения"]
CREATED = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def made(report: Report) -> bytes:
    out = io.BytesIO()
    render_workbook(report, out)
    return out.getvalue()


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def lines(sheet: Worksheet) -> list[dict[str, Any]]:
    header, *rest = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(header, row, strict=True)) for row in rest]


def test_nobody_is_invented_for_a_proposal_that_is_there_no_more() -> None:
    gone = Member(MemberKind.PROPOSAL, 7, TextState.ERASED)
    unit = Unit("article:1", "", (ReportRow(1, 1, (gone, member()), position()),))
    report = rich_report(units=(unit,))
    told = list(csv.DictReader(io.StringIO(render_rows(report).decode("utf-8-sig"))))
    for line, other in (told, lines(opened(made(report))["Участники"])):
        assert line["Участник"] == "Текст удалён"
        assert line["Состояние текста"] == "Текст удалён после подписания заключения."
        assert other["Участник"] == who(member())


def one_sheet(*rows: tuple[Any, ...]) -> Worksheet:
    out = io.BytesIO()
    columns = tuple(RowColumn(f"c{place}", 20) for place in range(len(rows[0])))
    write_book(out, [RowSheet("a", columns, rows)], title="t", created=CREATED)
    return opened(out.getvalue())["a"]


@pytest.mark.django_db
def test_the_rows_are_those_of_the_csv() -> None:
    report = resolve(signed(full()))
    book = opened(made(report))
    assert book.sheetnames == SHEETS
    told = list(csv.DictReader(io.StringIO(render_rows(report).decode("utf-8-sig"))))
    members = lines(book["Участники"])
    assert [(str(row["№ строки свода"]), row["Вид"], row["Участник"]) for row in members] == [
        (row["№"], row["Вид"], row["Участник"]) for row in told
    ]
    groups = lines(book["Свод"])
    answers = {row["№"]: row["Позиция ответственного комитета"] for row in told}
    assert {str(row["№"]): row["Позиция ответственного комитета"] for row in groups} == answers
    counted = [row["Предложений"] + row["Замечаний советов"] for row in groups]
    assert sum(counted) == len(members) == len(told)
    assert isinstance(groups[0]["Дата ответа"], dt.datetime)
    about = [row["Значение"] for row in lines(book["Сведения"])]
    assert {report.sha256, report.address, NOT_VOTES, report.signature.number} <= set(about)
    assert lines(book["Особые мнения"])[0]["Особое мнение"] == "Возражаю против срока."
    assert [row["Рекомендация"] for row in lines(book["Советы"])].count(
        "заключение не представлено"
    ) == 1


@pytest.mark.django_db
def test_numbers_are_those_of_the_event() -> None:
    consultation = full()
    report = resolve(signed(consultation))
    report = replace(report, places=(PlaceFacts("Зея", {"citizen": 2, "ngo": 1}),))
    found = {
        (row["Раздел"], row["Показатель"], row["Тип участника"]): row["Число"]
        for row in lines(opened(made(report))["Статистика"])
    }
    today = numbers([consultation.pk])[consultation.pk]
    for code, title in NUMBERS.items():
        assert found["Участие", title, None] == getattr(today, code)
    for code, count in today.by_author_type.items():
        assert found["По типам участников", AUTHOR_GROUPS[code], None] == count
    assert found["Муниципальные образования", "Зея", "Граждане"] == 2
    accepted = found["Позиции комитета: предложения", "Учтено", None]
    assert accepted == report.tally.proposals.accepted > 0


@pytest.mark.django_db
def test_an_event_without_proposals_and_the_summary_of_the_committee() -> None:
    empty = ConsultationFactory(closed=True)
    report = resolve(signed(empty))
    book = opened(made(report))
    assert book.sheetnames == SHEETS
    assert lines(book["Свод"]) == lines(book["Участники"]) == []
    other = ConsultationFactory(closed=True)
    published(other)
    answer_everything(other)
    summary = resolve(summarised(other))
    about = lines(opened(made(summary))["Сведения"])
    assert about[0]["Значение"] == "Сводка предложений с позицией ответственного комитета"


@pytest.mark.django_db
def test_it_is_read_and_printed_with_ease() -> None:
    sheet = opened(made(resolve(signed(full()))))["Участники"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:N")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["L2"].alignment.wrap_text


@pytest.mark.django_db
def test_the_same_report_gives_the_same_bytes() -> None:
    conclusion = signed(full())
    assert made(resolve(conclusion)) == made(resolve(conclusion))


@pytest.mark.parametrize("text", [FORMULA, "+7", "-5", "@SUM(A1)", "#N/A", "_x000D_", "1.5",
                                  "_x0041_", "_x005F_", "_x0041_x0042_", "_x005F_x0041_",
                                  "http://a.example", "🏠 дом", "а\nб"])  # fmt: skip
def test_texts_are_texts(text: str) -> None:
    cell = one_sheet((text,))["A2"]
    assert (cell.data_type, text_of(cell.value)) == ("s", text)


def test_a_formula_is_marked_as_a_text() -> None:
    sheet = one_sheet((FORMULA, "дом"))
    assert sheet["A2"].quotePrefix
    assert not sheet["B2"].quotePrefix


@pytest.mark.parametrize("sign", ["я", "🏠"])
def test_a_long_text_is_cut_with_a_mark(sign: str) -> None:
    whole = sign * 10_000
    value = one_sheet((whole, sign * 40_000))
    assert value["A2"].value == whole
    cut = value["B2"].value
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST


def test_days_and_numbers_are_no_texts() -> None:
    sheet = one_sheet((dt.date(2026, 3, 12), 7, None))
    assert sheet["A2"].value == dt.datetime(2026, 3, 12)  # noqa: DTZ001
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["C2"].value) == (7, "n", None)


def test_progress_is_told_and_rows_fit_the_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    rows = ((number,) for number in range(1200))
    sheet = RowSheet("a", (RowColumn("c", 5),), rows)
    write_book(io.BytesIO(), [sheet], title="t", created=CREATED, progress=told.append)
    assert told == [500, 1000]
    ragged = RowSheet("a", (RowColumn("c", 5),), [(1, 2)])
    left = tmp_path / "left"
    left.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(left))
    with pytest.raises(RaggedTableError):
        write_book(io.BytesIO(), [ragged], title="t", created=CREATED)
    assert list(left.iterdir()) == []


def test_an_office_shows_the_text_not_its_result() -> None:
    path = office()
    if not (Path(path).resolve().parent / "libsclo.so").exists():
        pytest.skip("no Calc: install libreoffice-calc-nogui")
    out = io.BytesIO()
    sheet = RowSheet("a", (RowColumn("c", 20),), [("=1+2",)])
    write_book(out, [sheet], title="t", created=CREATED)
    limits = UploadLimits(seconds=180.0)
    found = convert(out.getvalue(), "xlsx", "csv", office=path, limits=limits)
    assert found.decode().split() == ["c", "=1+2"]


def test_rows_are_as_high_as_their_texts_and_wide_sheets_print_on_a_larger_page() -> None:
    narrow = RowSheet(
        "Узкий",
        (RowColumn("Номер строки свода", 9), RowColumn("Текст", 20)),
        [("1", "коротко"), ("2", "слово " * 20), ("3", "две\nстроки"), ("4", "слово " * 2_000)],
    )
    wide = RowSheet("Широкий", tuple(RowColumn(f"Графа {n}", 50) for n in range(7)), [("а",) * 7])
    out = io.BytesIO()
    write_book(out, [narrow, wide], title="t", created=CREATED)
    book = load_workbook(out)
    heights = [book["Узкий"].row_dimensions[row].height for row in range(1, 6)]
    header, short, long, two, longest = heights
    assert short is None or short == 15
    assert header >= 45  # three words, nine characters to a line
    assert long >= 7 * 15
    assert 30 <= two < 45
    assert longest == 240
    assert (book["Узкий"].page_setup.paperSize, book["Широкий"].page_setup.paperSize) == (9, 8)
