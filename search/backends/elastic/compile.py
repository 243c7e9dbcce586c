"""Queries in the language of Elasticsearch. Each term is looked up as it is: nothing that was typed
is ever read as a query there, so nothing in it has a meaning of its own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from elasticsearch.dsl import A, Q, Search, query

from search.backends.elastic.texts import asked
from search.domain.query import Clause, Field, Phrase, Query
from search.domain.weights import BODY, CONTEXT, NEAR, NEAR_TERMS, NEAR_WORDS
from search.interface import Order, SearchRequest

# Names of indices with what their documents are worth.
Worth = Sequence[Mapping[str, float]]
# The set of filters that has all of them.
ALL: Final = "all"
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
_KINDS: Final = A("terms", field="kind", size=_MANY)
# The same sample for the same question.
_SEED: Final = 1
_WORD_FIELDS: Final = {"title": "title_words", "body": "body_words"}
_SORT: Final = {
    Order.RELEVANCE: ("_score", "-date", "-object_id"),
    Order.NEWEST: ("-date", "-object_id"),
}


def counting(request: SearchRequest) -> dict[str, Any]:
    """How many matches there are of each kind, with all filters (ALL) and, if facets are asked for,
    with all but those of one facet (its name)."""
    filters = request.filters
    sets: dict[str, Mapping[str, Sequence[str]]] = {ALL: filters}
    if request.count:
        sets |= {name: _without(filters, name) for name in filters}
    found = _found(request, {} if len(sets) > 1 else filters)
    for name, narrowing in sets.items():
        if len(sets) == 1:
            found.aggs.bucket(name, _KINDS)
        else:
            found.aggs.bucket(name, "filter", filter=_narrowed(narrowing)).bucket("values", _KINDS)
    return _body(found)


def size_of(request: SearchRequest) -> int:
    """How many results of the page can be shown."""
    return max(0, min(request.limit, MAX_OFFSET - request.offset))


def page(request: SearchRequest, worth: Worth) -> dict[str, Any]:
    """The best results, or the newest; their total is not counted."""
    found = (
        Search()
        .query(query.Bool(must=[matching(request)], filter=_filters(request.filters)))
        .sort(*_SORT[request.order])
        .source(False)
        .extra(from_=request.offset, size=size_of(request), track_total_hits=False)
        .extra(indices_boost=worth)
    )
    return _body(found)


def facets(
    request: SearchRequest, names: Sequence[str], without: str, share: float
) -> dict[str, Any]:
    """Counts of the values of these facets, with the filters of all facets but `without`. If
    `share` is less than 1, so many of the matches are looked at and all are estimated by them."""
    found = _found(request, _without(request.filters, without))
    counted: Any = found.aggs
    if share < 1:
        counted = counted.bucket("sampled", "random_sampler", probability=share, seed=_SEED)
    for name in names:
        size = _SIZES.get(name, _MANY)
        counted.bucket(name, "terms", field=f"facets.{name}", size=size)
    return _body(found)


def _found(request: SearchRequest, filters: Mapping[str, Sequence[str]]) -> Search:
    """What matches, without scores and without a page."""
    weightless = query.Bool(filter=[matching(request, scored=False), *_filters(filters)])
    return Search().query(weightless).extra(size=0, track_total_hits=False)


def _without(filters: Mapping[str, Sequence[str]], name: str) -> dict[str, Sequence[str]]:
    return {key: values for key, values in filters.items() if key != name}


def _body(found: Search) -> dict[str, Any]:
    body: dict[str, Any] = found.to_dict()
    return body


def completion(
    words: Sequence[str], kinds: Sequence[str], limit: int, worth: Worth
) -> dict[str, Any]:
    """Titles with words that begin so, the most important and shortest before the others."""
    beginnings = [Q("prefix", title_words=word) for word in words]
    narrow = [Q("terms", kind=list(kinds))] if kinds else []
    found_by = [*beginnings, *narrow, Q("term", is_current=True)]
    found = (
        Search()
        .query(query.ConstantScore(filter=query.Bool(filter=found_by)))
        .sort("_score", "title_length", "-date", "-object_id")
        .source(False)
        .extra(size=limit, track_total_hits=False, indices_boost=worth)
    )
    return _body(found)


def _narrowed(filters: Mapping[str, Sequence[str]]) -> query.Query:
    return query.Bool(filter=_filters(filters))


def _filters(filters: Mapping[str, Sequence[str]]) -> list[query.Query]:
    return [Q("terms", **{f"facets.{name}": list(values)}) for name, values in filters.items()]


# --- What matches, and how well ----------------------------------------------------------------


def matching(request: SearchRequest, *, scored: bool = True) -> query.Query:
    """What the words ask for, of current texts or of all; with `scored`, how well."""
    asked_for = request.query
    wanted = _wanted(asked_for)
    found: list[query.Query] = [_weighed(wanted, asked_for) if scored else wanted]
    if asked_for.first:
        named = _named(asked_for.first)
        found.append(query.ConstantScore(filter=named, boost=_FIRST))
    return query.Bool(
        should=found,
        minimum_should_match=1,
        must_not=[_phrase(phrase) for phrase in asked_for.without],
        filter=[] if request.older else [Q("term", is_current=True)],
    )


def _wanted(asked_for: Query) -> query.Query:
    """The clauses of the texts, enough of them; one at least in the document itself."""
    in_texts = [_clause(clause) for clause in asked_for.in_texts]
    in_fields = [_clause(clause) for clause in asked_for.in_fields]
    own = [_clause(clause, own=True) for clause in asked_for.in_texts]
    if in_texts:
        in_fields.append(query.Bool(should=own, minimum_should_match=1))
    return query.Bool(should=in_texts, minimum_should_match=asked_for.enough, filter=in_fields)


def _weighed(found: query.Query, asked_for: Query) -> query.Query:
    """By nearness and by how many of the clauses are there."""
    if near := _near(asked_for):
        functions = [{"filter": near, "weight": 1 + NEAR}]
        found = Q("function_score", query=found, functions=functions, boost_mode="multiply")
    in_texts = [_clause(clause) for clause in asked_for.in_texts]
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
