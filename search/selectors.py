import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from consultations.comments.domain.receipts import BadReceiptCodeError, normalise
from search import registry
from search.domain.highlight import Segment, highlight
from search.domain.layout import other_layout
from search.domain.query import compile_query
from search.engine import ask
from search.interface import Key, SearchRequest, SearchResults

if TYPE_CHECKING:
    from collections.abc import Collection

    from django_stubs_ext import StrOrPromise

PER_PAGE: Final = 20
MAX_OFFSET: Final = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """A found object ready to be shown; `title` and `excerpt` come as segments."""

    kind: str
    label: "StrOrPromise"
    url: str
    place: str
    by: str
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind with the number of its matches."""

    kind: str
    label: "StrOrPromise"
    count: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """`total` counts the matches of `kind` (empty: of all); the facets count every kind.

    `is_loose`: nothing has all the words, these have some. `asked`: nothing has any of the words as
    they were typed; these have the same keys in the other layout, which stand here. `is_fallback`:
    the index that should answer does not; the database did. Offsets are None where there is no such
    page.
    """

    results: list[Result]
    kind: str
    total: int
    facets: list[Facet]
    is_loose: bool
    asked: str
    is_fallback: bool
    prev_offset: int | None
    next_offset: int | None

    @property
    def everything(self) -> int:
        return sum(facet.count for facet in self.facets)


def find(query: str, *, kind: str = "", offset: int = 0, limit: int = PER_PAGE) -> ResultPage:
    """A page of results; what has become hidden since it was indexed is left out.

    If nothing has all the words, what has any of them is found; if nothing has, the words are taken
    for typed in the other layout of the keyboard. Queries: two of the index (at most eight if it is
    asked again), and those of `found`, one set for each kind on the page.
    """
    offset, asked = min(offset, MAX_OFFSET), ""
    answer, terms, is_loose = _ask(query, kind, offset, limit)
    if not answer.facets and (other := other_layout(query)):
        second = _ask(other, kind, offset, limit)
        if second[0].facets:
            (answer, terms, is_loose), asked = second, other
    visible = _visible([hit.key for hit in answer.hits])
    gone = Counter(hit.kind for hit in answer.hits if hit.key not in visible)
    end = offset + limit
    return ResultPage(
        results=[
            _result(hit.kind, visible[hit.key], terms) for hit in answer.hits if hit.key in visible
        ],
        kind=kind,
        total=answer.total - gone.total(),
        facets=_facets(answer.facets.get("kind", {}), gone),
        is_loose=is_loose,
        asked=asked,
        is_fallback=answer.is_fallback,
        prev_offset=max(0, offset - limit) if offset else None,
        next_offset=end if end < answer.total and end <= MAX_OFFSET else None,
    )


def receipt_code(query: str) -> str:
    """The code of a receipt in its one spelling, if that is what was typed; else empty."""
    try:
        return normalise(query)
    except BadReceiptCodeError:
        return ""


def _ask(
    text: str, kind: str, offset: int, limit: int
) -> tuple[SearchResults, "Collection[str]", bool]:
    """(answer, terms to be marked, whether only some of the words had to occur)."""
    filters = {"kind": (kind,)} if kind else {}
    query = compile_query(text)
    answer = ask(SearchRequest(query, filters, offset=offset, limit=limit))
    is_loose = not answer.facets and len(query.clauses) > 1
    if is_loose:
        loose = compile_query(text, any_clause=True)
        answer = ask(SearchRequest(loose, filters, offset=offset, limit=limit))
    return answer, query.terms, is_loose


def _visible(keys: list[Key]) -> dict[Key, registry.Found]:
    found: dict[Key, registry.Found] = {}
    for kind, source in registry.sources().items():
        ids = [object_id for of_kind, object_id in keys if of_kind == kind]
        if ids:
            found.update({(kind, pk): item for pk, item in source.found(ids).items()})
    return found


def _result(kind: str, item: registry.Found, terms: "Collection[str]") -> Result:
    return Result(
        kind=kind,
        label=registry.sources()[kind].label,
        url=item.url,
        place=item.place,
        by=item.by,
        title=highlight(item.title, terms, length=len(item.title)),
        excerpt=highlight(item.text, terms),
        date=item.date,
    )


def _facets(counts: dict[str, int], gone: Counter[str]) -> list[Facet]:
    facets = [
        Facet(kind, source.label, counts.get(kind, 0) - gone[kind])
        for kind, source in registry.sources().items()
    ]
    return [facet for facet in facets if facet.count > 0]
