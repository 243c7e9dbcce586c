"""Laws of the word-level comparison."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.web.redline import Segment, redline

WORDS = ["совет", "Совет", "в", "течение", "десяти", "двадцати", "дней", ",", ".", " ", "  ", "\n"]
texts = st.lists(st.sampled_from(WORDS), max_size=25).map("".join) | st.text(max_size=60)


def joined(segments: tuple[Segment, ...], *operations: str) -> str:
    return "".join(s.text for s in segments if s.operation in operations)


@given(texts, texts)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    segments = redline(old, new)
    assert joined(segments, "equal", "delete") == old
    assert joined(segments, "equal", "insert") == new


@given(texts, texts)
def test_no_empty_segment_and_no_two_neighbours_of_one_kind(old: str, new: str) -> None:
    segments = redline(old, new)
    assert all(s.text for s in segments)
    pairs = pairwise(segments)
    assert all(a.operation != b.operation for a, b in pairs)


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert redline(text, text) == ((Segment("equal", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "в течение десяти дней",
            "в течение двадцати дней",
            [("equal", "в течение "), ("delete", "десяти"), ("insert", "двадцати"),
             ("equal", " дней")],
        ),
        # whole words: a common stem is not cut out of the middle
        ("законом", "законами", [("delete", "законом"), ("insert", "законами")]),
        # a space that survives between two changed words belongs to the change
        (
            "на четыре года",
            "сроком пять лет",
            [("delete", "на четыре года"), ("insert", "сроком пять лет")],
        ),
        ("", "новый", [("insert", "новый")]),
    ],
)  # fmt: skip
def test_changes_are_read_as_phrases(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert [(s.operation, s.text) for s in redline(old, new)] == expected
