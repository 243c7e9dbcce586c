"""What the index gets of a text, and what it is asked for."""

import pytest

from search.backends.elastic.texts import STOP_WORDS, asked, fed
from search.domain.words import snowball, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Учёт предложений", "учет предложений"),
        ("порядок, порядка", "порядк порядка"),
        ("добровольцев", "добровольцев"),
        ("права человека", "права человкx"),
        ("№ 15-8", "15x8x 15 8"),
        ("статья 5.1", "статья 5x1x 5 1"),
        ("Excel", "excelx"),
        ("法", "x6cd5xx"),
        ("", ""),
    ],
)
def test_a_text_as_the_analyzer_gets_it(text: str, expected: str) -> None:
    assert fed(text) == expected


def test_a_term_is_asked_for_as_the_index_has_it() -> None:
    assert asked("предложен") == "предложен"
    assert asked("15x8") == "15x8x"
    assert asked("человк") == "человкx"


@pytest.mark.parametrize(
    "word", ["порядок", "участок", "человек", "доброволец", "владелец", "перечень", "уровень",
             "корень", "земель"],
)  # fmt: skip
def test_stems_that_we_mend_are_left_as_they_are(word: str) -> None:
    assert snowball(word) != stem(word)
    assert snowball(stem(word)) == stem(word)


def test_no_word_of_the_list_is_fed_as_it_is() -> None:
    for word in STOP_WORDS.split():
        assert fed(word) == asked(stem(word))
        assert fed(word) not in STOP_WORDS.split()


def test_a_very_long_word_stays_one_token() -> None:
    assert len(fed("я" * 5000)) < 255
    assert len(fed("法" * 5000)) < 255
    assert fed("я" * 5000) == asked(stem("я" * 5000))
