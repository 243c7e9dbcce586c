"""References inside the text: what they lead to, and what they must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.domain import paths
from drafts.domain.akn import to_akn
from drafts.domain.nodes import Act, Alinea
from drafts.domain.paragraphs import plain
from drafts.domain.parser import parse
from drafts.domain.references import linked
from tests.unit.drafts.test_laws import LAW

LAW_TEXT = """
Глава I. Общие положения
Статья 1. Предмет
1. Первая часть:
1) первый пункт:
а) первый подпункт;
б) второй подпункт;
2) второй пункт.
2. Вторая часть.
Статья 2. Полномочия
1) пункт статьи без частей;
2) ещё один.
Статья 2.1. Вставленная
Её текст.
Статья 3. Ссылки
1. {text}
2. Другая часть:
1) её пункт;
2) её второй пункт.
Приложение № 1
к Закону области
ПЕРЕЧЕНЬ
1. Пункт приложения.
"""


def act_of(text: str) -> Act:
    return linked(parse([plain(line) for line in text.strip().split("\n")]).act)


def links(act: Act, path: str) -> list[tuple[str, str]]:
    by_eid = {placed.eid: placed.path for placed in paths.walk(act)}
    unit = next(placed.unit for placed in paths.walk(act) if placed.path == path)
    return [
        (block.text[link.start : link.end], by_eid[link.eid])
        for block in (*unit.intro, *unit.wrap_up)
        if isinstance(block, Alinea)
        for link in block.links
    ]


def found(text: str) -> list[tuple[str, str]]:
    return links(act_of(LAW_TEXT.format(text=text)), "chapter:I/article:3/paragraph:1")


A1 = "chapter:I/article:1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Согласно пункту 2 части 1 статьи 1 настоящего Закона.",
            [("пункту 2 части 1 статьи 1", f"{A1}/paragraph:1/point:2")],
        ),
        (
            "Как сказано в подпункте «б» пункта 1 части 1 статьи 1 настоящего Закона.",
            [("подпункте «б» пункта 1 части 1 статьи 1", f"{A1}/paragraph:1/point:1/subpoint:б")],
        ),
        (
            "В подп. «а» п. 1 ч. 1 ст. 1 настоящего Закона.",
            [("подп. «а» п. 1 ч. 1 ст. 1", f"{A1}/paragraph:1/point:1/subpoint:а")],
        ),
        (
            "Частями 1 и 2 статьи 1 настоящего Закона.",
            [("Частями 1", f"{A1}/paragraph:1"), ("2", f"{A1}/paragraph:2")],
        ),
        (
            "Статьями 1–2.1 настоящего Закона.",
            [("Статьями 1", A1), ("2.1", "chapter:I/article:2.1")],
        ),
        (
            "В пункте 2 статьи 2 настоящего Закона.",
            [("пункте 2 статьи 2", "chapter:I/article:2/point:2")],
        ),
        (
            "Лица, названные в части 2 настоящей статьи.",
            [("части 2", "chapter:I/article:3/paragraph:2")],
        ),
        (
            "Согласно пункту 2 части 2 настоящей статьи.",
            [("пункту 2 части 2", "chapter:I/article:3/paragraph:2/point:2")],
        ),
        ("В главе I настоящего Закона.", [("главе I", "chapter:I")]),
        ("По приложению № 1 к настоящему Закону.", [("приложению № 1", "annex:1")]),
        (
            "Абзацем вторым части 1 статьи 1 настоящего Закона.",
            [("Абзацем вторым части 1 статьи 1", f"{A1}/paragraph:1")],
        ),
        # a bare reference, where nothing names another act
        ("Порядок установлен статьёй 2.1.", [("статьёй 2.1", "chapter:I/article:2.1")]),
        # an old drafter's «пункт» for what is shaped like a part
        (
            "Согласно пункту 2 статьи 1 настоящего Закона.",
            [("пункту 2 статьи 1", f"{A1}/paragraph:2")],
        ),
        # other acts
        ("Статьёй 2 Федерального закона от 21 июля 2014 года № 212-ФЗ.", []),
        ("Частью 1 статьи 1 Устава области.", []),
        ("Статьёй 1 указанного Закона области.", []),
        ("Пунктом 1 части 1 статьи 1 Закона Амурской области.", []),
        ("Частью 1 статьи 1 Градостроительного кодекса.", []),
        # nothing to find
        ("Статьёй 77 настоящего Закона.", []),
        ("Пунктом 9 части 1 статьи 1 настоящего Закона.", []),
        ("Частью 1 статьи 3 настоящего Закона.", []),  # the unit itself
        ("В 2026 году часть 5 средств.", []),
    ],
)
def test_what_a_reference_leads_to(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_rules_refer_to_their_points() -> None:
    act = act_of(
        "УТВЕРЖДЕНЫ\nпостановлением Правительства\nПРАВИЛА\n"
        "I. Общие положения\n1. Один.\n2. Два:\nа) буква;\n"
        "II. Порядок\n3. В случае, указанном в подпункте «а» пункта 2 настоящих Правил."
    )
    (link,) = links(act, "section:II/point:3")
    assert link == ("подпункте «а» пункта 2", "section:I/point:2/subpoint:а")


def test_numbers_in_an_annex_are_its_own() -> None:
    act = act_of(
        "Статья 1. Имя\n1. Часть.\n2. Часть.\nПриложение № 1\nк Закону\nПОРЯДОК\n"
        "1. Один.\n2. Согласно пункту 1 настоящего Порядка."
    )
    assert links(act, "annex:1/point:2") == [("пункту 1", "annex:1/point:1")]


def test_an_amending_act_speaks_of_another_one() -> None:
    act = act_of(
        "Статья 1\nВнести в Закон области следующие изменения:\n"
        "1) в статье 2 слова «а» заменить словами «б»;\n"
        "2) часть 1 статьи 1 признать утратившей силу.\n"
        "Статья 2\nДействие статьи 1 настоящего Закона не имеет обратной силы."
    )
    assert links(act, "article:1/point:1") == []
    assert links(act, "article:1/point:2") == []
    assert links(act, "article:2") == [("статьи 1", "article:1")]


def test_quoted_text_has_no_links() -> None:
    act = act_of(
        "Статья 1\nСтатью 3 изложить в следующей редакции:\n"
        "«Статья 3. Имя\nСогласно статье 1 настоящего Закона.».\nСтатья 2\nСлово."
    )
    assert "links" not in repr([u for u in act.units if u.number == "1"]).replace("links=()", "")


TOKENS = st.sampled_from(
    [
        *("пунктом", "частями", "статьи", "подпункта", "абзацем", "главой", "приложению"),
        *("1", "2", "2.1", "«а»", "I", "№ 1", "вторым", "1 и 2", "1–3", "5,"),
        *("настоящего Закона", "настоящей статьи", "настоящей части", "Закона области", "и", ";"),
    ]
)


@LAW
@given(st.lists(TOKENS, min_size=2, max_size=14))
def test_links_stand_in_the_text_and_lead_to_units(tokens: list[str]) -> None:
    act = act_of(LAW_TEXT.format(text="Согласно " + " ".join(tokens)))
    eids = {placed.eid for placed in paths.walk(act)}
    for placed in paths.walk(act):
        for block in (*placed.unit.intro, *placed.unit.wrap_up):
            if isinstance(block, Alinea):
                ends = 0
                for link in block.links:
                    assert ends <= link.start < link.end <= len(block.text)
                    assert link.eid in eids
                    ends = link.end


def test_akn_has_references() -> None:
    text = "Согласно пункту 2 части 1 статьи 1 настоящего Закона."
    assert (
        'Согласно <ref href="#art_1__para_1__point_2">пункту 2 части 1 статьи 1</ref> настоящего'
        in to_akn(act_of(LAW_TEXT.format(text=text)))
    )
