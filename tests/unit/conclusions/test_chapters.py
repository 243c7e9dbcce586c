"""The parts of the documents, from reports made by hand."""

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from consultations.conclusions.domain.report import Report, ReportRow, TextState, Unit
from consultations.conclusions.domain.snapshot import DocumentFacts, PlaceFacts, ReplacedFacts
from consultations.conclusions.domain.tally import Counts, Tally
from consultations.conclusions.exports import minorities, words
from consultations.conclusions.exports.chapters import Chapter
from consultations.conclusions.exports.document import build_document, chapters
from core.documents.docx import render_docx
from core.documents.domain.blocks import Block, Chart, Heading, Table
from core.documents.domain.text import map_texts
from core.documents.html import render_page
from core.documents.pdf import render_pdf
from tests.factories.reports import (
    SHA256,
    campaign,
    council,
    empty_report,
    member,
    numbers,
    position,
    remark,
    rich_report,
    silent,
)


def said(blocks: Iterable[Block]) -> str:
    """Every word of the blocks."""
    found: list[str] = []
    map_texts(tuple(blocks), lambda text: found.append(text) or text)
    return re.sub(r"\s+", " ", " ".join(found))


def text_of(report: Report) -> str:
    return said(build_document(report).blocks)


def headings(report: Report) -> list[str]:
    return [
        b.text for b in build_document(report).blocks if isinstance(b, Heading) and b.level == 1
    ]


def one(**fields: Any) -> Report:
    """One proposal, answered."""
    row = ReportRow(1, 1, (member(),), position())
    given: dict[str, Any] = {
        "numbers": numbers(1),
        "tally": Tally(Counts(rejected=1)),
        "units": (Unit("article:1", "", (row,)),),
    }
    return empty_report(**(given | fields))


def test_all_parts_in_the_order_of_the_layout() -> None:
    assert list(chapters(rich_report())) == [
        name for name in Chapter if name not in {Chapter.QUESTIONS, Chapter.UNANSWERED}
    ]
    assert headings(rich_report()) == [
        "Краткое изложение",
        "Сведения о проведении",
        "Участники",
        "Рекомендации советов",
        "Выводы советов по перечню вопросов экспертизы",
        "Свод предложений и замечаний по структурным единицам",
        "Предложения и замечания по законопроекту в целом",
        "Общественная оценка последствий принятия",
        "Особые мнения и мнения меньшинства",
        "Решения модератора",
        "Выводы и рекомендации",
        "Приложение 1. Заключения советов",
        "Приложение 2. Протокол",
        "Приложение 3. Сводка предложений и данные",
    ]


PHRASES = [
    "Поступило 44 предложения",
    "Число предложений не является голосованием",
    "41",
    "Тында",
    "Соответствие Конституции",
    "юридико-лингвистическая неопределенность (4в)".capitalize(),
    "Указать число дней.",
    "Срок не обоснован.",
    "Просим учесть.",
    "Совет Тынды ожидает роста нагрузки",
    "Возражаю против срока.",
    "Мнением меньшинства",
    "Не получили большинства голосов на слушаниях",
    "оскорбления",
    "до 4 мая 2026 г. включительно",
    "Пояснительная записка",
    "Выступили пять человек.",
    "И. О. Сидоров",
    SHA256,
    "cd" * 32,
]


def squeezed(text: str) -> str:
    """Without what lines and narrow columns do to words."""
    return re.sub(r"[-\s\u00ad]", "", text)


def written(fmt: str, report: Report) -> str:
    document = build_document(report)
    if fmt == "html":
        return squeezed(re.sub(r"<[^>]*>", "", render_page(document).split("<main>")[1]))
    if fmt == "docx":
        file = docx.Document(io.BytesIO(render_docx(document)))
        return squeezed("".join(node.text or "" for node in file.element.body.iter("{*}t")))
    return squeezed(
        "".join(p.extract_text() for p in PdfReader(io.BytesIO(render_pdf(document))).pages)
    )


@pytest.mark.parametrize("fmt", ["html", "docx", "pdf"])
def test_every_format_has_every_part(fmt: str) -> None:
    text = written(fmt, rich_report())
    assert [phrase for phrase in PHRASES if squeezed(phrase) not in text] == []


def test_a_campaign_is_counted_and_not_listed() -> None:
    text = said(chapters(rich_report())[Chapter.CONSOLIDATED])
    assert "40 предложений граждане – 38, некоммерческие организации – 2" in text
    assert "4 муниципальных образования" in text
    assert "с 01.02.2026 по 20.02.2026" in text
    assert "Участники – в файлах XLSX и CSV, строка 1." in text
    assert "VE-0107" not in text
    assert "Участник № 107" not in text


def test_at_most_three_texts_of_a_campaign() -> None:
    text = said(chapters(rich_report())[Chapter.CONSOLIDATED])
    assert "Месяц – это долго. Так сказано в 21 предложении." in text.replace("\xa0", " ")
    assert "Надо быстрее." not in text
    assert "И ещё 2 формулировки – в таблице участников (XLSX, CSV)." in text
    assert "Скрыто модератором после подписания: 1." in text
    assert "Отозвано авторами после подписания: 1." in text


def test_who_speaks_alone_is_named_as_ever() -> None:
    text = said(chapters(rich_report())[Chapter.CONSOLIDATED])
    assert "Сидорова А. Л. гражданин; Благовещенск" in text
    assert "код VE-0007" in text


@pytest.mark.parametrize("state", [TextState.HIDDEN, TextState.WITHDRAWN, TextState.ERASED])
def test_a_proposal_that_is_not_shown_says_why(state: TextState) -> None:
    hidden = replace(member(), state=state, wording="", rationale="")
    row = ReportRow(1, 1, (hidden,), position())
    assert words.STATES[state.value] in text_of(one(units=(Unit("article:1", "", (row,)),)))


def test_what_councils_think_stands_beside_the_proposal() -> None:
    tables = [b for b in chapters(rich_report())[Chapter.CONSOLIDATED] if isinstance(b, Table)]
    heads = [cell.paragraphs[0].runs[0].text for cell in tables[0].header[0]]
    assert heads[2:4] == ["Предложение", "Мнение советов"]
    rows = [row for row in tables[0].rows if len(row) == len(heads)]
    assert "Совет при министерстве: поддержано советом." in said(rows[0][3].paragraphs)
    assert "Срок не обоснован." in said(rows[2][3].paragraphs)


def test_minorities_by_the_numbers_of_rows() -> None:
    text = said(chapters(rich_report())[Chapter.DISSENTS]).replace("\xa0", " ")
    assert re.search(r"Часть 1 статьи 5 1 \(40\): \w+.* 2 \(1\): \w+", text)
    assert "Отменить срок. Голосование: за – 20, против – 90, воздержались – 10." in text
    assert "Большинство советов рекомендует доработать законопроект." in text
    assert "Совет Тынды – отклонить законопроект" in text
    assert minorities.DEFINITION in text


def long_minorities(count: int) -> str:
    said_once = "слово " * 60
    fewer = [
        ReportRow(number, number, (member(number, wording="", rationale=said_once),), position())
        for number in range(2, count + 2)
    ]
    most = ReportRow(1, 1, tuple(member(number) for number in range(900, 940)), position())
    return said(minorities.minorities(one(units=(Unit("", "", (most, *fewer)),))))


def test_an_argument_of_a_minority_is_quoted_by_its_beginning() -> None:
    text = long_minorities(2).replace("\xa0", " ")
    assert text.count("слово") == 2 * 26
    assert "2 (1): слово слово" in text
    assert text.count("слово …") == 2


def test_too_many_of_them_are_only_named() -> None:
    text = long_minorities(minorities.QUOTED + 1).replace("\xa0", " ")
    assert "слово" not in text
    assert "2 (1); 3 (1)" in text


def test_one_person_who_repeats_himself_is_one_participant() -> None:
    row = ReportRow(1, 1, (member(3), member(3), member(4)), position())
    assert minorities.participants(row) == 2


def test_no_majority_of_councils_no_minority() -> None:
    report = one(councils=(council("Первый", "revise"), council("Второй", "reject")))
    assert list(minorities.minorities(report)) == []


def charts(report: Report) -> dict[str, Chart]:
    return {b.title: b for b in build_document(report).blocks if isinstance(b, Chart)}


def test_charts_show_the_numbers_of_the_tables() -> None:
    report = rich_report()
    found = charts(report)
    types = found["Поступившие предложения по участникам"]
    assert {b.value for b in types.bars} == set(report.numbers["by_author_type"].values())
    places = found["Поступившие предложения по муниципальным образованиям"]
    assert sum(bar.value for bar in places.bars) == report.numbers["received"]
    positions = found["Позиции ответственного комитета"]
    assert sum(bar.value for bar in positions.bars) == report.tally.total.total
    assert "Благовещенск – 32" in places.text


def test_more_municipalities_than_bars() -> None:
    places = tuple(PlaceFacts(f"Округ {n:02}", {"citizen": 40 - n}) for n in range(35))
    total = sum(40 - n for n in range(35))
    report = one(places=places, numbers=numbers(total))
    bars = charts(report)["Поступившие предложения по муниципальным образованиям"].bars
    assert len(bars) == 16
    assert bars[-1].label.replace("\xa0", " ") == "остальные (20 муниципальных образований)"
    assert sum(bar.value for bar in bars) == total
    assert "Округ 34" in text_of(report)


def test_one_bar_is_no_chart() -> None:
    assert charts(one(places=(PlaceFacts("Тында", {"citizen": 1}),))) == {}


LAPSED = DocumentFacts(kind="lapsed", due_on="2026-03-01", days_late=31)
COMBINATIONS: dict[str, Report] = {
    "nothing": empty_report(),
    "one proposal": one(),
    "a silent council": empty_report(councils=(silent("Совет"),)),
    "an opinion alone": empty_report(councils=(council("Совет"),)),
    "a remark alone": empty_report(
        councils=(council("Совет", remarks=(1,)),),
        units=(Unit("", "", (ReportRow(1, 1, (remark(1, "Совет", "Нет."),), position()),)),),
        tally=Tally(remarks=Counts(rejected=1)),
    ),
    "no answer": one(
        units=(Unit("article:1", "", (ReportRow(1, 1, (member(),), None),)),),
        tally=Tally(Counts(waiting=1)),
        document=LAPSED,
    ),
    "lapsed, nothing": empty_report(document=LAPSED),
    "a summary of nothing": empty_report(document=DocumentFacts("summary", due_on="2026-03-25")),
    "a summary": rich_report(document=DocumentFacts("summary", due_on="2026-03-25")),
    "everything": rich_report(),
    "format 2": rich_report(snapshot={"format": 2}, places=(), minutes=None),
}


@pytest.mark.parametrize("report", COMBINATIONS.values(), ids=COMBINATIONS.keys())
def test_every_combination_reads_well(report: Report) -> None:
    blocks = build_document(report).blocks
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading):
            assert after is not None
            assert not isinstance(after, Heading) or after.level > block.level, block.text
    text = said(blocks)
    assert re.search(r"(?<!\d)0\s(предложени|замечани|участник|заключени|реплик)", text) is None
    assert ".." not in text
    assert "None" not in text
    if not report.numbers["received"]:
        assert words.NO_PROPOSALS in text


def test_documents_of_earlier_formats_have_no_new_chapters() -> None:
    report = COMBINATIONS["format 2"]
    report = replace(report, councils=tuple(_plain(found) for found in report.councils))
    named = headings(report)
    assert "Общественная оценка последствий принятия" not in named
    assert not any("перечню вопросов" in name for name in named)
    assert "Особые мнения" in named
    assert named[-1] == "Приложение. Заключения советов"
    assert charts(report) == {}


def _plain(found: Any) -> Any:
    """As the snapshots of formats 1 and 2 know a council."""
    if found.text is None:
        return found
    text = replace(
        found.text, checklist=(), factors=(), considered=(), experts=(), materials="", place=""
    )
    return replace(found, text=text)


def test_the_summary_has_the_columns_of_the_portal() -> None:
    report = COMBINATIONS["a summary"]
    table = next(b for b in build_document(report).blocks if isinstance(b, Table))
    heads = [cell.paragraphs[0].runs[0].text for cell in table.header[0]]
    assert heads == [
        "№",
        "Участник обсуждения",
        "Дата, способ",
        "Структурная единица",
        "Предложение или замечание",
        "Позиция ответственного комитета",
        "Обоснование позиции",
    ]
    rows = [row for row in table.rows if len(row) == len(heads)]
    assert [said(row[0].paragraphs).split()[-1] for row in rows] == ["justify"] * 4 or len(
        rows
    ) == 4
    assert "на сайте – 40" in said(rows[0][2].paragraphs).replace("\xa0", " ")


def test_a_revision_says_what_it_replaces() -> None:
    report = rich_report()
    report = replace(report, signature=replace(report.signature, revision=2))
    # Of those signed at first it is not known what they took the place of.
    assert build_document(report).requisites.status == "Редакция 2, взамен редакции 1"
    earlier = ReplacedFacts("7/2026", 1, "2026-03-12", "ab" * 32)
    for kind, named in (
        ("full", "сводного заключения"),
        ("summary", "сводки предложений с позицией ответственного комитета"),
    ):
        facts = replace(report.document, kind=kind, replaces=earlier)
        revised = replace(report, document=facts)
        status = build_document(revised).requisites.status.replace("\xa0", " ")
        assert status == f"Редакция 2, взамен {named} № 7/2026 от 12 марта 2026 г."
        text = text_of(revised).replace("\xa0", " ")
        assert f"{named} № 7/2026 от 12 марта 2026 г. (редакция 1, контрольная сумма abab" in text
        for fmt in ("html", "docx", "pdf"):
            assert "7/2026" in written(fmt, revised)
    assert build_document(rich_report()).requisites.status == ""


def test_long_texts_and_signs_beyond_the_first_plane_are_printed() -> None:
    long = "Слово и дело \U0001f44d. " * 700 + "Конец."
    row = ReportRow(1, 1, (member(rationale=long, wording="=1+1"),), position(text=long))
    report = one(units=(Unit("article:1", "", (row,)),))
    for fmt in ("html", "docx", "pdf"):
        text = written(fmt, report)
        assert "Конец." in text
        assert "=1+1" in text


def test_a_campaign_of_one_text_has_no_counts_of_texts() -> None:
    same = tuple(replace(item, rationale="Да.", state=TextState.SHOWN) for item in campaign())
    same = tuple(replace(item, wording="Так.") for item in same)
    row = ReportRow(1, 1, same, position())
    assert "Так сказано" not in text_of(one(units=(Unit("article:1", "", (row,)),)))
