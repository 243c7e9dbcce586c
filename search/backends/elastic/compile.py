"""Queries in the language of Elasticsearch. Each term is looked up as it is: nothing that was typed
is ever read as a query there, so nothing in it has a meaning of its own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from elasticsearch.dsl import Q, Search, query

from search.backends.elastic.texts import asked
from search.domain.query import Clause, Field, Phrase, Query
from search.domain.weights import BODY, CONTEXT, NEAR, NEAR_TERMS, NEAR_WORDS
from search.interface import FACETS, Order, SearchRequest

# How far into the results one may look: index.max_result_window.
MAX_OFFSET: Final = 10_000
TITLE: Final = 2.0
# What a synonym is worth beside the very word that was typed.
OTHERS: Final = 0.6
# A word in both title and body is worth a little more than in the better of the two.
_TIE_BREAKER: Final = 0.3
# What a query names stands above whatever score words give.
_FIRST: Final = 100_000.0
# Values of a facet that are counted.
_MANY: Final = 200
_SIZES: Final = {"bill": 1000}
_WORD_FIELDS: Final = {"title": "title_words", "body": "body_words"}
_SORT: Final = {
    Order.RELEVANCE: ("_score", "-date", "-object_id"),
    Order.NEWEST: ("-date", "-object_id"),
}


def search(request: SearchRequest) -> dict[str, Any]:
    """The whole request. It must ask for something. Filters come after the counting of facets, each
    of which has all of them but its own."""
    size = max(0, min(request.limit, MAX_OFFSET - request.offset))
    found = (
        Search()
        .query(matching(request))
        .post_filter(_narrowed(request.filters))
        .sort(*_SORT[request.sorting])
        .source(["kind", "object_id"])
        .extra(from_=request.offset if size else 0, size=size, track_total_hits=True)
    )
    if request.count:
        for name in FACETS:
            others = {key: values for key, values in request.filters.items() if key != name}
            found.aggs.bucket(name, "filter", filter=_narrowed(others)).bucket(
                "values", "terms", field=f"facets.{name}", size=_SIZES.get(name, _MANY)
            )
    body: dict[str, Any] = found.to_dict()
    return body


def completion(words: Sequence[str], kinds: Sequence[str], limit: int) -> dict[str, Any]:
    """Titles with words that begin so, the most important and shortest before the others."""
    beginnings = [Q("prefix", title_words=word) for word in words]
    narrow = [Q("terms", kind=list(kinds))] if kinds else []
    found = (
        Search()
        .query(query.Bool(filter=[*beginnings, *narrow, Q("term", is_current=True)]))
        .sort("-boost", "title_length", "-date", "-object_id")
        .source(["kind", "object_id"])
        .extra(size=limit, track_total_hits=False)
    )
    body: dict[str, Any] = found.to_dict()
    return body


def _narrowed(filters: Mapping[str, Sequence[str]]) -> query.Query:
    return query.Bool(filter=_one_of_each(filters))


def _one_of_each(filters: Mapping[str, Sequence[str]]) -> list[query.Query]:
    """For each facet: that a document has one of the values."""
    return [Q("terms", **{f"facets.{name}": list(values)}) for name, values in filters.items()]


# --- What matches, and how well ----------------------------------------------------------------


def matching(request: SearchRequest) -> query.Query:
    """What the words ask for, of current texts or of all; without words, everything."""
    asked_for = request.query
    found = [_boosted(_wanted(asked_for)) if asked_for.clauses else query.MatchAll()]
    if asked_for.first:
        named = _named(asked_for.first)
        found.append(query.ConstantScore(filter=named, boost=_FIRST))
    return query.Bool(
        should=found,
        minimum_should_match=1,
        must_not=[*map(_phrase, asked_for.without), *_one_of_each(request.left_out)],
        filter=[] if request.older else [Q("term", is_current=True)],
    )


def _boosted(wanted: query.Query) -> query.Query:
    by_boost = {"field_value_factor": {"field": "boost", "missing": 1}}
    return Q("function_score", query=wanted, functions=[by_boost], boost_mode="multiply")


def _wanted(asked_for: Query) -> query.Query:
    """The clauses of the texts, enough of them; one at least in the document itself."""
    in_texts = [_clause(clause) for clause in asked_for.in_texts]
    in_fields = [_clause(clause) for clause in asked_for.in_fields]
    own = [_clause(clause, own=True) for clause in asked_for.in_texts]
    if in_texts:
        in_fields.append(query.Bool(should=own, minimum_should_match=1))
    found: query.Query = query.Bool(
        should=in_texts, minimum_should_match=asked_for.enough, filter=in_fields
    )
    if near := _near(asked_for):
        functions = [{"filter": near, "weight": 1 + NEAR}]
        found = Q("function_score", query=found, functions=functions, boost_mode="multiply")
    if not asked_for.any_clause or len(in_texts) < 2:
        return found
    held = [{"filter": clause, "weight": 1 / len(in_texts)} for clause in in_texts]
    return Q("function_score", query=found, functions=held, score_mode="sum", boost_mode="multiply")


def _named(first: Sequence[Clause]) -> query.Query:
    """What comes before all others: not by its context alone, either."""
    every = [_clause(clause) for clause in first]
    in_texts = [clause for clause in first if any(p.field is Field.TEXT for p in clause)]
    own = [_clause(clause, own=True) for clause in in_texts]
    if own:
        every.append(query.Bool(should=own, minimum_should_match=1))
    return query.Bool(filter=every)


def _near(asked_for: Query) -> query.Query | None:
    """That the words stand near one another in title or body."""
    terms = [
        asked(clause[0].terms[0]) for clause in asked_for.in_texts if len(clause[0].terms) == 1
    ]
    if not 1 < len(terms) <= NEAR_TERMS:
        return None
    row = {"query": " ".join(terms), "analyzer": "whitespace", "slop": NEAR_WORDS}
    rows = [Q("match_phrase", **{name: row}) for name in ("title", "body")]
    return query.Bool(should=rows, minimum_should_match=1)


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
