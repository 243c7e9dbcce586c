"""Words of one root: «голосовать», «голосование», «голосующий». Snowball leaves them stems of their
own, because it takes off endings, not what makes another part of speech of a word."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from search.domain.clauses import Clause, Field, Phrase, Query

# Less in common tells too little: «стор» begins «сторона» and «сторож».
MIN_ROOT: Final = 5
# What two stems of one root may have behind what they have in common.
_LISTED: Final = (
    "а я и ова ева ыва ива ирова ствова ован еван иван ыван ирован ствован ен ан ян н нн енн анн "
    "ва ованн ск ическ еск ост ност енност нност т л в вш ател ител тел ательн ительн тельн ств "
    "еств ственн ественн ник ниц лен ля ион ионн ац ирующ ующ ющ ущ ящ ащ ем им ом аем яем уем "
    "ивн ов ев"
)
_SUFFIXES: Final = frozenset(("", *_LISTED.split()))


def are_related(stem: str, other: str) -> bool:
    """Whether two stems are words of one root."""
    common = _common(stem, other)
    if common < max(MIN_ROOT, len(stem) - 4):
        return False
    return stem[common:] in _SUFFIXES and other[common:] in _SUFFIXES


def _common(one: str, other: str) -> int:
    """With how many equal letters both begin."""
    letters = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in letters if a != b), min(len(one), len(other)))


def with_families(query: Query, families: Mapping[str, Sequence[str]]) -> Query:
    """The query with words of the same roots (`families`: stems by stems) as further alternatives;
    rows of words and numbers stay as they are."""
    return replace(query, clauses=tuple(_with_family(clause, families) for clause in query.clauses))


def terms_of(query: Query) -> frozenset[str]:
    """The words of a query that may have a family."""
    return frozenset(
        phrase.terms[0]
        for clause in query.clauses
        if not _is_number(clause)
        for phrase in clause
        if _is_word(phrase)
    )


def _with_family(clause: Clause, families: Mapping[str, Sequence[str]]) -> Clause:
    if _is_number(clause):
        return clause
    related = [
        Phrase((term,))
        for phrase in clause
        if _is_word(phrase)
        for term in families.get(phrase.terms[0], ())
    ]
    return tuple(dict.fromkeys((*clause, *related)))


def _is_number(clause: Clause) -> bool:
    """Of a figure the words are alternatives, but no others of their root."""
    return clause[0].terms[0][0].isdecimal()


def _is_word(phrase: Phrase) -> bool:
    """Also a synonym of one word, which is a row of one."""
    return phrase.field is Field.TEXT and len(phrase.terms) == 1 and not phrase.words
