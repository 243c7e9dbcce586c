"""How well a found document fits: the same for every index, reckoned from the stems of its texts.

BM25F: what title, body and context have of a word counts together before it is weakened, rare words
more than frequent ones, short bodies more than long ones; then how many of the words a document
has, and how near they stand to one another.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from search.domain.clauses import Clause, Field, Phrase, Query
from search.domain.weights import Weights

# Places of a word that are compared with those of its neighbour.
_MAX_PLACES: Final = 50
_LEAST_NORM: Final = 0.1


@dataclass(frozen=True, slots=True)
class Texts:
    """The stems of a document as they are indexed, what its kind is worth, its law, the units that
    it stands in (search.domain.clauses.unit_terms), and whether it is the last of them."""

    title: str
    body: str
    context: str
    boost: float = 1.0
    law: str = ""
    units: str = ""
    is_unit: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How many documents there are, and in how many of them a term stands; for terms that are not
    told, numbers above all, it is supposed."""

    documents: int
    frequencies: Mapping[str, int]
    supposed: float = 0.02

    def rarity(self, phrase: Phrase) -> float:
        """The inverse document frequency of its rarest term."""
        count = max(1, self.documents)
        known = (self.frequencies.get(term, count * self.supposed) for term in phrase.terms)
        least = min(count, *known)
        return log(1 + (count - least + 0.5) / (least + 0.5))


class Scorer:
    """Scores documents for one query: more is better."""

    def __init__(self, query: Query, vocabulary: Vocabulary, weights: Weights) -> None:
        self._query = query
        self._weights = weights
        self._clauses = query.in_texts
        self._terms = frozenset(
            term for clause in self._clauses for phrase in clause for term in phrase.terms
        )
        self._rarities = [_rarity(clause, vocabulary) for clause in self._clauses]

    def score(self, texts: Texts) -> float:
        """Zero for what has none of the words in its texts."""
        places = [
            _places(text.split(), self._terms) for text in (texts.title, texts.body, texts.context)
        ]
        length = texts.body.count(" ") + 1
        elsewhere = {
            Field.LAW: _places(texts.law.split(), self._terms),
            Field.UNIT: _places(texts.units.split(), self._terms),
        }
        found = [self._found(clause, places, elsewhere) for clause in self._clauses]
        score = held = 0.0
        for rarity, of_one in zip(self._rarities, found, strict=True):
            score += rarity * self._saturated(of_one, length)
            if any(map(any, of_one)):
                held += rarity
        if self._query.any_clause and self._rarities:
            score *= (held / sum(self._rarities)) ** self._weights.share
        near = self._weights.near * _nearness(found, self._weights.near_words)
        return score * (1 + near) * float(texts.boost**self._weights.boost)

    def _found(
        self, clause: Clause, places: Sequence["_Places"], elsewhere: Mapping[Field, "_Places"]
    ) -> list[list[Sequence[int]]]:
        """By phrases, where each stands in title, body and context. To stand in a unit is as good
        as to have it in the title, to belong to a law as good as a context."""
        found: list[list[Sequence[int]]] = []
        for phrase in clause:
            if phrase.field is Field.TEXT:
                found.append([_rows(phrase, of_field) for of_field in places])
                continue
            rows = _rows(phrase, elsewhere.get(phrase.field, {}))
            found.append([rows, (), ()] if phrase.field is Field.UNIT else [(), (), rows])
        return found

    def _saturated(self, phrases: Sequence[Sequence[Sequence[int]]], length: int) -> float:
        """What a clause is worth: its best phrase, and a little of the others."""
        weights = self._weights
        norm = max(_LEAST_NORM, 1 - weights.length + weights.length * length / weights.words)
        by_fields = (weights.title, weights.body / norm, weights.context)
        values = []
        for number, fields in enumerate(phrases):
            often = sum(w * len(p) for w, p in zip(by_fields, fields, strict=False))
            one = often * (weights.saturation + 1) / (weights.saturation + often)
            values.append(one * (weights.others if number else 1))
        best = max(values, default=0.0)
        return best + weights.tie * (sum(values) - best)


_Places = Mapping[str, list[int]]


def _rarity(clause: Clause, vocabulary: Vocabulary) -> float:
    """Of what was typed; if that stands nowhere, of its most frequent synonym."""
    texts = [phrase for phrase in clause if phrase.field is Field.TEXT]
    known = [p for p in texts if all(vocabulary.frequencies.get(t, 1) for t in p.terms)]
    if texts and texts[0] in known:
        return vocabulary.rarity(texts[0])
    return min(map(vocabulary.rarity, known or texts), default=0.0)


def _places(tokens: Sequence[str], wanted: Collection[str]) -> _Places:
    found: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        if token in wanted:
            found.setdefault(token, []).append(place)
    return found


def _rows(phrase: Phrase, places: _Places) -> Sequence[int]:
    """Where a phrase begins; of terms that need not stand in a row, where the rarest stands."""
    each = [places.get(term, []) for term in phrase.terms]
    if not all(each):
        return ()
    if len(each) == 1:
        return each[0]
    if not phrase.in_row:
        return min(each, key=len)
    others = [frozenset(of_one) for of_one in each[1:]]
    return [
        start
        for start in each[0]
        if all(start + by in of_one for by, of_one in enumerate(others, start=1))
    ]


def _nearness(found: Sequence[Sequence[Sequence[Sequence[int]]]], words: int) -> float:
    """From 0 to 1: how many neighbours of the query are neighbours in the title or in the body."""
    if len(found) < 2:
        return 0.0
    best = 0.0
    for field in (0, 1):
        every = [_any_of(phrases, field) for phrases in found]
        pairs = pairwise(every)
        best = max(best, sum(_closeness(one, other, words) for one, other in pairs))
    return best / (len(found) - 1)


def _any_of(phrases: Sequence[Sequence[Sequence[int]]], field: int) -> list[int]:
    places = sorted({place for fields in phrases if fields for place in fields[field]})
    return places[:_MAX_PLACES]


def _closeness(one: Sequence[int], other: Sequence[int], words: int) -> float:
    if not (one and other):
        return 0.0
    apart = min(abs(a - b) for a in one for b in other)
    return 1 / (1 + 0.3 * max(0, apart - 1)) if apart <= words else 0.0
