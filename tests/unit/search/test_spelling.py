import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain import spelling
from search.domain.spelling import Candidate, Known, best, candidates, cost, replaced
from search.domain.words import stem

WORDS = ("тишина", "образование", "общественный", "закон", "учится", "доброволец", "палата", "дом",
         "экспертиза", "кошка", "ложка", "квартира")  # fmt: skip


SHELVES: dict[int, list[str]] = {}
for known in WORDS:
    spelling.shelve(known, SHELVES)


def meant(typed: str) -> str:
    found = candidates(typed, SHELVES)
    return found[0].word if found else ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("тишна", "тишина"),
        ("тишинв", "тишина"),
        ("тишнна", "тишина"),
        ("закно", "закон"),
        ("абразование", "образование"),
        ("обрзавание", "образование"),
        ("общественый", "общественный"),
        ("учиться", "учится"),
        ("эксперитза", "экспертиза"),
        ("квортера", "квартира"),
    ],
)
def test_what_was_meant(typed: str, expected: str) -> None:
    assert meant(typed) == expected


@pytest.mark.parametrize("typed", ["", "дма", "тш", "абракадабра", "15-8", "тишина5", "т" * 50])
def test_what_is_not_guessed(typed: str) -> None:
    assert meant(typed) == ""


def test_usual_slips_count_half() -> None:
    for typed, right in (("кашка", "кошка"), ("кощка", "кошка"), ("коошка", "кошка"),
                         ("окшка", "кошка"), ("конь", "кон"), ("крова", "крофа")):  # fmt: skip
        assert cost(typed, right) == 0.5, typed
    assert cost("кожка", "кошка") == 0.5
    assert cost("кошта", "кошка") == 1.0
    assert cost("кошка", "кошка") == 0.0


def test_the_nearest_then_the_most_frequent_and_forms_count_together() -> None:
    found = [Candidate("кошка", 1.0), Candidate("кошки", 1.0), Candidate("ложка", 1.0),
             Candidate("мошка", 2.0)]  # fmt: skip
    known = [Known("кошка", "кошк", 4), Known("кошки", "кошк", 3), Known("ложка", "ложк", 6),
             Known("мошка", "мошк", 99)]  # fmt: skip
    assert best(found, known) == Known("кошка", "кошк", 7)
    assert best(found, [known[3]]) == known[3]
    assert best(found, []) is None


def test_only_the_word_is_replaced() -> None:
    text = 'Статья:5 «Тишна ночью» -ТИШНА тишну автор:"Тишнин"'
    by = {stem("тишна"): "тишина"}
    assert replaced(text, by) == ('Статья:5 «Тишина ночью» -ТИШИНА тишина автор:"Тишнин"')
    assert replaced(text, {}) == text


letters = st.text("абвгдеиоу", max_size=9)


@given(letters, letters)
def test_the_cost_is_the_same_both_ways_and_nothing_for_the_same(one: str, other: str) -> None:
    assert cost(one, other) == cost(other, one)
    assert (cost(one, other) == 0) == (one == other)
    assert cost(one, other) <= max(len(one), len(other))
