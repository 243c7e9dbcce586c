"""Which amendment is made of an answer."""

from typing import Any

import pytest

from consultations.amendments.domain.wording import Made, Manner, UnitText, made
from drafts.domain.lines import SourceLine, find_marker
from drafts.domain.quotes import find_regions, is_instruction

POINT = "chapter:II/article:5/paragraph:1/point:2"
ONE = UnitText(POINT, "2)", "", ("в срок десять дней.",))


def replaced(wording: str, **values: Any) -> Made:
    return made(Manner.REPLACE, UnitText(**{"path": POINT, "label": "2)"} | values), wording)


def added(wording: str, unit: UnitText = ONE, taken: frozenset[str] = frozenset()) -> Made:
    return made(Manner.ADD, unit, wording, taken=taken)


def test_a_new_wording_has_the_number_of_its_unit_once() -> None:
    for wording in ("иное правило;", "2) иное правило;", "иное правило"):
        words = replaced(wording, lines=("старое;",))
        assert words.text == (
            "Пункт 2 части 1 статьи 5 изложить в следующей редакции:\n«2) иное правило;»."
        )
        assert (words.original, words.resulting) == ("2) старое;", "2) иное правило;")
        assert words.place == "пункт 2 части 1 статьи 5"


def test_what_is_left_out_of_a_draft_is_not_repealed() -> None:
    words = made(Manner.REPEAL, UnitText("article:5", "Статья 5.", "Всё"), "")
    assert (words.text, words.resulting) == ("Статью 5 исключить.", "")


@pytest.mark.parametrize(
    ("unit", "wording", "text"),
    [
        (  # the name of an article that holds parts
            UnitText("article:5", "Статья 5.", "Порядок экспертизы", has_inner=True),
            "Порядок общественной экспертизы",
            "Наименование статьи 5 после слова «Порядок» дополнить словом «общественной».",
        ),
        (
            UnitText("article:5", "Статья 5.", "Порядок экспертизы", has_inner=True),
            "Как проводят слушания",
            (
                "Наименование статьи 5 изложить в следующей редакции:\n"
                "«Статья 5. Как проводят слушания»."
            ),
        ),
        (  # the lead of a list: the points stay
            UnitText(
                "article:5/paragraph:1", "1.", "", ("Орган вправе:",), has_inner=True, opening=1
            ),
            "Уполномоченный совет области обязан:",
            (
                "Абзац первый части 1 статьи 5 изложить в следующей редакции:\n"
                "«1. Уполномоченный совет области обязан:»."
            ),
        ),
        (  # a sentence does not take the place of the name
            UnitText("article:6", "Статья 6.", "Учет часов", ("Часы учитывает орган.",), opening=1),
            "Палата вправе проверить сведения.",
            (
                "Статью 6 изложить в следующей редакции:\n"
                "«Статья 6. Учет часов\nПалата вправе проверить сведения.»."
            ),
        ),
        (  # a whole article
            UnitText("article:5", "Статья 5.", "Порядок", has_inner=True),
            "Порядок\n1. Первое.\n2. Второе.",
            "Статью 5 изложить в следующей редакции:\n«Статья 5. Порядок\n1. Первое.\n2. Второе.».",
        ),
        (
            UnitText(
                "article:5/paragraph:1",
                "1.",
                "",
                ("Первое.", "Совет решает.", "Третье."),
                opening=3,
            ),
            "Первое.\nПалата решает.\nТретье.",
            "В абзаце втором части 1 статьи 5 слово «Совет» заменить словом «Палата».",
        ),
        (
            UnitText("article:5/paragraph:1", "1.", "", ("Первое.",), opening=1),
            "Первое.\nВторое.\nТретье.",
            "Часть 1 статьи 5 дополнить абзацами следующего содержания:\n«Второе.\nТретье.».",
        ),
        (  # a table among the lines: абзацы are not counted
            UnitText("article:5", "Статья 5.", "", ("Первое.", "а б"), is_plain=False, opening=2),
            "Иное.\nа б",
            "Статью 5 изложить в следующей редакции:\n«Статья 5. Иное.\nа б».",
        ),
    ],
)
def test_the_place_is_exact(unit: UnitText, wording: str, text: str) -> None:
    assert made(Manner.REPLACE, unit, wording).text == text


@pytest.mark.parametrize(
    ("wording", "text", "place"),
    [
        ("3) новое;", "Часть 1 статьи 5 дополнить пунктом 3", "пункт 3 части 1 статьи 5"),
        (
            "2.1) раз;\n2.2) два;",
            "Часть 1 статьи 5 дополнить пунктами 2.1 и 2.2",
            "пункты 2.1 и 2.2 части 1 статьи 5",
        ),
        (
            "а) новое;",
            "Пункт 2 части 1 статьи 5 дополнить подпунктом «а»",
            "подпункт «а» пункта 2 части 1 статьи 5",
        ),
        ("3. Новое.", "Статью 5 дополнить частью 3", "часть 3 статьи 5"),
        (
            "Статья 5.1. Реестр\n1. Реестр ведет Палата.",
            "Главу II дополнить статьей 5.1",
            "статья 5.1",
        ),
    ],
)
def test_new_units(wording: str, text: str, place: str) -> None:
    words = added(wording)
    assert words.text == f"{text} следующего содержания:\n«{wording}»."
    assert (words.original, words.resulting, words.place) == ("", wording, place)


def test_a_new_article_of_a_bill_without_chapters() -> None:
    words = added("Статья 9. Реестр", UnitText())
    assert words.text.startswith("Законопроект дополнить статьей 9 следующего содержания:")


def test_a_number_that_the_bill_has_already_is_no_new_unit() -> None:
    words = added("3) новое;", taken=frozenset({"chapter:II/article:5/paragraph:1/point:3"}))
    assert "абзацем" in words.text or "словами" in words.text
    assert words.place == "пункт 2 части 1 статьи 5"


@pytest.mark.parametrize(
    ("wording", "text", "resulting"),
    [
        (
            ", кроме жалоб",
            "Пункт 2 части 1 статьи 5 дополнить словами «, кроме жалоб».",
            "2) в срок десять дней, кроме жалоб.",
        ),
        (
            "Плата не взимается.",
            (
                "Пункт 2 части 1 статьи 5 дополнить предложением следующего содержания:\n"
                "«Плата не взимается.»."
            ),
            "2) в срок десять дней. Плата не взимается.",
        ),
        (
            "Первый абзац.\nВторой абзац.",
            (
                "Пункт 2 части 1 статьи 5 дополнить абзацами следующего содержания:\n"
                "«Первый абзац.\nВторой абзац.»."
            ),
            "2) в срок десять дней.\nПервый абзац.\nВторой абзац.",
        ),
        (  # the whole unit with the addition in it
            "в срок не более чем десять дней",
            "Пункт 2 части 1 статьи 5 после слова «срок» дополнить словами «не более чем».",
            "2) в срок не более чем десять дней.",
        ),
    ],
)
def test_additions_keep_the_text(wording: str, text: str, resulting: str) -> None:
    words = added(wording)
    assert (words.text, words.resulting) == (text, resulting)


def test_the_bill_as_a_whole_takes_the_wording_itself() -> None:
    words = made(Manner.REPLACE, UnitText(), "Заменить «а» на «б».")
    assert (words.text, words.place) == ("Заменить «а» на «б».", "законопроект в целом")


@pytest.mark.parametrize(
    "words",
    [
        replaced("иное правило по Закону «О правах»;", lines=("старое;",)),
        replaced("Порядок\n1. Первое.\n2. Второе.", path="article:5", label="Статья 5."),
        added("3) новое;"),
        added("Статья 5.1. Реестр\n1. Реестр ведет Палата.\n2. Форма свободная."),
    ],
)
def test_our_own_reader_of_bills_finds_the_quotation(words: Made) -> None:
    """What an instruction puts between its marks is what the parser of amending bills takes for
    the new text, to the last mark."""
    lines = [
        SourceLine(line, marker=find_marker(line) if line else None)
        for line in ["1) " + words.text[0].lower() + words.text[1:]][0].split("\n")
    ]
    assert is_instruction(lines[0].text)
    (region,) = find_regions(lines)
    assert (region.start, region.end, region.forced) == (1, len(lines) - 1, False)
    found = "\n".join(line.text for line in lines[region.start : region.end + 1])
    inside = found.removeprefix(region.opening).removesuffix(region.closing)
    assert inside.replace("„", "«").replace("“", "»") == words.resulting


@pytest.mark.parametrize("wording", ["в срок пять дней.", "в срок десять рабочих дней."])
def test_our_own_reader_of_bills_knows_the_instruction(wording: str) -> None:
    assert is_instruction(made(Manner.REPLACE, ONE, wording).text)
