from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.relevance.metric import mean, ndcg

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_an_example_worked_by_hand() -> None:
    """Found: b, x, a. Gains 3, 0, 7 at the places 1, 2, 3; at best 7, 3, 1."""
    found = 3 / log2(2) + 0 + 7 / log2(4)  # 6.5
    best = 7 / log2(2) + 3 / log2(3) + 1 / log2(4)  # 9.3928

    assert found == 6.5
    assert ndcg(["b", "x", "a"], GRADES) == pytest.approx(found / best)
    assert ndcg(["b", "x", "a"], GRADES) == pytest.approx(0.69202, abs=1e-5)


def test_the_best_order_is_one_and_nothing_found_is_zero() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == 1
    assert ndcg(["a", "b", "c", "d", "x"], GRADES) == 1
    assert ndcg([], GRADES) == 0
    assert ndcg(["x", "d"], GRADES) == 0


def test_places_after_the_cut_do_not_count() -> None:
    assert ndcg(["x", "x", "a"], GRADES, cut=2) == 0
    # Of twelve equally good documents ten fill the page.
    equal = {str(number): 2 for number in range(12)}
    assert ndcg([str(number) for number in range(10)], equal) == 1


def test_what_is_found_twice_gains_once() -> None:
    assert ndcg(["a", "a"], {"a": 3, "b": 3}) == ndcg(["a", "x"], {"a": 3, "b": 3})


def test_nothing_to_find_is_refused() -> None:
    with pytest.raises(ValueError, match="judged"):
        ndcg(["a"], {"a": 0})


def test_mean() -> None:
    assert mean([0.5, 1.0]) == 0.75
    assert mean([]) == 0


@given(st.permutations(["a", "b", "c", "d", "x", "y"]))
def test_never_outside_of_zero_and_one(found: list[str]) -> None:
    assert 0 <= ndcg(found, GRADES) <= 1 + 1e-9
