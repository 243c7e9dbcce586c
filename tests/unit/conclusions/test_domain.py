"""Counting, blocking, naming, comparing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.conclusions.domain.answers import DISPOSITIONS
from consultations.conclusions.domain.blockers import (
    Blocker,
    BlockerCode,
    BlockerItem,
    Found,
    Situation,
    blockers,
    of_organiser,
)
from consultations.conclusions.domain.names import signature_name
from consultations.conclusions.domain.tally import Counts, Kind, Tally
from consultations.conclusions.domain.wording import comparable, comparison_base
from consultations.conclusions.exports import words

READY = Situation(None, Found(), Found(), Found(), Found(), Found(), Found())

counts = st.integers(0, 1000)
rows = st.lists(
    st.tuples(st.sampled_from(Kind), st.sampled_from([None, *DISPOSITIONS]), counts), max_size=20
)


@given(rows=rows)
def test_every_row_is_counted_once(rows: list[tuple[Kind, str | None, int]]) -> None:
    tally = Tally.of(rows)
    total = sum(count for _kind, _disposition, count in rows)
    assert tally.total.total == total
    assert tally.answered + tally.waiting == total
    assert tally.proposals.total == sum(count for kind, _d, count in rows if kind is Kind.PROPOSAL)
    assert tally.remarks.total == sum(count for kind, _d, count in rows if kind is Kind.REMARK)
    accepted = sum(count for _r, d, count in rows if d in ("accepted", "partly"))
    assert tally.accepted_any == accepted


def test_counts_add_up_by_name() -> None:
    assert Counts(accepted=1, waiting=2) + Counts(accepted=3, noted=4) == Counts(
        accepted=4, noted=4, waiting=2
    )


def test_nothing_stands_in_the_way() -> None:
    assert blockers(READY) == []


def test_blockers_come_in_the_order_of_the_work() -> None:
    item = BlockerItem("Участник № 17", "article:5")
    day = dt.date(2026, 3, 12)
    situation = Situation(
        window_day=day,
        proposals=Found(40, (item,)),
        remarks=Found(1),
        held=Found(2),
        objections=Found(4),
        unconfirmed=Found(3, day=day),
        opinions=Found(1),
        sheets=Found(5, day=day),
        joins=Found(6, day=day),
        recommendations=Found(7),
        summary=Found(1),
    )
    assert [(found.code, found.count) for found in blockers(situation)] == [
        (BlockerCode.WINDOW_OPEN, 1),
        (BlockerCode.WAITING_OPINIONS, 1),
        (BlockerCode.UNCONFIRMED, 3),
        (BlockerCode.UNCONFIRMED_ANSWERS, 5),
        (BlockerCode.UNCONFIRMED_JOINS, 6),
        (BlockerCode.HELD, 2),
        (BlockerCode.OBJECTIONS, 4),
        (BlockerCode.UNANSWERED_REMARKS, 1),
        (BlockerCode.UNANSWERED_RECOMMENDATIONS, 7),
        (BlockerCode.UNANSWERED_PROPOSALS, 40),
        (BlockerCode.NO_SUMMARY, 1),
    ]
    assert blockers(situation)[-2] == Blocker(BlockerCode.UNANSWERED_PROPOSALS, 40, (item,))
    assert [found.code for found in of_organiser(blockers(situation))] == [
        BlockerCode.WINDOW_OPEN,
        BlockerCode.WAITING_OPINIONS,
        BlockerCode.UNCONFIRMED,
        BlockerCode.UNCONFIRMED_ANSWERS,
        BlockerCode.UNCONFIRMED_JOINS,
        BlockerCode.HELD,
        BlockerCode.OBJECTIONS,
    ]


@pytest.mark.parametrize(
    ("full_name", "printed"),
    [
        ("Иванова Мария Петровна", "М.П. Иванова"),
        ("Петров-Водкин Кузьма", "К. Петров-Водкин"),
        ("Ким", "Ким"),
        ("", ""),
    ],
)
def test_a_signature_has_initials_before_the_surname(full_name: str, printed: str) -> None:
    assert signature_name(full_name) == printed


def test_only_versions_of_one_text_are_compared() -> None:
    original = "Орган направляет ответ в течение тридцати дней."
    assert comparable(original, "Орган направляет ответ в течение пяти рабочих дней.")
    assert not comparable(original, "Совет вправе запросить сведения у министерства финансов")
    assert not comparable("", "текст")
    assert not comparable(original, " ")


def test_a_wording_in_one_line_keeps_the_paragraphs_out_of_the_comparison() -> None:
    original = "1. Орган отвечает:\na) в срок;\nб) письменно."
    assert comparison_base(original, "1. Орган отвечает: а) в срок; б) устно.") == (
        "1. Орган отвечает: a) в срок; б) письменно."
    )
    assert comparison_base(original, "1. Орган отвечает:\nа) в срок;\nб) устно.") == original
    assert comparison_base(original, "Иное") == ""


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 предложений"),
        (1, "1 предложение"),
        (2, "2 предложения"),
        (5, "5 предложений"),
        (11, "11 предложений"),
        (14, "14 предложений"),
        (21, "21 предложение"),
        (112, "112 предложений"),
        (1004, "1004 предложения"),
    ],
)
def test_numbers_agree_with_their_nouns(count: int, text: str) -> None:
    found = words.plural(count, "предложение", "предложения", "предложений")
    assert found.replace("\N{NO-BREAK SPACE}", " ") == text


def test_days_and_quotations_of_the_document() -> None:
    assert words.day(dt.date(2026, 3, 1)) == "1 марта 2026\N{NO-BREAK SPACE}г."
    assert words.short_day("2026-03-01") == "01.03.2026"
    title = "О внесении изменений в Закон «Об общественном контроле»"
    assert words.quoted(title) == "«О внесении изменений в Закон „Об общественном контроле“»"
    assert words.participant("", 17) == "Участник №\N{NO-BREAK SPACE}17"
    assert words.participant("Иванова М. П.", 17) == "Иванова М. П."
