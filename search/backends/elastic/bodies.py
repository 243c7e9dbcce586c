"""Whole requests to Elasticsearch: how much there is, a page of it, its facets; completing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from search.backends.elastic.compile import matching
from search.interface import Key, Order, SearchRequest

Body = dict[str, Any]
Filters = Mapping[str, Sequence[str]]
# Names of indices with what their documents are worth.
Worth = Sequence[Mapping[str, float]]

# The set of filters that has all of them.
ALL: Final = "all"
# How far into the results one may look: index.max_result_window.
MAX_OFFSET: Final = 10_000
# Values of a facet that are counted.
_MANY: Final = 200
_SIZES: Final = {"bill": 1000}
_KINDS: Final[Body] = {"terms": {"field": "kind", "size": _MANY}}
# The same sample for the same question.
_SEED: Final = 1
# What is shown of a hit, its last value in the order of the page tells: nothing is read from disk.
_NOTHING: Final = "_none_"
_NEWEST: Final[list[Body]] = [{"date": "desc"}, {"object_id": "desc"}]
_BEST: Final[list[Body]] = [{"_score": {"order": "desc"}}, *_NEWEST]
_SHORTEST: Final[list[Body]] = [_BEST[0], {"title_length": "asc"}, *_NEWEST]
# Most kinds have no earlier texts at all, and to leave out what is not there costs nothing.
_EARLIER: Final[Body] = {"term": {"is_current": False}}


def matches(request: SearchRequest) -> Body:
    """What is found by the words, of current texts or of all; what narrows comes later."""
    return _bool([matching(request.query).to_dict()], request)


def counting(found: Body, request: SearchRequest) -> Body:
    """How many of what was `found` (`matches`) there are of each kind, with all filters (ALL) and,
    if facets are asked for, with all but those of one facet (its name)."""
    names = request.filters if request.count else ()
    if not names:
        return _counted(found, request.filters, {ALL: _KINDS})
    sets = {ALL: request.filters, **{name: without(request.filters, name) for name in names}}
    return _counted(
        found,
        {},
        {
            name: {"filter": {"bool": {"filter": _filters(some)}}, "aggs": {"values": _KINDS}}
            for name, some in sets.items()
        },
    )


def facets(found: Body, filters: Filters, names: Sequence[str], share: float = 1) -> Body:
    """Counts of the values of some facets in what was `found`. If `share` is less than 1, so many
    of the matches are looked at and all are estimated by them."""
    counted: Body = {
        name: {"terms": {"field": f"facets.{name}", "size": _SIZES.get(name, _MANY)}}
        for name in names
    }
    if share < 1:
        sampler = {"probability": share, "seed": _SEED}
        counted = {"sampled": {"random_sampler": sampler, "aggs": counted}}
    return _counted(found, filters, counted)


def page(found: Body, request: SearchRequest, worth: Worth) -> Body:
    """The best of what was `found`, or the newest; their total is not counted."""
    return {
        "query": {"bool": {"must": [found], "filter": _filters(request.filters)}},
        "sort": _NEWEST if request.sorting is Order.NEWEST else _BEST,
        "stored_fields": _NOTHING,
        "from": request.offset,
        "size": size_of(request),
        "track_total_hits": False,
        "indices_boost": worth,
    }


def size_of(request: SearchRequest) -> int:
    """How many results of the page can be shown."""
    return max(0, min(request.limit, MAX_OFFSET - request.offset))


def completion(words: Sequence[str], kinds: Sequence[str], limit: int, worth: Worth) -> Body:
    """Titles with words that begin so, the most important and shortest before the others."""
    beginnings: list[Body] = [{"prefix": {"title_words": word}} for word in words]
    narrow: list[Body] = [{"terms": {"kind": list(kinds)}}] if kinds else []
    wanted = {"bool": {"filter": [*beginnings, *narrow], "must_not": [_EARLIER]}}
    return {
        "query": {"constant_score": {"filter": wanted}},
        "sort": _SHORTEST,
        "stored_fields": _NOTHING,
        "size": limit,
        "track_total_hits": False,
        "indices_boost": worth,
    }


def without(filters: Filters, name: str) -> dict[str, Sequence[str]]:
    """All filters but those of one facet."""
    return {key: values for key, values in filters.items() if key != name}


def _bool(must: Sequence[Body], request: SearchRequest) -> Body:
    earlier = [] if request.older else [_EARLIER]
    left_out = [*earlier, *_filters(request.left_out), *_gone(request.gone)]
    return {"bool": {"must": must, "must_not": left_out}}


def _gone(keys: Iterable[Key]) -> list[Body]:
    """What has been hidden since it was indexed, by kinds."""
    kinds: dict[str, list[int]] = {}
    for kind, object_id in keys:
        kinds.setdefault(kind, []).append(object_id)
    return [
        {"bool": {"filter": [{"term": {"kind": kind}}, {"terms": {"object_id": ids}}]}}
        for kind, ids in kinds.items()
    ]


def _counted(found: Body, filters: Filters, counted: Body) -> Body:
    """Without scores and without a page."""
    query = {"bool": {"filter": [found, *_filters(filters)]}}
    return {"query": query, "size": 0, "track_total_hits": False, "aggs": counted}


def _filters(filters: Filters) -> list[Body]:
    return [{"terms": {f"facets.{name}": list(values)}} for name, values in filters.items()]
