"""What has been typed, as a question to any database of stems.

    общественная палата    both words, wherever they stand
    «общественная палата»  the two words in a row (any quotation marks)
    нко ст.5               each abbreviation or what it stands for

Words like «о» and «для» are left out unless nothing else is there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from search.domain.synonyms import GROUPS
from search.domain.words import Word, stems, words

MAX_CLAUSES: Final = 12
_QUOTED: Final = re.compile(r"«([^«»]*)»|[\"“”„]([^\"“”„]*)[\"“”]")
_STOP_WORDS: Final = frozenset(
    stems(
        "а без бы был была были было быть в вам вас во вот все всё вы где да для до его ее её если "
        "есть еще ещё же за и из или им их к как какая какие какой ко когда который которая "
        "которые кто ли мне мы на над нам нас не нет ни но о об однако он она они оно от по под "
        "при про с сколько со так такой там то тоже только тот ты у уже чего чем что чтобы эта эти "
        "это этот я"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that occur all; one after another if `in_row`."""

    terms: tuple[str, ...]
    in_row: bool = False


Clause = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Every clause must hold (`any_clause`: at least one); a clause holds if any of its phrases
    occurs. No clauses: nothing was asked. Terms are letters and digits."""

    clauses: tuple[Clause, ...]
    any_clause: bool = False

    @property
    def terms(self) -> frozenset[str]:
        """Everything that is worth marking in a found text."""
        return frozenset(t for clause in self.clauses for phrase in clause for t in phrase.terms)


def compile_query(text: str, *, any_clause: bool = False) -> Query:
    """Never fails: whatever is typed is a query, at worst an empty one."""
    clauses = dict.fromkeys(clause for part in _parts(text) for clause in part)
    return Query(tuple(clauses)[:MAX_CLAUSES], any_clause)


def _parts(text: str) -> Iterator[Iterator[Clause]]:
    loose = list(words(_QUOTED.sub(lambda found: " " * len(found.group()), text)))
    telling = [word for word in loose if word.term not in _STOP_WORDS]
    quoted = [tuple(stems(a or b).split()) for a, b in _QUOTED.findall(text)]
    phrases = [Phrase(terms, in_row=True) for terms in quoted if terms]
    yield ((phrase,) for phrase in phrases)
    yield _clauses(telling if telling or phrases else loose)


def _clauses(found: Sequence[Word]) -> Iterator[Clause]:
    terms = [word.term for word in found]
    place = 0
    while place < len(terms):
        length, clause = _at(terms, place)
        yield clause
        place += length


def _at(terms: Sequence[str], place: int) -> tuple[int, Clause]:
    """The longest synonym that starts here with its whole group, or the bare word."""
    table, longest = _synonyms()
    for length in range(min(longest, len(terms) - place), 0, -1):
        own = tuple(terms[place : place + length])
        if own in table:
            others = (Phrase(other, in_row=True) for other in table[own] if other != own)
            return length, (Phrase(own), *others)
    return 1, (Phrase((terms[place],)),)


@cache
def _synonyms() -> tuple[dict[tuple[str, ...], list[tuple[str, ...]]], int]:
    """Each phrase of the table → its group; and the length of the longest."""
    table: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for group in GROUPS:
        phrases = [tuple(word.term for word in words(phrase)) for phrase in group]
        for phrase in phrases:
            table.setdefault(phrase, []).extend(phrases)
    return table, max(map(len, table))
