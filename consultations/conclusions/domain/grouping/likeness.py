"""How like two texts are that are not the same: what is offered to a person, never decided."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from consultations.conclusions.domain.grouping.lexicon import word_list
from consultations.conclusions.domain.grouping.passages import each_word, passages
from consultations.conclusions.domain.grouping.sentences import TOKEN
from consultations.conclusions.domain.grouping.words import Word, words_of

# Less than this of the weight of the shorter text in common is another thought.
ENOUGH: Final = 0.4
FEWEST_WORDS: Final = 2
_EMPTY: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "Apro"})
# Words of every proposal.
_COMMON: Final = word_list(
    """предлагать предложить просить считать быть мочь должный нужно надо необходимо весь свой
    который этот тот такой закон законопроект"""
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: its words that mean something by key, and the codes of the words that turn
    its sense (numbers, denials, directions)."""

    keys: frozenset[str]
    turns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 (nothing in common) to 1 (the same words); `shared` are keys of words in
    common; `is_turned`: numbers, denials or directions differ, so that the sense may be
    opposite."""

    key: int
    score: float
    shared: frozenset[str]
    is_turned: bool


@lru_cache(maxsize=20_000)
def said_in(text: str) -> Said:
    """What a text argues, as words without those that every text has."""
    words = list(each_word(passages(text, with_story=True)))
    return Said(
        frozenset(said.key for said in words if _means(said)),
        frozenset(said.code for said in words if said.code),
    )


def likest(
    text: str, candidates: Mapping[int, str], *, limit: int, enough: float = ENOUGH
) -> list[Likeness]:
    """The candidates (texts by key) that say most of what `text` says: the likest first, equally
    like ones in the order given. Nothing for a text of fewer words than FEWEST_WORDS that mean
    something.

    Words are weighed by how rare they are among the candidates; the weight in common is compared
    with that of the shorter text, so that a short remark is like a long proposal that repeats it.
    """
    mine = said_in(text)
    if len(mine.keys) < FEWEST_WORDS:
        return []
    theirs = {key: said_in(candidate) for key, candidate in candidates.items()}
    frequency = Counter(key for said in theirs.values() for key in said.keys)
    rarity = {key: math.log((1 + len(theirs)) / (1 + frequency[key])) + 1 for key in mine.keys}
    found = [
        _compared(key, mine, said, rarity, frequency, len(theirs)) for key, said in theirs.items()
    ]
    near = [likeness for likeness in found if likeness.score >= enough]
    return sorted(near, key=lambda likeness: -likeness.score)[:limit]


def marked(text: str, shared: frozenset[str]) -> list[tuple[str, bool]]:
    """The text in stretches, each with whether it is a word in common; together they are the
    text."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for found in TOKEN.finditer(text):
        if not any(said.key in shared for said in words_of(found[0])):
            continue
        if found.start() > end:
            parts.append((text[end : found.start()], False))
        parts.append((found[0], True))
        end = found.end()
    return [*parts, (text[end:], False)] if end < len(text) else parts


def _compared(
    key: int,
    mine: Said,
    theirs: Said,
    rarity: Mapping[str, float],
    frequency: Mapping[str, int],
    total: int,
) -> Likeness:
    shared = mine.keys & theirs.keys
    if len(shared) < FEWEST_WORDS:
        return Likeness(key, 0.0, shared, is_turned=False)
    own = sum(rarity.values())
    other = sum(math.log((1 + total) / (1 + frequency[word])) + 1 for word in theirs.keys)
    common = sum(rarity[word] for word in shared)
    # A few words that stand in a long text of one's own do not make it like.
    base = max(min(own, other), own / 2)
    return Likeness(key, min(1.0, common / base), shared, is_turned=mine.turns != theirs.turns)


def _means(said: Word) -> bool:
    if said.is_number:
        return True
    return not (said.grammemes & _EMPTY or said.key in _COMMON or len(said.key) < 3)
