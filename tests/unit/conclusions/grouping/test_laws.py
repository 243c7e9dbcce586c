"""What holds for any texts: no order matters, nothing is ever split, like is like both ways."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.conclusions.domain.grouping import (
    Grouper,
    group_texts,
    is_same,
    text_print,
)
from tests.unit.conclusions.grouping.labelled import campaigns, texts

_NEAR = [text.text for members in list(campaigns().values())[:40] for text in members]
_WORDS = ("увеличить", "увелчить", "уменьшить", "срок", "срко", "до", "30", "10", "дней", "не", "!")
_made = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)
_texts = st.lists(st.one_of(st.sampled_from(_NEAR), _made), min_size=1, max_size=14)


def _parts(groups: list[list[object]]) -> set[frozenset[object]]:
    return {frozenset(group) for group in groups}


@settings(deadline=None)
@given(_texts, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(said: list[str], shuffler: random.Random) -> None:
    rows = [(key, text, "article:1") for key, text in enumerate(said)]
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    assert _parts(group_texts(rows)) == _parts(group_texts(shuffled))


@settings(deadline=None)
@given(_texts)
def test_one_more_text_never_splits_a_group(said: list[str]) -> None:
    grouper = Grouper()
    before: list[list[object]] = []
    for key, text in enumerate(said):
        grouper.add(key, text)
        after = _parts(grouper.groups())
        assert all(any(group <= now for now in after) for group in _parts(before))
        before = grouper.groups()


@settings(deadline=None)
@given(st.sampled_from(_NEAR), st.one_of(st.sampled_from(_NEAR), _made))
def test_sameness_is_symmetric(one: str, two: str) -> None:
    first, second = text_print(one), text_print(two)
    assert is_same(first, second) == is_same(second, first)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    made = text_print(text)
    assert is_same(made, made) == bool(made.sentences)


def test_the_whole_set_in_another_order() -> None:
    rows = [(text.id, text.text, text.provision) for text in texts()]
    assert _parts(group_texts(rows)) == _parts(group_texts(rows[::-1]))
