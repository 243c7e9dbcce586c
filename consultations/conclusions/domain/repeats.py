"""Which of many answers repeat one another: the same words in any order, or one or two of them
changed. A text that leads to another answer by its number («см. ответ на предложение № 12») is no
repetition: it is said openly."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeVar
from zlib import crc32

from consultations.conclusions.domain.substance import Saying, saying

K = TypeVar("K", bound=Hashable)

# From so many words on, one and two changed words leave the text what it was.
_ONE_MAY_CHANGE, _TWO_MAY_CHANGE = 8, 16
# Of those with which a text has a part in common; a boilerplate is found among the first of them.
_MOST_COMPARED: Final = 40
_KEPT: Final = 20_000


def repeats(texts: Mapping[K, str]) -> dict[K, tuple[K, ...]]:
    """For each text that another one repeats, the keys of those others, in the order given; texts
    without words and open references are left out. A text is compared with a limited number of
    those that have a part in common with it, so the time grows with their number, not its square.
    """
    sayings = {key: saying(text) for key, text in texts.items()}
    read = {key: said for key, said in sayings.items() if said.keys and not said.is_pointer}
    order = {key: place for place, key in enumerate(read)}
    found: dict[K, set[K]] = {}
    for one, other in _pairs(read):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {key: tuple(sorted(same, key=order.__getitem__)) for key, same in found.items()}


def may_change(size: int) -> int:
    """How many words of a text of that length may differ in its repetition."""
    return (size >= _ONE_MAY_CHANGE) + (size >= _TWO_MAY_CHANGE)


def _pairs(sayings: Mapping[K, Saying]) -> Iterator[tuple[K, K]]:
    """Those that say the same are together already: only one of each sort is compared."""
    alike: dict[tuple[str, ...], list[K]] = {}
    for key, said in sayings.items():
        alike.setdefault(said.keys, []).append(key)
    for keys in alike.values():
        yield from pairwise(keys)
    shelves: dict[int, list[tuple[str, ...]]] = {}
    for words in alike:
        for place in _places(words):
            beside = shelves.setdefault(place, [])
            for other in beside[-_MOST_COMPARED:]:
                if _is_near(words, other):
                    yield alike[words][0], alike[other][0]
            beside.append(words)


@lru_cache(maxsize=_KEPT)
def _places(words: tuple[str, ...]) -> tuple[int, ...]:
    """Numbers of the parts of a text, such that two near ones have at least one in common: a
    changed word is in one part of each text, so that it spoils two of them at most."""
    size = len(words)
    found = []
    for allowed in {may_change(size), may_change(size - 2)} - {0}:
        parts = 2 * allowed + 1
        shares: list[list[str]] = [[] for _part in range(parts)]
        for key in words:
            shares[_number(key) % parts].append(key)
        found += [hash((parts, part, *share)) for part, share in enumerate(shares)]
    return tuple(found)


@lru_cache(maxsize=_KEPT)
def _number(key: str) -> int:
    return crc32(key.encode())


def _is_near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    allowed = may_change(min(len(one), len(other)))
    if not allowed or abs(len(one) - len(other)) > allowed:
        return False
    left, right = Counter(one), Counter(other)
    return (left - right).total() <= allowed and (right - left).total() <= allowed
