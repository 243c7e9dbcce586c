"""Numbers: written, normalised, ordered."""

import pytest

from drafts.domain import numbering
from drafts.domain.lines import find_marker
from drafts.domain.numbering import Shape


@pytest.mark.parametrize(
    ("written", "text", "parts"),
    [
        ("5", "5", ((5,),)),
        ("5.1", "5.1", ((5,), (1,))),
        ("5¹", "5.1", ((5, 1),)),
        ("5^1", "5.1", ((5, 1),)),
        ("5_1", "5.1", ((5, 1),)),
        ("36.12-1", "36.12-1", ((36,), (12, 1))),
        ("36¹²⁻¹", "36.12-1", ((36, 12, 1),)),
        ("148⁵³", "148.53", ((148, 53),)),
        ("1.2.3", "1.2.3", ((1,), (2,), (3,))),
    ],
)
def test_arabic(written: str, text: str, parts: tuple[tuple[int, ...], ...]) -> None:
    number = numbering.arabic(written)
    assert number is not None
    assert (number.text, number.parts) == (text, parts)


def test_a_monstrous_number_is_none() -> None:
    assert numbering.arabic("1" * 5000) is None
    assert numbering.arabic("¹") is None


@pytest.mark.parametrize(
    ("written", "text", "value"),
    [("I", "I", (1,)), ("XV", "XV", (15,)), ("XV¹", "XV.1", (15, 1)), ("ХХ", "XX", (20,))],
)
def test_roman(written: str, text: str, value: tuple[int, ...]) -> None:
    number = numbering.roman(written)
    assert number is not None
    assert (number.text, number.key) == (text, value)


@pytest.mark.parametrize("written", ["IIII", "VX", "ABC", "", "IC"])
def test_not_roman(written: str) -> None:
    assert numbering.roman(written) is None


@pytest.mark.parametrize(
    ("written", "text", "key"),
    [
        ("а", "а", (1,)),
        ("a", "а", (1,)),
        ("c", "с", (17,)),
        ("д¹", "д.1", (5, 1)),
        ("а.1", "а.1", (1, 1)),
        ("е1", "е.1", (6, 1)),
        ("ё", "ё", (6, 1)),
        ("й", "й", (9, 1)),
    ],
)
def test_letters(written: str, text: str, key: tuple[int, ...]) -> None:
    number = numbering.letter(written)
    assert number is not None
    assert (number.text, number.key) == (text, key)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((5,), (6,), True),
        ((5,), (5, 1), True),
        ((5, 1), (5, 2), True),
        ((5, 2), (6,), True),
        ((5, 1, 1), (5, 2), True),
        ((5,), (5, 2), False),
        ((5,), (7,), False),
        ((6,), (5,), False),
        ((5, 1), (7,), False),
    ],
)
def test_succession(before: tuple[int, ...], after: tuple[int, ...], expected: bool) -> None:
    assert numbering.succeeds(before, after) is expected


@pytest.mark.parametrize(
    ("written", "before", "following", "expected"),
    [
        (51, (5,), 6, (5, 1)),
        (52, (5, 1), 6, (5, 2)),
        (171, (17,), 18, (17, 1)),
        (1031, (103,), 104, (103, 1)),
        (51, (50,), 52, ()),
        (51, (5,), 52, (5, 1)),
        (6, (5,), 7, ()),
        (11, (1,), 2, (1, 1)),
        (11, (10,), 12, ()),
        (50, (5,), 6, ()),
        (41, (4,), None, (4, 1)),
        (20, (2,), 3, ()),
    ],
)
def test_lost_superscripts(
    written: int, before: tuple[int, ...], following: int | None, expected: tuple[int, ...]
) -> None:
    assert numbering.unflatten(written, before, following) == expected


@pytest.mark.parametrize(
    ("before", "after", "skipped"),
    [(1, 2, ""), (7, 9, "з"), (9, 10, ""), (13, 15, ""), (1, 4, "бв")],
)
def test_gaps_between_letters(before: int, after: int, skipped: str) -> None:
    assert numbering.skipped_letters(before, after) == skipped


@pytest.mark.parametrize(
    ("line", "shape", "number", "rest"),
    [
        ("Статья 5. Полномочия", Shape.ARTICLE, "5", "Полномочия"),
        ("СТАТЬЯ 5", Shape.ARTICLE, "5", ""),
        ("Статья 5 Полномочия", Shape.ARTICLE, "5", "Полномочия"),
        ("Статья 5.1.Реестр", Shape.ARTICLE, "5.1", "Реестр"),
        ("Статья 36.12-1. Имя", Shape.ARTICLE, "36.12-1", "Имя"),
        ("Статья 7 (утратила силу)", Shape.ARTICLE, "7", "(утратила силу)"),
        ("Глава II. Основы", Shape.CHAPTER, "II", "Основы"),
        ("Глава 7¹", Shape.CHAPTER, "7.1", ""),
        ("РАЗДЕЛ ПЕРВЫЙ", Shape.SECTION, "ПЕРВЫЙ", ""),
        ("Раздел XV¹. Сбор", Shape.SECTION, "XV.1", "Сбор"),
        ("Подраздел 1. Общее", Shape.SUBSECTION, "1", "Общее"),
        ("ЧАСТЬ ВТОРАЯ", Shape.PART, "ВТОРАЯ", ""),
        ("§ 2. Сделки", Shape.DIVISION, "2", "Сделки"),
        ("IV. ПРАВА", Shape.SECTION, "IV", "ПРАВА"),
        ("1. Совет", Shape.DOT, "1", "Совет"),
        ("1.Совет", Shape.DOT, "1", "Совет"),
        ("2¹. Совет", Shape.DOT, "2.1", "Совет"),
        ("1.1. Совет", Shape.DOT, "1.1", "Совет"),
        ("15.1 Лица", Shape.DOT, "15.1", "Лица"),
        ("2.1) лица", Shape.PAREN, "2.1", "лица"),
        ("10) лица", Shape.PAREN, "10", "лица"),
        ("а.1) лица", Shape.LETTER, "а.1", "лица"),
        ("е¹) лица", Shape.LETTER, "е.1", "лица"),
        ("a) лица", Shape.LETTER, "а", "лица"),
    ],
)
def test_labels(line: str, shape: Shape, number: str, rest: str) -> None:
    marker = find_marker(line)
    assert marker is not None
    assert (marker.shape, marker.number.text, marker.rest) == (shape, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "1 января 2026 года",
        "01.01.2020. Начало",
        "5 процентов",
        "Статья 5 Федерального закона",
        "Статью 5 изложить",
        "Статьи 24 и 25 исключить.",
        "Часть 2 статьи 5 изложить",
        "Глава администрации",
        "Раздел имущества",
        "В. Петров",
        "С. Петров",
        "2007 год",
        "часть 1 статьи 2",
        "№ 5.",
    ],
)
def test_no_labels(line: str) -> None:
    assert find_marker(line) is None
