"""One post twice is one post; anything else is another."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.comments.domain.fingerprint import fingerprint

WORDS = st.text(alphabet="абвгдеёжзй АБВ\n\t", min_size=1, max_size=30)
BASE = {"person": "p" * 64, "place": "1:2", "texts": ("amend", "Срок мал.", "Десять дней")}


def mark(**changes: object) -> str:
    return fingerprint(**(BASE | changes))  # type: ignore[arg-type]


def test_it_is_a_hash_and_nothing_of_the_text() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", mark())


@given(WORDS)
def test_case_and_spaces_do_not_matter(text: str) -> None:
    same = mark(texts=("amend", text, ""))
    assert mark(texts=("amend", text.upper().lower(), "")) == same
    assert mark(texts=("amend", f"  {text}\n", "")) == same
    assert mark(texts=("amend", "  ".join(text.split(" ")), "")) == same


def test_composed_and_decomposed_letters_are_one() -> None:
    assert mark(texts=("a", "Мой край", "")) == mark(texts=("a", "Мои\u0306 краи\u0306", ""))


@pytest.mark.parametrize(
    "change",
    [
        {"person": "q" * 64},
        {"place": "1:3"},
        {"texts": ("delete", "Срок мал.", "Десять дней")},
        {"texts": ("amend", "Срок велик.", "Десять дней")},
        {"texts": ("amend", "Срок мал.", "Пять дней")},
        {"texts": ("amend", "Срок мал. Десять дней", "")},
        {"texts": ("amend", "Срокмал.", "Десять дней")},
    ],
)
def test_another_person_place_or_text_is_another_post(change: dict[str, object]) -> None:
    assert mark(**change) != mark()


@given(st.tuples(WORDS, WORDS), st.tuples(WORDS, WORDS))
def test_words_do_not_move_between_fields(one: tuple[str, str], other: tuple[str, str]) -> None:
    def plain(texts: tuple[str, str]) -> list[str]:
        return [" ".join(text.casefold().split()) for text in texts]

    is_same = plain(one) == plain(other)
    assert (mark(texts=one) == mark(texts=other)) == is_same
