"""A selection is found where it was made, and again after the text around it was edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.comments.domain.anchors import Anchor, find_anchor, make_anchor

TEXT = (
    "Решение принимается в течение месяца. Жалоба подаётся\nв течение месяца со дня получения "
    "решения «по существу»."
)
SECOND = TEXT.index("в течение месяца", 30)


def anchor(words: str, at: int | None = None) -> Anchor:
    found = make_anchor(TEXT, words, at)
    assert found is not None
    return found


def test_the_first_place_unless_it_is_told_which() -> None:
    assert anchor("в течение месяца").start == 20
    assert anchor("в течение месяца", at=60).start == SECOND
    assert anchor("в течение месяца", at=60).prefix.endswith("Жалоба подаётся\n")


def test_spaces_of_a_copy_may_differ() -> None:
    found = anchor("  Жалоба подаётся в\u00a0течение ")
    assert found.exact == "Жалоба подаётся\nв течение"
    assert anchor("«по существу»").exact == "по существу"


@pytest.mark.parametrize("words", ["", " \n ", "чужие слова", "Решение решение"])
def test_words_that_are_not_there(words: str) -> None:
    assert make_anchor(TEXT, words) is None


def test_found_again_after_words_were_added_before() -> None:
    second = anchor("в течение месяца", at=SECOND)
    edited = "Новое начало, и длинное. " + TEXT
    assert find_anchor(edited, second) == SECOND + 25


def test_of_two_places_the_surroundings_decide() -> None:
    second = anchor("в течение месяца", at=SECOND)
    swapped = "Жалоба подаётся\nв течение месяца со дня получения. Затем в течение месяца."
    assert find_anchor(swapped, second) == 16


def test_gone_when_the_words_themselves_were_changed() -> None:
    assert find_anchor(TEXT.replace("месяца", "двух месяцев"), anchor("в течение месяца")) is None


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 60), st.integers(1, 30))
def test_an_insertion_elsewhere_never_loses_it(
    text: str, inserted: str, start: int, length: int
) -> None:
    words = text[start : start + length]
    made = make_anchor(text, words, start)
    if made is None:
        assert not words.strip(" \t\n\u00a0«»\"'").split()
        return
    assert text[made.start : made.end] == made.exact
    assert find_anchor(text, made) is not None
    moved = find_anchor(inserted + text, made)
    assert moved is not None
    assert (inserted + text)[moved : moved + len(made.exact)] == made.exact
