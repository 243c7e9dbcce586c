"""The unit that a query names: «п. 2 ч. 1 ст. 5 закона об образовании», «статья 5 часть 1».

Either order of units, any forms and abbreviations, with or without spaces. What else stands in the
query is the name of a law; the small words around it say nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search.domain.clauses import Clause, Field, Phrase
from search.domain.units import LINES, NUMBERED_BEFORE, ORDER, WORDS, meant_terms
from search.domain.words import Word, stems, words

# What may stand between the word of a unit and its number, and around it.
_JOINT: Final = re.compile(r"[\s.:№«\"“„(]{0,6}")
_GLUED: Final = re.compile(r"(ст|ч|п|пп|подп|гл|абз|разд|прил)(\d.*)", re.DOTALL)
# Beside a citation these only say that a law is meant.
_LAW_WORDS: Final = frozenset(
    stems("закон законопроект проект федеральный область областной настоящий этот фз").split()
)


@dataclass(frozen=True, slots=True)
class Citation:
    """`leaf`: the smallest named unit; `around`: those that it stands in; each as alternatives.
    `units`: by the place of each word of the citation in the text, the unit that it belongs to."""

    leaf: Clause
    around: tuple[Clause, ...]
    units: Mapping[int, Clause]


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit of a citation: its word, its terms, where its words start."""

    word: str
    terms: tuple[str, ...]
    places: tuple[int, ...]

    def clause(self, field: Field) -> Clause:
        return tuple(Phrase((term,), field=field) for term in self.terms)


def is_law_word(term: str) -> bool:
    """Whether a word beside a citation only says that a law is meant («закона», «проекта»)."""
    return term in _LAW_WORDS


def cited(text: str) -> Citation | None:
    """The unit that is named in a text; None if none is, or it cannot be told which."""
    found = list(_named(text))
    named = [one for one in found if one.word != "line"]
    kinds = {one.word for one in named}
    if not named or (len(kinds) > 1 and len(kinds) < len(named)):
        return None
    named.sort(key=lambda one: ORDER.index(one.word), reverse=True)
    if len(kinds) == 1:
        leaf = tuple(p for one in named for p in one.clause(Field.LEAF))
        around: tuple[Clause, ...] = ()
    else:
        leaf = named[0].clause(Field.LEAF)
        around = tuple(one.clause(Field.UNIT) for one in named[1:])
    units = {place: one.clause(Field.UNIT) for one in named for place in one.places}
    for one in found:
        if one.word == "line":
            units |= dict.fromkeys(one.places, named[0].clause(Field.UNIT))
    return Citation(leaf, around, units)


def _named(text: str) -> Iterator[_Named]:
    every = list(words(text))
    place = 0
    while place < len(every):
        word, follows = every[place], _follows(text, every, place)
        kind = "line" if word.term in LINES else WORDS.get(word.term, "")
        glued = _GLUED.fullmatch(word.stem)
        number = every[place + 1] if follows else None
        before = every[place - 1] if place and _follows(text, every, place - 1) else None
        if kind and number and (terms := _terms(kind, _written(text, number))):
            yield _Named(kind, terms, (word.start, number.start))
            place += 1
        elif glued and (terms := _terms(_kind(glued[1]), glued[2])):
            yield _Named(_kind(glued[1]), terms, (word.start,))
        elif kind in NUMBERED_BEFORE and before and before.stem[:1].isdecimal():
            terms = _terms(kind, _written(text, before))
            if terms and not _is_taken(every, place):
                yield _Named(kind, terms, (before.start, word.start))
        place += 1


def _kind(term: str) -> str:
    return "line" if term in LINES else WORDS[term]


def _terms(kind: str, number: str) -> tuple[str, ...]:
    if kind == "line":
        return ("line",) if meant_terms("part", number) else ()
    return meant_terms(kind, number)


def _written(text: str, word: Word) -> str:
    """A number without what `words` has folded, so that «5¹» and «II» are read as they are."""
    return word.stem if word.stem[:1].isdecimal() else text[word.start : word.end]


def _follows(text: str, every: Sequence[Word], place: int) -> bool:
    """Whether the next word stands right after this one."""
    if place + 1 >= len(every):
        return False
    between = text[every[place].end : every[place + 1].start]
    return _JOINT.fullmatch(between) is not None


def _is_taken(every: Sequence[Word], place: int) -> bool:
    """Whether the number before a word belongs to the word before it: «ч. 2 статьи»."""
    before = every[place - 2].term if place > 1 else ""
    return before in WORDS or before in LINES
