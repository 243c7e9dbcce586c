"""nDCG: how near the order of a list is to the best one that its judgments allow."""

from collections.abc import Collection, Mapping, Sequence
from math import log2
from typing import Final

CUT: Final = 10


def ndcg(found: Sequence[str], grades: Mapping[str, int], cut: int = CUT) -> float:
    """From 0 to 1. Gain 2^grade − 1, divided by log2(place + 1); what has no grade gains nothing,
    nor does what is found a second time. Raises ValueError if no grade is above zero."""
    best = _dcg(sorted(grades.values(), reverse=True)[:cut])
    if not best:
        raise ValueError("Nothing is judged relevant.")
    return _dcg(_gained(found[:cut], grades)) / best


def mean(values: Collection[float]) -> float:
    """The average; of nothing it is zero."""
    return sum(values) / len(values) if values else 0.0


def _gained(found: Sequence[str], grades: Mapping[str, int]) -> list[int]:
    seen: set[str] = set()
    gained = []
    for key in found:
        gained.append(0 if key in seen else grades.get(key, 0))
        seen.add(key)
    return gained


def _dcg(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))
