"""What is found if the words as they were typed find nothing.

In this order, until something is found: all words as typed; words in quotation marks in any of
their forms; the same keys in the other layout; the likeliest spelling; any of the words. What was
done is told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from search import vocabulary
from search.domain import fields, spelling
from search.domain.families import terms_of, with_families
from search.domain.layout import other_layout
from search.domain.query import Clause, Field, Query, compile_query, is_small
from search.domain.synonyms import Synonyms
from search.domain.words import fold, stem, words
from search.interface import SearchResults

FEW: Final = 3
# Fewer results than this are followed by what is like them.
FILLED: Final = 10
# The most requests to the index that one search costs (see `search`).
MAX_REQUESTS: Final = 7
# Words that are corrected in one query.
MAX_WORDS: Final = 6

_LOOSE: Final = {"any_clause": True, "exact": False}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a query has found; `without`: how many there would be without filters, if nothing."""

    results: SearchResults = field(default_factory=SearchResults)
    without: int = 0


Ask = Callable[[Query], Outcome]


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was found, and how: `query` was asked in the end.

    `layout`: what the same keys type in the other layout, if that was asked; `corrected`: the text
    with the likeliest spelling, if that was; `is_any_form`: words in quotation marks were found in
    other forms only; `is_loose`: nothing has all the words, these have some. `suggestion`: a much
    more frequent spelling, to be offered. `complete`: so many results are just what was asked for,
    those that follow are like them; 0 if all are alike. `without`: as in Outcome.
    """

    query: Query
    results: SearchResults = field(default_factory=SearchResults)
    without: int = 0
    layout: str = ""
    corrected: str = ""
    is_any_form: bool = False
    is_loose: bool = False
    suggestion: str = ""
    complete: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.results.total or self.without)


def search(
    text: str, ask: Ask, *, synonyms: Synonyms, literal: bool = False, widen: bool = True
) -> Rescued:
    """Asks the index until something is found: once if the words as typed do find something (once
    more if they name a unit that may be called otherwise), at most MAX_REQUESTS times. `literal`:
    the words as typed, whatever they find. If what is found is little, a much more frequent
    spelling is offered and, with `widen`, what is like it follows."""

    def count(query: Query) -> int:
        return ask(query).results.total

    attempts = _attempts(text, synonyms)
    strict = next(attempts)
    first = answer = _asked(replace(strict, query=settled(strict.query, count)), ask)
    if literal:
        return answer
    while answer.is_empty:
        attempt = next(attempts, None)
        if attempt is None:
            return first
        answer = _asked(attempt, ask)
    if answer.results.total < FEW and not (
        answer.without or answer.corrected or answer.layout or answer.is_loose
    ):
        answer = replace(answer, suggestion=_suggestion(text, answer, ask, synonyms))
    return _widened(answer, ask) if widen else answer


def _widened(answer: Rescued, ask: Ask) -> Rescued:
    """Few results with what is like them behind: what has the words in quotation marks in other
    forms, or has not all of the words; behind a named unit those that it stands in. Fields mean
    what they say."""
    strict, count = answer.query, answer.results.total
    if not 0 < count < FILLED or answer.is_loose or strict.in_fields:
        return answer
    rows = any(phrase.in_row and phrase.words for clause in strict.clauses for phrase in clause)
    if strict.first:
        wide = _around(strict)
    else:
        wide = _in_any_form(strict) if rows else _related(replace(strict, any_clause=True))
    if not wide.clauses or (wide.clauses == strict.clauses and len(strict.in_texts) < 2):
        return answer
    wide = replace(wide, first=strict.clauses)
    outcome = ask(wide)
    if outcome.results.total <= count:
        return answer
    return replace(answer, query=wide, results=outcome.results, complete=count)


def _around(query: Query) -> Query:
    """What a named unit stands in: without the clauses that name the unit itself."""
    leaf = {phrase.terms for phrase in query.first[0]}

    def names_it(clause: Clause) -> bool:
        return any(phrase.field is Field.UNIT and phrase.terms in leaf for phrase in clause)

    return replace(query, clauses=tuple(c for c in query.clauses if not names_it(c)))


def _related(query: Query) -> Query:
    """With words of the same roots; one look-up."""
    return with_families(query, vocabulary.families(terms_of(query)))


def _in_any_form(query: Query) -> Query:
    """Without the very forms of words in quotation marks."""
    clauses = (tuple(replace(p, words=()) if p.in_row else p for p in c) for c in query.clauses)
    return replace(query, clauses=tuple(clauses))


def settled(query: Query, count: Callable[[Query], int]) -> Query:
    """The query with what is surely named first, if there is such a thing (`count` tells how many
    match): «п. 2» is the point; if there is none, what stands as «2.»."""
    if not query.surest:
        return query
    is_there = count(replace(query, clauses=query.surest, first=(), surest=()))
    return replace(query, first=query.surest if is_there else query.first, surest=())


def _suggestion(text: str, answer: Rescued, ask: Ask, synonyms: Synonyms) -> str:
    """A much more frequent spelling, if it finds more."""
    other = _commoner(text, synonyms)
    if not other:
        return ""
    found = ask(compile_query(other, synonyms=synonyms)).results
    return other if found.total > answer.results.total else ""


def _asked(attempt: Rescued, ask: Ask) -> Rescued:
    outcome = ask(attempt.query)
    return replace(attempt, results=outcome.results, without=outcome.without)


def _attempts(text: str, synonyms: Synonyms) -> Iterator[Rescued]:
    """What is asked one after another; later ones are made only when they are needed."""

    def compiled(words_of: str, **options: bool) -> Query:
        return compile_query(words_of, synonyms=synonyms, **options)

    strict = compiled(text)
    yield Rescued(strict)
    if any(phrase.words and phrase.in_row for clause in strict.clauses for phrase in clause):
        yield Rescued(compiled(text, exact=False), is_any_form=True)
    other = other_layout(text)
    if other:
        yield Rescued(compiled(other), layout=other)
    corrected = _corrected(text, synonyms) or (_corrected(other, synonyms) if other else "")
    if corrected:
        yield Rescued(compiled(corrected, exact=False), corrected=corrected)
    loose = [Rescued(_related(compiled(corrected or text, **_LOOSE)), corrected=corrected)]
    # Latin letters of a Russian word with commas in between are parts of anything.
    if other and not other.isascii():
        loose.append(Rescued(compiled(other, **_LOOSE), layout=other))
    yield from (replace(one, is_loose=True) for one in loose if len(one.query.in_texts) > 1)


# --- Spelling ----------------------------------------------------------------------------------


def _corrected(text: str, synonyms: Synonyms) -> str:
    """The text with every word that stands nowhere replaced by the likeliest one; empty if there is
    none. Queries: one, and two more for each of such words."""
    typed = _correctable(text, synonyms)
    known = vocabulary.frequencies({stem(word) for word in typed.values()})
    missing = [(term, word) for term, word in typed.items() if term not in known]
    found = {}
    for term, word in missing[:MAX_WORDS]:
        likely = vocabulary.correction(word)
        if likely is not None:
            found[term] = likely.word
    return spelling.replaced(text, found) if found else ""


def _commoner(text: str, synonyms: Synonyms) -> str:
    """The text with rare words replaced by such that are very like them and much more frequent;
    empty if there are none."""
    typed = _correctable(text, synonyms)
    known = vocabulary.frequencies({stem(word) for word in typed.values()})
    found = {}
    for term, word in list(typed.items())[:MAX_WORDS]:
        documents = known.get(term, 0)
        likely = vocabulary.correction(word, slips=1.0) if documents < FEW else None
        if likely and likely.stem != term and spelling.is_much_commoner(likely, documents):
            found[term] = likely.word
    return spelling.replaced(text, found) if found else ""


def _correctable(text: str, synonyms: Synonyms) -> dict[str, str]:
    """Words that may be mistyped, by their terms: those that are looked for in texts and in names
    of laws. Words of fields, of synonyms and what is to be left out stay as they are."""
    query = compile_query(text, synonyms=Synonyms())
    terms = {
        term
        for clause in query.clauses
        for phrase in clause
        if phrase.field in {Field.TEXT, Field.LAW}
        for term in phrase.terms
    }
    every = ((word.term, fold(text[word.start : word.end])) for word in words(text))
    return {
        term: word for term, word in every if term in terms and not _is_known(term, word, synonyms)
    }


def _is_known(term: str, word: str, synonyms: Synonyms) -> bool:
    return is_small(term) or fields.is_name(word) or (term,) in synonyms.table
