"""Queries in the language of Elasticsearch. Each term is looked up as it is: nothing that was typed
is ever read as a query there, so nothing in it has a meaning of its own."""

from collections.abc import Iterable, Sequence
from typing import Final

from elasticsearch.dsl import Q, query

from search.backends.elastic.texts import asked
from search.domain.query import Clause, Field, Phrase, Query
from search.domain.weights import BODY, CONTEXT

TITLE: Final = 2.0
# What a synonym is worth beside the very word that was typed.
OTHERS: Final = 0.6
# A word in both title and body is worth a little more than in the better of the two.
_TIE_BREAKER: Final = 0.3
# What a query names stands above whatever score words give.
NAMED: Final = 100_000.0
_WORD_FIELDS: Final = {"title": "title_words", "body": "body_words"}


def matching(asked_for: Query) -> query.Query:
    """What the words ask for; without words, everything. Its scores say how rare and how frequent
    the words are: nearness and shares are reckoned later, for the first results alone
    (search.ordering)."""
    found = [_wanted(asked_for) if asked_for.clauses else query.MatchAll()]
    if asked_for.first:
        named = _named(asked_for.first)
        found.append(query.ConstantScore(filter=named, boost=NAMED))
    return query.Bool(
        should=found,
        minimum_should_match=1,
        must_not=[_phrase(phrase) for phrase in asked_for.without],
    )


def _wanted(asked_for: Query) -> query.Query:
    """The clauses of the texts, enough of them; one at least in the document itself, so that one
    that is enough is looked for there alone."""
    in_fields = [_clause(clause) for clause in asked_for.in_fields]
    own = [_clause(clause, own=True) for clause in asked_for.in_texts]
    if own and asked_for.enough == 1:
        return query.Bool(should=own, minimum_should_match=1, filter=in_fields)
    in_texts = [_clause(clause) for clause in asked_for.in_texts]
    if in_texts:
        in_fields.append(query.Bool(should=own, minimum_should_match=1))
    return query.Bool(should=in_texts, minimum_should_match=asked_for.enough, filter=in_fields)


def _named(first: Sequence[Clause]) -> query.Query:
    """What comes before all others: not by its context alone, either."""
    every = [_clause(clause) for clause in first]
    in_texts = [clause for clause in first if any(p.field is Field.TEXT for p in clause)]
    own = [_clause(clause, own=True) for clause in in_texts]
    if own:
        every.append(query.Bool(should=own, minimum_should_match=1))
    return query.Bool(filter=every)


def _clause(clause: Clause, *, own: bool = False) -> query.Query:
    """`own`: in the document itself, the context does not count."""
    typed, *others = (_phrase(phrase, own=own) for phrase in clause)
    return _best([typed, *(Q("bool", must=[other], boost=OTHERS) for other in others)])


def _phrase(phrase: Phrase, *, own: bool = False) -> query.Query:
    if phrase.field is Field.UNIT or phrase.field is Field.LEAF:
        name = "units" if phrase.field is Field.UNIT else "leaf"
        return query.Bool(filter=[Q("term", **{name: term}) for term in phrase.terms])
    if phrase.field is not Field.TEXT:
        return _in_field(phrase.field.value, phrase)
    found = _in_texts(phrase, own=own)
    if not phrase.words:
        return found
    rows = [_row(name, phrase.words) for name in _WORD_FIELDS.values()]
    return query.Bool(must=[found], filter=[query.Bool(should=rows, minimum_should_match=1)])


def _in_texts(phrase: Phrase, *, own: bool) -> query.Query:
    """In title, body or context: a row stands in one of them, loose terms may be spread."""
    terms = list(map(asked, phrase.terms))
    rows = [terms] if phrase.in_row else [[term] for term in terms]
    weights = {"title": TITLE, "body": BODY} | ({} if own else {"context": CONTEXT})
    found = [_best([_row(name, row, weight) for name, weight in weights.items()]) for row in rows]
    return found[0] if len(found) == 1 else query.Bool(must=found)


def _in_field(name: str, phrase: Phrase) -> query.Query:
    terms = list(map(asked, phrase.terms))
    if phrase.in_row:
        return _row(name, terms)
    return query.Bool(filter=[_row(name, [term]) for term in terms])


def _row(field: str, tokens: Sequence[str], boost: float = 1) -> query.Query:
    """The tokens one after another, as they stand in the index."""
    if len(tokens) == 1:
        return Q("term", **{field: {"value": tokens[0], "boost": boost}})
    row = {"query": " ".join(tokens), "analyzer": "whitespace", "boost": boost}
    return Q("match_phrase", **{field: row})


def _best(found: Iterable[query.Query]) -> query.Query:
    several = list(found)
    return (
        several[0] if len(several) == 1 else query.DisMax(queries=several, tie_breaker=_TIE_BREAKER)
    )
