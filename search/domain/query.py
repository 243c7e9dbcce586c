"""What has been typed, as a question to any database of stems.

    общественная палата    both words, wherever they stand
    «общественная палата»  these two forms in a row (any quotation marks)
    нко ст.5               each abbreviation or what it stands for
    тишина ИЛИ покой       either («OR» and «|» as well)
    тишина -ремонт         without this word, or «these words» in a row
    статья:5 автор:Иванова in a unit, of an author, of a law (search.domain.fields)
    вид:закон -год:2025    only of a kind, not of a year; without words, everything of that sort
    п. 2 ч. 1 ст. 5        this unit before all others (search.domain.citations)

Words like «о» and «для» are left out unless nothing else is there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from search.domain import citations, fields, numerals
from search.domain.clauses import (
    Clause,
    Field,
    Narrowing,
    Phrase,
    Query,
    unit_term,
    unit_terms,
)
from search.domain.fields import Prefixed
from search.domain.synonyms import STARTING, Synonyms
from search.domain.units import ORDER
from search.domain.words import Word, folded, stems, words

__all__ = ["Clause", "Field", "Phrase", "Query", "compile_query", "unit_term", "unit_terms"]

T = TypeVar("T", Clause, Phrase, Narrowing)

MAX_CLAUSES: Final = 12
MAX_PHRASES: Final = 24  # alternatives of a clause
MAX_TERMS: Final = 40  # words of a phrase
# PostgreSQL refuses words of more than 2,046 bytes.
MAX_LETTERS: Final = 500
MAX_TEXT: Final = 10_000
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
        "это этот я можно нужно надо могу могут может делать почему куда зачем хочу хотим нужен "
        "нужна нужны должен должна должны правда нельзя ли"
    ).split()
)


# What follows the number of a law as its part: «59-ФЗ», «123-ОЗ».
_OF_NUMBERS: Final = frozenset(("фз", "фкз", "оз", "кз"))
# Beside nothing but a number they only say what sort of act it has.
_SORTS: Final = frozenset(stems("закон законопроект проект постановление приказ указ акт").split())


def compile_query(
    text: str, *, synonyms: Synonyms = STARTING, any_clause: bool = False, exact: bool = True
) -> Query:
    """Never fails: whatever is typed is a query, at worst an empty one. If nothing but what is to
    be left out was typed, that is what is looked for. Without `exact`, words in quotation marks are
    found in any of their forms."""
    text = text[:MAX_TEXT]
    reading = _Reading(synonyms, exact)
    plain = reading.fields(text)
    reading.cite(plain)
    place = 0
    for sign in _SIGN.finditer(plain):
        reading.loose(plain, place, sign.start())
        reading.sign(sign)
        place = sign.end()
    reading.loose(plain, place, len(plain))
    return reading.query(any_clause)


def is_small(term: str) -> bool:
    """Whether a word says nothing by itself («о», «для»)."""
    return term in _STOP_WORDS


@dataclass(slots=True)
class _Reading:
    """What has been read of a query so far. Small words are kept apart: they count if nothing else
    is there. `joins`: the next clause is an alternative to the last one."""

    synonyms: Synonyms
    exact: bool
    clauses: list[Clause] = field(default_factory=list)
    small: list[Clause] = field(default_factory=list)
    without: list[Phrase] = field(default_factory=list)
    joins: bool = False
    has_either: bool = False
    prefixed: list[Prefixed] = field(default_factory=list)
    citation: citations.Citation | None = None
    law: list[Clause] = field(default_factory=list)

    def query(self, any_clause: bool) -> Query:
        own = [one for one in self.prefixed if not one.is_left_out]
        inside = [one.clause for one in own if one.clause]
        narrowing = _unique([one.narrowing for one in self.prefixed if one.facet])
        clauses = self.clauses if self.has_either else _without_sorts(self.clauses)
        found = _of_laws(clauses) or (self.small if not (inside or narrowing) else [])
        without = self.without if found or inside or narrowing else []
        # Fields are kept before words if there is too much.
        wanted = [*inside, *found] or [(phrase,) for phrase in self.without if not narrowing]
        first = self._first(inside, has_words=bool(found))
        return Query(
            tuple(map(_bounded, _unique(wanted))),
            any_clause,
            tuple(map(_cut, _unique(without))),
            tuple(map(_bounded, _unique(first))),
            narrowing,
            tuple(map(_bounded, _unique(self._surest(inside)))),
        )

    def _first(self, inside: Sequence[Clause], *, has_words: bool) -> list[Clause]:
        """What makes a document the very unit that was named."""
        if self.citation is not None:
            return [self.citation.leaf, *self.citation.around, *self.law, *inside]
        named = [one for one in self.prefixed if one.unit and not one.is_left_out]
        if has_words or not named:
            return []
        smallest = max(named, key=lambda one: ORDER.index(one.unit))
        leaf = tuple(replace(phrase, field=Field.LEAF) for phrase in smallest.clause)
        return [leaf, *inside]

    def _surest(self, inside: Sequence[Clause]) -> list[Clause]:
        if self.citation is None or not self.citation.surest:
            return []
        return [*self.citation.surest, *self.law, *inside]

    def fields(self, text: str) -> str:
        """The text with the fields blanked, every other letter in its place."""
        place, pieces = 0, []
        while (found := fields.read(text, place)) is not None:
            self.prefixed.append(found)
            if found.is_left_out:
                self.without += found.clause
            # The sign in the middle parts what stands around: it belongs to no citation.
            pieces += [text[place : found.start], "\0".center(found.end - found.start)]
            place = found.end
        return "".join([*pieces, text[place:]])

    def cite(self, text: str) -> None:
        signs = list(_SIGN.finditer(text))
        if any(sign["either"] or sign["left_out"] or sign["minus"] for sign in signs):
            return
        self.citation = citations.cited(text)

    def loose(self, text: str, start: int, end: int) -> None:
        every = [_moved(word, start) for word in words(text[start:end])]
        telling = [word for word in every if not is_small(word.term) or self._is_cited(word)]
        small = [word for word in every if is_small(word.term) and not self._is_cited(word)]
        self.small += self._clauses(small)
        for clause in self._clauses(telling):
            self._add(clause)

    def sign(self, sign: re.Match[str]) -> None:
        if sign["either"]:
            self.joins = self.has_either = bool(self.clauses)
            return
        quoted = (sign["angled"] or sign["curly"] or "").rstrip()
        terms = tuple(stems(quoted).split())
        own = folded(quoted) if self.exact else ()
        if sign["left_out"]:
            self.without += _each(sign["left_out"])
        elif terms and sign["minus"]:
            self.without.append(Phrase(terms, in_row=True))
        elif terms:
            clause = (Phrase(terms, in_row=True, words=own),)
            start = sign.start("angled") if sign["angled"] else sign.start("curly")
            self._add(self._placed(clause, start, terms))

    def _is_cited(self, word: Word) -> bool:
        return self.citation is not None and word.start in self.citation.units

    def _add(self, clause: Clause) -> None:
        if self.joins:
            clause = (*self.clauses.pop(), *clause)[:MAX_PHRASES]
        if clause:
            self.clauses.append(clause)
        self.joins = False

    def _clauses(self, found: Sequence[Word]) -> Iterator[Clause]:
        terms = [word.term for word in found]
        place = 0
        while place < len(terms):
            length, clause = _at(terms, place, self.synonyms)
            own = terms[place : place + length]
            if length == 1 and found[place].joined:
                clause = (*clause, Phrase((found[place].joined,)))
            if clause := self._placed(clause, found[place].start, own):
                yield clause
            place += length

    def _placed(self, clause: Clause, start: int, own: Sequence[str]) -> Clause:
        """A clause of a query that names a unit: what stands in that unit of that law holds it as
        well as what says so. Words that only say «law» are no clause."""
        if self.citation is None:
            return clause
        if start in self.citation.units:
            return (*clause, *self.citation.units[start])
        if all(citations.is_law_word(term) or is_small(term) for term in own):
            return ()
        law = tuple(replace(phrase, words=(), field=Field.LAW) for phrase in clause)
        self.law.append(law)
        return (*clause, *law)


def _without_sorts(clauses: list[Clause]) -> list[Clause]:
    """«Закон 59-ФЗ» is what has the number."""
    numbers = [clause for clause in clauses if clause[0].terms[0][0].isdecimal()]
    others = [clause[0] for clause in clauses if not clause[0].terms[0][0].isdecimal()]
    if numbers and all(len(p.terms) == 1 and p.terms[0] in _SORTS for p in others):
        return numbers
    return clauses


def _of_laws(clauses: list[Clause]) -> list[Clause]:
    """Beside other words the number of a law («15-8 шум») is also that of the law that a document
    belongs to."""
    if len(clauses) < 2:
        return clauses
    return [
        (*clause, Phrase(clause[0].terms, field=Field.LAW)) if _is_number(clause) else clause
        for clause in clauses
    ]


def _is_number(clause: Clause) -> bool:
    term = clause[0].terms[-1]
    return not clause[0].in_row and term[0].isdecimal() and "x" in term


def _moved(word: Word, by: int) -> Word:
    """A word of a piece of a text, by its place in the whole."""
    return replace(word, start=word.start + by, end=word.end + by)


def _unique(found: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))[:MAX_CLAUSES]


def _each(text: str) -> list[Phrase]:
    return [Phrase((word.term,)) for word in words(text)]


def _bounded(clause: Clause) -> Clause:
    return tuple(dict.fromkeys(map(_cut, clause)))[:MAX_PHRASES]


def _cut(phrase: Phrase) -> Phrase:
    terms, own = phrase.terms[:MAX_TERMS], phrase.words[:MAX_TERMS]
    if max(map(len, (*terms, *own))) > MAX_LETTERS:
        terms = tuple(term[:MAX_LETTERS] for term in terms)
        own = tuple(word[:MAX_LETTERS] for word in own)
    return replace(phrase, terms=terms, words=own)


def _at(terms: Sequence[str], place: int, synonyms: Synonyms) -> tuple[int, Clause]:
    """The longest synonym that starts here with its whole group, or the bare word."""
    table: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = synonyms.table
    for length in range(min(synonyms.longest, len(terms) - place), 0, -1):
        own = tuple(terms[place : place + length])
        if own in table:
            others = (
                Phrase(synonyms.rows[other], in_row=True) for other in table[own] if other != own
            )
            return length, (Phrase(own), *others)
    only, following = terms[place], next(iter(terms[place + 1 : place + 2]), "")
    if not only[0].isdecimal():
        return 1, (Phrase((only,)),)
    if only.isdecimal() and (following in _OF_NUMBERS or following.isdecimal()):
        return 2, _number(only, following)
    written = [*numerals.in_words(only), *numerals.in_roman(only)]
    return 1, (Phrase((only,), words=(only,)), *(Phrase((term,)) for term in written))


def _number(one: str, other: str) -> Clause:
    """«15 8» or «59 фз» may be the number of a law."""
    joined = f"{one}x{other}"
    return (
        Phrase((one, other), in_row=True, words=(one, other)),
        Phrase((joined,), words=(joined,)),
    )
