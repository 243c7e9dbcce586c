"""What has been typed, as a question to any database of stems.

    общественная палата    both words, wherever they stand
    «общественная палата»  these two forms in a row (any quotation marks)
    нко ст.5               each abbreviation or what it stands for
    тишина ИЛИ покой       either («OR» and «|» as well)
    тишина -ремонт         without this word, or «these words» in a row

Words like «о» and «для» are left out unless nothing else is there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final

from search.domain.synonyms import GROUPS
from search.domain.words import Word, folded, stems, words

MAX_CLAUSES: Final = 12
# Signs between words: a minus with what it stands before, words in quotation marks, «or».
_SIGN: Final = re.compile(
    r"(?P<minus>(?<!\S)[-−](?=[\w«\"“„]))?"
    r"(?:«(?P<angled>[^«»]*)»|[\"“”„](?P<curly>[^\"“”„]*)[\"“”])"
    r"|(?<!\S)[-−](?P<left_out>\w\S*)"
    r"|(?<!\S)(?P<either>ИЛИ|OR|\|)(?!\S)"
)
_STOP_WORDS: Final = frozenset(
    stems(
        "а без бы был была были было быть в вам вас во вот все всё вы где да для до его ее её если "
        "есть еще ещё же за и из или им их к как какая какие какой ко когда который которая "
        "которые кто ли мне мы на над нам нас не нет ни но о об однако он она они оно от по под "
        "при про с сколько со так такой там то тоже только тот ты у уже чего чем что чтобы эта эти "
        "это этот я"
    ).split()
)


class Field(StrEnum):
    """Where terms are looked for: in title and body; in what a document says of its law or author;
    among the units that it stands in (`article5`, as `unit_term` writes them); or as the unit that
    the document itself is."""

    TEXT = "text"
    LAW = "law"
    AUTHOR = "author"
    UNIT = "unit"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that occur all; one after another if `in_row`. `words`, if given: these very forms
    occur one after another as well (what stands in quotation marks, and numbers)."""

    terms: tuple[str, ...]
    in_row: bool = False
    words: tuple[str, ...] = ()
    field: Field = Field.TEXT


Clause = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Every clause must hold (`any_clause`: at least one of those that look in texts, and all the
    others); a clause holds if any of its phrases occurs. Documents for which all clauses of `first`
    hold are found as well, before all others (the unit that a citation names). What has one of the
    phrases `without` is left out of both. No clauses: nothing was asked. Terms are letters and
    digits."""

    clauses: tuple[Clause, ...]
    any_clause: bool = False
    without: Clause = ()
    first: tuple[Clause, ...] = ()

    @property
    def in_texts(self) -> tuple[Clause, ...]:
        """The clauses that look in titles and bodies."""
        return tuple(c for c in self.clauses if any(p.field is Field.TEXT for p in c))

    @property
    def in_fields(self) -> tuple[Clause, ...]:
        """The clauses that look elsewhere: they must hold whatever `any_clause` says."""
        return tuple(c for c in self.clauses if all(p.field is not Field.TEXT for p in c))

    @property
    def terms(self) -> frozenset[str]:
        """Everything that is worth marking in a found text."""
        phrases = (phrase for clause in self.clauses for phrase in clause)
        return frozenset(t for p in phrases if p.field is Field.TEXT for t in p.terms)


def unit_term(step: str) -> str:
    """A step of a unit path as one term: `article:5.1` → `article5x1`."""
    kind, _, number = step.partition(":")
    return kind.replace("_", "") + "".join(folded(number))


def unit_terms(path: str) -> tuple[str, ...]:
    """All steps of a path: `article:5/paragraph:1` → (`article5`, `paragraph1`)."""
    return tuple(unit_term(step) for step in path.split("/")) if path else ()


def compile_query(text: str, *, any_clause: bool = False, exact: bool = True) -> Query:
    """Never fails: whatever is typed is a query, at worst an empty one. If nothing but what is to
    be left out was typed, that is what is looked for. Without `exact`, words in quotation marks are
    found in any of their forms."""
    reading = _Reading(exact=exact)
    place = 0
    for sign in _SIGN.finditer(text):
        reading.loose(text[place : sign.start()])
        reading.sign(sign)
        place = sign.end()
    reading.loose(text[place:])
    wanted = reading.found() or [(phrase,) for phrase in reading.without]
    without = reading.without if reading.found() else []
    clauses = tuple(dict.fromkeys(wanted))[:MAX_CLAUSES]
    return Query(clauses, any_clause, tuple(dict.fromkeys(without))[:MAX_CLAUSES])


@dataclass(slots=True)
class _Reading:
    """What has been read of a query so far. Small words are kept apart: they count if nothing else
    is there. `joins`: the next clause is an alternative to the last one."""

    exact: bool = True
    clauses: list[Clause] = field(default_factory=list)
    small: list[Clause] = field(default_factory=list)
    without: list[Phrase] = field(default_factory=list)
    joins: bool = False

    def found(self) -> list[Clause]:
        return self.clauses or self.small

    def loose(self, text: str) -> None:
        every = list(words(text))
        telling = [word for word in every if word.term not in _STOP_WORDS]
        self.small += _clauses([word for word in every if word.term in _STOP_WORDS])
        for clause in _clauses(telling):
            self._add(clause)

    def sign(self, sign: re.Match[str]) -> None:
        if sign["either"]:
            self.joins = bool(self.clauses)
            return
        quoted = sign["angled"] or sign["curly"] or ""
        terms = tuple(stems(quoted).split())
        own = folded(quoted) if self.exact else ()
        if sign["left_out"]:
            self.without += (Phrase((word.term,)) for word in words(sign["left_out"]))
        elif terms and sign["minus"]:
            self.without.append(Phrase(terms, in_row=True))
        elif terms:
            self._add((Phrase(terms, in_row=True, words=own),))

    def _add(self, clause: Clause) -> None:
        if self.joins:
            clause = (*self.clauses.pop(), *clause)
        self.clauses.append(clause)
        self.joins = False


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
    only = terms[place]
    return 1, (Phrase((only,), words=(only,) if only[0].isdecimal() else ()),)


@cache
def _synonyms() -> tuple[dict[tuple[str, ...], list[tuple[str, ...]]], int]:
    """Each phrase of the table → its group; and the length of the longest."""
    table: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for group in GROUPS:
        phrases = [tuple(word.term for word in words(phrase)) for phrase in group]
        for phrase in phrases:
            table.setdefault(phrase, []).extend(phrases)
    return table, max(map(len, table))
