import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from consultations.comments.domain.receipts import BadReceiptCodeError, normalise
from drafts.domain.citations import citation
from search import registry
from search.asked import LAST_PAGE, PER_PAGE, Asked
from search.domain.highlight import Segment, fragments, highlight
from search.domain.layout import other_layout
from search.domain.query import Query, compile_query
from search.engine import backend
from search.interface import Key, SearchRequest, SearchResults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Result:
    """A found object ready to be shown; `title` and `excerpts` come as segments, `steps` are the
    units around it and itself in words («Глава 2», «Статья 5»)."""

    kind: str
    label: "StrOrPromise"
    url: str
    place: str
    steps: tuple[str, ...]
    by: str
    title: tuple[Segment, ...]
    excerpts: list[tuple[Segment, ...]]
    date: dt.date | None
    status: "StrOrPromise"
    status_kind: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """`total` counts the matches with the filters of `asked`; `facets` are the counts by facet and
    value, each as if it alone did not narrow.

    `is_loose`: nothing has all the words, these have some. `layout`: nothing has any of the words
    as they were typed; these have the same keys in the other layout, which stand here. `without`:
    how many there would be without filters, told if there is nothing with them. `is_fallback`: the
    index that should answer does not; the database did.
    """

    asked: Asked
    results: list[Result] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    is_loose: bool = False
    layout: str = ""
    without: int = 0
    is_fallback: bool = False

    @property
    def last_page(self) -> int:
        """The last page that can be shown."""
        return min(ceil(self.total / PER_PAGE), LAST_PAGE)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than can be shown."""
        return self.total > LAST_PAGE * PER_PAGE


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the index has said, with the terms to be marked and what ResultPage tells of it."""

    results: SearchResults
    terms: "Collection[str]" = ()
    is_loose: bool = False
    layout: str = ""
    without: int = 0


def find(asked: Asked, *, limit: int = PER_PAGE) -> ResultPage:
    """A page of results; what has become hidden since it was indexed is left out. Nothing is asked
    of the index for a page behind the last.

    If nothing has all the words, what has any of them is found; if nothing has, the words are taken
    for typed in the other layout of the keyboard. Searches: one; up to four if nothing is found,
    and twice as many with filters. Then the queries of `found`, one set for each kind.
    """
    if asked.is_beyond:
        return ResultPage(asked)
    answer = _answer(asked, limit)
    hits = answer.results.hits
    visible = visible_of([hit.key for hit in hits])
    gone = Counter(hit.kind for hit in hits if hit.key not in visible)
    return ResultPage(
        asked=asked,
        results=[
            _result(hit.kind, visible[hit.key], answer.terms) for hit in hits if hit.key in visible
        ],
        total=answer.results.total - gone.total(),
        facets=_without_gone(answer.results.facets, gone),
        is_loose=answer.is_loose,
        layout=answer.layout,
        without=answer.without,
        is_fallback=answer.results.is_fallback,
    )


def receipt_code(query: str) -> str:
    """The code of a receipt in its one spelling, if that is what was typed; else empty."""
    try:
        return normalise(query)
    except BadReceiptCodeError:
        return ""


def visible_of(keys: "Iterable[Key]") -> dict[Key, registry.Found]:
    """Which of these objects everybody may see now, read afresh; the queries of `found`."""
    wanted = list(keys)
    found: dict[Key, registry.Found] = {}
    for kind, source in registry.sources().items():
        ids = [object_id for of_kind, object_id in wanted if of_kind == kind]
        if ids:
            found.update({(kind, pk): item for pk, item in source.found(ids).items()})
    return found


# --- Asking the index --------------------------------------------------------------------------


def _answer(asked: Asked, limit: int) -> _Answer:
    """What there is for the words; if there is nothing, for something close to them."""
    answer = _ask(asked, asked.text, limit)
    if answer.results.total or answer.without or asked.exact:
        return answer
    if other := other_layout(asked.text):
        second = _ask(asked, other, limit)
        if second.results.total or second.without:
            return replace(second, layout=other)
    return answer


def _ask(asked: Asked, text: str, limit: int) -> _Answer:
    """With all the words or, if nothing has them, with any."""
    query = compile_query(text)
    results, without = _search(asked, query, limit)
    is_loose = not (results.total or without or asked.exact) and len(query.clauses) > 1
    if is_loose:
        results, without = _search(asked, compile_query(text, any_clause=True), limit)
    return _Answer(results, query.terms, is_loose, without=without)


def _search(asked: Asked, query: Query, limit: int) -> tuple[SearchResults, int]:
    """(what is found, how many there would be without filters if nothing is)."""
    request = SearchRequest(
        query=query,
        filters=asked.filters,
        older=asked.older,
        order=asked.order,
        offset=(asked.page - 1) * limit,
        limit=limit,
    )
    results = backend().search(request)
    if results.total or not asked.filters:
        return results, 0
    everywhere = replace(request, filters={}, offset=0, limit=1, count=False)
    return results, backend().search(everywhere).total


# --- Showing what is found ---------------------------------------------------------------------


def _result(kind: str, item: registry.Found, terms: "Collection[str]") -> Result:
    return Result(
        kind=kind,
        label=registry.sources()[kind].label,
        url=item.url,
        place=item.place,
        steps=_steps(item.path),
        by=item.by,
        title=highlight(item.title, terms, length=len(item.title)),
        excerpts=fragments(item.text, terms),
        date=item.date,
        status=item.status,
        status_kind=item.status_kind,
    )


def _steps(path: str) -> tuple[str, ...]:
    return tuple(capfirst(citation(step)) for step in path.split("/")) if path else ()


def _without_gone(
    facets: dict[str, dict[str, int]], gone: Counter[str]
) -> dict[str, dict[str, int]]:
    """The kinds of what has been hidden are counted without it at once; the other facets when the
    index has followed."""
    kinds = {kind: n - gone[kind] for kind, n in facets.get("kind", {}).items()}
    left = {kind: n for kind, n in kinds.items() if n > 0}
    return {**facets, "kind": left} if facets else {}
