"""How much two short texts say the same: stems that both have, weighed by how rare they are."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

# Less than this of the weight of the shorter text in common is another thought.
ENOUGH: Final = 0.4
FEWEST_WORDS: Final = 3
_WORD: Final = re.compile(r"[а-яa-z0-9]+")
_COMMON: Final = frozenset(
    [
        "а",
        "без",
        "более",
        "бы",
        "был",
        "была",
        "были",
        "было",
        "быть",
        "в",
        "вам",
        "вас",
        "весь",
        "во",
        "вот",
        "все",
        "всего",
        "всех",
        "вы",
        "где",
        "да",
        "даже",
        "для",
        "до",
        "его",
        "ее",
        "если",
        "есть",
        "еще",
        "же",
        "за",
        "здесь",
        "и",
        "из",
        "или",
        "им",
        "их",
        "к",
        "как",
        "ко",
        "когда",
        "кто",
        "ли",
        "либо",
        "мне",
        "может",
        "мы",
        "на",
        "над",
        "надо",
        "наш",
        "не",
        "него",
        "нее",
        "нет",
        "ни",
        "них",
        "но",
        "ну",
        "о",
        "об",
        "однако",
        "он",
        "она",
        "они",
        "оно",
        "от",
        "очень",
        "по",
        "под",
        "при",
        "с",
        "со",
        "так",
        "также",
        "такой",
        "там",
        "те",
        "тем",
        "то",
        "того",
        "тоже",
        "той",
        "только",
        "том",
        "ты",
        "у",
        "уже",
        "хотя",
        "чего",
        "чей",
        "чем",
        "что",
        "чтобы",
        "чье",
        "эта",
        "эти",
        "это",
        "этот",
        "я",
    ]
)
_stemmer: Final = snowballstemmer.stemmer("russian")


@dataclass(frozen=True, slots=True)
class Match:
    """`score` from 0 (nothing in common) to 1 (the same words); `key` is the candidate's."""

    key: int
    score: float


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """What a text says, as stems of its words without those that every text has."""
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def most_similar(text: str, candidates: Mapping[int, frozenset[str]], *, limit: int) -> list[Match]:
    """The candidates (stems by key) that say most of what `text` says, the likest first, equally
    like ones by key. Nothing for a text of fewer than FEWEST_WORDS words that mean something.

    A number is a word like others: «30 дней» and «10 дней» differ in the rarest of theirs.
    """
    wanted = stems(text)
    if len(wanted) < FEWEST_WORDS:
        return []
    frequency = Counter(stem for said in candidates.values() for stem in said & wanted)
    weights = {stem: math.log(1 + len(candidates) / (1 + frequency[stem])) + 1 for stem in wanted}
    found = [Match(key, _score(wanted, said, weights)) for key, said in candidates.items()]
    enough = [match for match in found if match.score >= ENOUGH]
    return sorted(enough, key=lambda match: (-match.score, match.key))[:limit]


def _score(wanted: frozenset[str], said: frozenset[str], weights: Mapping[str, float]) -> float:
    """The weight in common against that of the shorter of both; a short remark that repeats a part
    of a long proposal is like it, but two texts with few words in common are not."""
    shared = wanted & said
    if len(shared) < FEWEST_WORDS:
        return 0.0
    total = sum(weights.values())
    common = sum(weights[stem] for stem in shared)
    length = min(1.0, len(said) / len(wanted))
    return min(1.0, common / (total * max(length, 0.5)))
