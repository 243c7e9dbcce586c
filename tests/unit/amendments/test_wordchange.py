"""Changes of a few words: whoever follows the instruction gets the expected wording."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.amendments.domain.quoting import unquoted
from consultations.amendments.domain.wordchange import MAX_OLD_WORDS, Deed, find_change, tidy
from consultations.amendments.domain.wording import Made, Manner, UnitText, made

POINT = "article:5/paragraph:1/point:2"
LINE = "рассматривает обращения в срок десять дней со дня поступления;"

_NAMES = "слов(?:о|а|ам?|ами|ом)|цифр(?:у|ы|ами|ой)"
_REPLACE = re.compile(rf"^В .+? (?:{_NAMES}) «(.+)» заменить (?:{_NAMES}) «(.+)»\.$", re.DOTALL)
_DELETE = re.compile(rf"^В .+? (?:{_NAMES}) «(.+)» исключить\.$")
_INSERT = re.compile(
    r"^.+? после (?:слова|слов|цифры|цифр) «(.+)» дополнить (?:словом|словами|цифрой|цифрами) "
    r"«(.+)»\.$"
)
_APPEND = re.compile(r"^.+? дополнить (?:словом|словами|цифрой|цифрами) «(.+)»\.$")
_SENTENCE = re.compile(r"^.+? дополнить предложени(?:ем|ями) следующего содержания:\n«(.+)»\.$")
_WHOLE = re.compile(r"^.+? изложить в следующей редакции:\n«(.+)»\.$", re.DOTALL)


def spaced(words: str) -> str:
    return words if words[0] in ".,;:!?)»“”" else f" {words}"


def follow(instruction: str, text: str) -> str:
    """Does what an instruction says, knowing nothing but the text: as a reader of the table."""
    if found := _SENTENCE.match(instruction):
        return text + spaced(unquoted(found[1]))
    if found := _WHOLE.match(instruction):
        return found[1]
    if found := _REPLACE.match(instruction):
        old, new = unquoted(found[1]), unquoted(found[2])
        assert len(text.split(old)) == 2, "not once"
        return text.replace(old, new)
    if found := _DELETE.match(instruction):
        before, after = text.split(unquoted(found[1]))
        return before.rstrip() + after if before else after.lstrip()
    if found := _INSERT.match(instruction):
        old = unquoted(found[1])
        before, after = text.split(old)
        return f"{before}{old}{spaced(unquoted(found[2]))}{after}"
    found = _APPEND.match(instruction)
    assert found is not None, instruction
    end = len(text) - (text[-1:] in tuple(".;:,!?"))
    return text[:end] + spaced(unquoted(found[1])) + text[end:]


def amendment(expected: str, line: str = LINE) -> Made:
    return made(Manner.REPLACE, UnitText(POINT, "", "", (line,)), expected)


@pytest.mark.parametrize(
    ("expected", "instruction"),
    [
        (
            "рассматривает обращения в срок пять дней со дня поступления;",
            "В пункте 2 части 1 статьи 5 слово «десять» заменить словом «пять».",
        ),
        (
            "рассматривает обращения в срок пять рабочих дней со дня поступления;",
            "В пункте 2 части 1 статьи 5 слово «десять» заменить словами «пять рабочих».",
        ),
        (
            "рассматривает обращения в срок 5 дней со дня поступления;",
            "В пункте 2 части 1 статьи 5 слово «десять» заменить цифрой «5».",
        ),
        (
            "рассматривает обращения в срок десять рабочих дней со дня поступления;",
            "Пункт 2 части 1 статьи 5 после слова «десять» дополнить словом «рабочих».",
        ),
        (
            "рассматривает обращения в срок десять дней;",
            "В пункте 2 части 1 статьи 5 слова «со дня поступления» исключить.",
        ),
        (
            "рассматривает обращения в срок десять дней со дня поступления, кроме жалоб;",
            "Пункт 2 части 1 статьи 5 дополнить словами «, кроме жалоб».",
        ),
        (
            "Палата рассматривает обращения в срок десять дней со дня поступления;",
            (
                "В пункте 2 части 1 статьи 5 слово «рассматривает» заменить словами "
                "«Палата рассматривает»."
            ),
        ),
        (  # the closing mark is that of the unit
            "рассматривает обращения в срок десять дней со дня регистрации",
            "В пункте 2 части 1 статьи 5 слово «поступления» заменить словом «регистрации».",
        ),
    ],
)
def test_the_words_of_an_instruction(expected: str, instruction: str) -> None:
    assert amendment(expected).text == instruction


@pytest.mark.parametrize(
    ("line", "expected", "instruction"),
    [
        (
            "от 30 дней до 30 суток.",
            "от 30 дней до 45 суток.",
            "слова «30 суток» заменить словами «45 суток».",
        ),
        ("в срок 30 дней.", "в срок 15 дней.", "цифры «30» заменить цифрами «15»."),
        (
            "дети и внуки детей.",
            "дети и правнуки детей.",
            "слово «внуки» заменить словом «правнуки».",
        ),
        (
            "не позднее дня, следующего за днем подачи.",
            "не позднее третьего дня, следующего за днем подачи.",
            "после слова «позднее» дополнить словом «третьего».",
        ),
        (
            "Заявка подается. Форма заявки свободная.",
            "Заявка подается. Форма заявки свободная. Плата не взимается.",
            "дополнить предложением следующего содержания:\n«Плата не взимается.».",
        ),
        (
            "по Закону «О правах» и уставу.",
            "по Закону «О льготах» и уставу.",
            "слово «правах» заменить словом «льготах».",
        ),
        (
            "по закону и уставу.",
            "по закону «О льготах» и уставу.",
            "после слова «закону» дополнить словами «„О льготах“».",
        ),
    ],
)
def test_quoted_words_stand_in_the_text_once(line: str, expected: str, instruction: str) -> None:
    words = amendment(expected, line)
    assert words.text.endswith(instruction)
    assert follow(words.text, line) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "совершенно другой порядок;",
        # Words and a sentence.
        "рассматривает обращения в срок десять дней со дня поступления. Отказ обоснован;",
        # Two changes far from each other.
        "рассмотрит обращения в срок десять дней со дня регистрации;",
        f"рассматривает обращения {'весьма ' * 25}в срок десять дней со дня поступления;",
    ],
)
def test_more_than_a_few_words_are_written_in_full(expected: str) -> None:
    assert find_change(LINE, expected) is None
    words = amendment(expected)
    assert words.text.startswith("Пункт 2 части 1 статьи 5 изложить в следующей редакции:\n«")
    assert words.resulting == expected.strip()


def test_words_that_stand_elsewhere_in_the_place_are_widened() -> None:
    change = find_change("Совет решает.", "Палата решает.", around="Состав: Совет области.")
    assert change is not None
    assert (change.deed, change.old, change.new) == (
        Deed.REPLACE,
        "Совет решает",
        "Палата решает",
    )


_WORD = st.sampled_from(
    [
        "срок",
        "день",
        "дня",
        "дней",
        "пять",
        "десять",
        "30",
        "5",
        "30,5",
        "не",
        "совет",
        "Совета",
        "«О",
        "правах»",
        "статья",
        "ё",
        "„а“",
        "(",
        ")",
        "№",
        ",",
        ".",
        "рабочих-дней",
        "𝔸😀",
        "слова",
        "заменить",
    ]
)
_TEXT = st.lists(_WORD, min_size=1, max_size=14).map(" ".join)


@given(before=_TEXT, old=_TEXT, new=_TEXT, after=_TEXT)
def test_following_the_instruction_gives_the_wording(
    before: str, old: str, new: str, after: str
) -> None:
    line = tidy(f"{before} {old} {after}.")
    expected = tidy(f"{before} {new} {after}.")
    words = amendment(expected, line)
    change = find_change(line, expected)
    if change is not None:
        assert follow(words.text, line) == expected
        assert len(change.old.split()) <= MAX_OLD_WORDS
    assert words.resulting == expected


@given(line=st.text(max_size=60), expected=st.text(min_size=1, max_size=60))
def test_no_text_breaks_it(line: str, expected: str) -> None:
    line, expected = tidy(line), tidy(expected)
    change = find_change(line, expected)
    if change is not None:
        found = made(Manner.REPLACE, UnitText(POINT, "", "", (line,)), expected)
        assert found.original == line
