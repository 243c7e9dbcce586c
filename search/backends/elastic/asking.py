"""How a question is put to the node: first how much of each kind there is, then a page of it and
its facets, of those kinds alone.

What finds does not weigh, and what weighs does not count: the first question and the facets need no
scores, so the node answers them from its caches, and the page needs no total, so the node leaves
out what cannot come among the best. A kind without matches is asked for nothing more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from django.conf import settings
from elasticsearch import ApiError

from search.backends.elastic import bodies, indices
from search.backends.elastic.bodies import ALL, Filters
from search.backends.elastic.client import client, reaching
from search.backends.elastic.compile import NAMED
from search.backends.elastic.indices import Names
from search.interface import FACETS, Hit, SearchRequest, SearchResults, SearchUnavailableError

# Matches of a kind whose facets are counted one by one: as many as can be shown. Of more, half as
# many are looked at (the node takes no larger share than a half).
EXACT: Final = bodies.MAX_OFFSET
_SAMPLED: Final = EXACT // 2
_ONE_MEASURE: Final = "dfs_query_then_fetch"
# What is left for a second question if the first has taken all the time there is.
_LEAST: Final = 0.05

Counts = Mapping[str, Mapping[str, int]]  # by sets of filters: matches by kinds


@dataclass(frozen=True, slots=True)
class _Question:
    """`index`: names of what is asked. `is_weighed`: whether scores count, by the words of all that
    is asked: each index alone would weigh by its own."""

    index: str | list[str]
    body: dict[str, Any]
    is_weighed: bool = False


@dataclass(frozen=True, slots=True)
class _Facets:
    """Facets to be counted over some kinds with some filters; `share`: over how many of the matches
    (1: over all)."""

    names: tuple[str, ...]
    filters: Filters
    kinds: tuple[str, ...]
    share: float = 1


def search(request: SearchRequest, names: Names) -> SearchResults:
    """See search.interface.SearchBackend. The total and the kinds are counted exactly. What lies
    beyond the ten thousandth result is counted, not shown."""
    until = monotonic() + settings.ELASTICSEARCH_TIMEOUT
    matches = bodies.matches(request)
    (first,) = _answers([_Question(names.every, bodies.counting(matches, request))], until)
    counts = _counts(first)
    found = counts[ALL]
    facets = list(_facets(request, counts)) if request.count else []
    questions = [
        _Question(
            list(map(names.of, each.kinds)),
            bodies.facets(matches, each.filters, each.names, each.share),
        )
        for each in facets
    ]
    if found and bodies.size_of(request):
        page = bodies.page(matches, request, indices.worth())
        questions.append(_Question(list(map(names.of, found)), page, is_weighed=True))
    answers = _answers(questions, until)
    return SearchResults(
        hits=_hits(answers[-1]) if len(answers) > len(facets) else (),
        total=sum(found.values()),
        facets=_summed(request, counts, answers[: len(facets)]) if request.count else {},
        is_estimated=any(each.share < 1 for each in facets),
    )


def complete(
    words: Sequence[str], kinds: Sequence[str], limit: int, names: Names
) -> tuple[Hit, ...]:
    """See search.interface.SearchBackend."""
    until = monotonic() + settings.ELASTICSEARCH_TIMEOUT
    body = bodies.completion(words, kinds, limit, indices.worth())
    return _hits(_answers([_Question(names.every, body)], until)[0])


def _facets(request: SearchRequest, counts: Counts) -> Iterator[_Facets]:
    """A facet that narrows is counted without its own filter, the others with all. Kinds have been
    counted already."""
    rest = tuple(name for name in FACETS if name != "kind" and name not in request.filters)
    own = [((name,), name) for name in request.filters if name != "kind"]
    for names, without in [(rest, ALL), *own]:
        filters = bodies.without(request.filters, without)
        few = tuple(kind for kind, n in counts[without].items() if n <= EXACT)
        many = {kind: n for kind, n in counts[without].items() if n > EXACT}
        if few:
            yield _Facets(names, filters, few)
        if many:
            yield _Facets(names, filters, tuple(many), _SAMPLED / sum(many.values()))


# --- The node ----------------------------------------------------------------------------------


def _answers(questions: Sequence[_Question], until: float) -> list[dict[str, Any]]:
    """Of all that is asked or of nothing: an answer without kinds that are just not there would
    pass for a whole one. Raises SearchUnavailableError also if an index does not understand the
    question, for it may be of other code."""
    if not questions:
        return []
    searches: list[Any] = []
    for each in questions:
        how = {"search_type": _ONE_MEASURE} if each.is_weighed else {}
        searches += [{"index": each.index, "allow_partial_search_results": False, **how}, each.body]
    try:
        with reaching():
            node = client(timeout=max(_LEAST, until - monotonic()))
            answers = list(node.msearch(searches=searches)["responses"])
    except ApiError as error:
        raise SearchUnavailableError(str(error)) from error
    for answer in answers:
        if "error" in answer:
            raise SearchUnavailableError(str(answer["error"]))
    return answers


# --- What is answered --------------------------------------------------------------------------


def _counts(answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    found = answer["aggregations"]
    return {name: _buckets(each.get("values", each)) for name, each in found.items()}


def _buckets(counted: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}


def _hits(answer: Mapping[str, Any]) -> tuple[Hit, ...]:
    """Sorted by date, results have no score."""
    found = ((hit, hit["_score"] or 0.0) for hit in answer["hits"]["hits"])
    return tuple(
        # What its kind is worth may have lessened the score.
        Hit(indices.kind_of(hit["_index"]), hit["sort"][-1], score, score > NAMED / 2)
        for hit, score in found
    )


def _summed(
    request: SearchRequest, counts: Counts, answers: Sequence[Mapping[str, Any]]
) -> dict[str, dict[str, int]]:
    """By facets in their order; of each the commonest values first."""
    summed: dict[str, Counter[str]] = {
        "kind": Counter(counts["kind" if "kind" in request.filters else ALL])
    }
    for answer in answers:
        found = answer["aggregations"]
        for name, counted in found.get("sampled", found).items():
            if name in FACETS:
                summed.setdefault(name, Counter()).update(_buckets(counted))
    return {
        name: dict(sorted(summed[name].items(), key=lambda item: (-item[1], item[0])))
        for name in FACETS
        if summed.get(name)
    }
