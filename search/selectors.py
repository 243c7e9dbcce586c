from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search import registry
from search.domain.highlight import Segment, highlight
from search.domain.words import query_terms
from search.interface import SearchRequest
from search.services import backend

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Result:
    """A found object ready to be shown; `title` and `excerpt` come as segments."""

    kind: str
    label: "StrOrPromise"
    url: str
    place: str
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    date: Any


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind with the number of its matches; parameters of components/tabs.html."""

    kind: str
    label: "StrOrPromise"
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    results: list[Result]
    total: int
    facets: list[Facet]
    offset: int
    next_offset: int | None
    prev_offset: int | None


MAX_OFFSET = 1000


def find(query: str, *, kind: str = "", offset: int = 0, limit: int = 20) -> ResultPage:
    """A page of results; what has become hidden since it was indexed is left out.

    Queries: two of the index and those of `found`, one set per kind on the page.
    """
    offset = max(0, min(offset, MAX_OFFSET))
    kinds = (kind,) if kind in registry.sources() else ()
    answer = backend().search(SearchRequest(query, kinds, offset, limit))
    terms = query_terms(query)
    visible = _visible([hit.key for hit in answer.hits])
    results = [
        _result(hit.kind, visible[hit.key], terms) for hit in answer.hits if hit.key in visible
    ]
    more = offset + limit < answer.total and offset + limit <= MAX_OFFSET
    return ResultPage(
        results=results,
        total=answer.total,
        facets=_facets(answer.facets, kind),
        offset=offset,
        next_offset=offset + limit if more else None,
        prev_offset=max(0, offset - limit) if offset else None,
    )


def _visible(keys: list[tuple[str, int]]) -> dict[tuple[str, int], registry.Found]:
    found: dict[tuple[str, int], registry.Found] = {}
    for kind, source in registry.sources().items():
        ids = [object_id for of_kind, object_id in keys if of_kind == kind]
        if ids:
            found.update({(kind, pk): item for pk, item in source.found(ids).items()})
    return found


def _result(kind: str, item: registry.Found, terms: tuple[str, ...]) -> Result:
    return Result(
        kind=kind,
        label=registry.sources()[kind].label,
        url=item.url,
        place=item.place,
        title=highlight(item.title, terms, length=200),
        excerpt=highlight(item.text, terms),
        date=item.date,
    )


def _facets(counts: dict[str, int], current: str) -> list[Facet]:
    return [
        Facet(kind, source.label, counts[kind], kind == current)
        for kind, source in registry.sources().items()
        if counts.get(kind)
    ]
