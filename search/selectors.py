import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from consultations.comments.domain.receipts import BadReceiptCodeError, normalise
from core.web.kept import Kept
from search import registry, rescue
from search.domain.highlight import Segment, highlight
from search.domain.query import Query
from search.domain.synonyms import Synonyms, phrases
from search.engine import backend
from search.interface import Key, SearchRequest, SearchResults
from search.models import SynonymGroup
from search.narrowing import narrowed

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

    `is_loose`: nothing has all the words, these have some. `asked`: nothing has the words as they
    were typed; these have the same keys in the other layout, which stand here. `corrected`: nothing
    has them, these have the likeliest spelling, which stands here. `is_any_form`: words in
    quotation marks were found in other forms only. `suggestion`: a much more frequent spelling.
    Offsets are None where there is no such page.
    """

    results: list[Result]
    kind: str
    total: int
    facets: list[Facet]
    is_loose: bool
    asked: str
    prev_offset: int | None
    next_offset: int | None
    corrected: str = ""
    is_any_form: bool = False
    suggestion: str = ""

    @property
    def everything(self) -> int:
        return sum(facet.count for facet in self.facets)


def find(
    query: str, *, kind: str = "", offset: int = 0, limit: int = PER_PAGE, literal: bool = False
) -> ResultPage:
    """A page of results; what has become hidden since it was indexed is left out.

    If nothing has all the words, `search.rescue` asks for others, unless they are meant literally.
    Queries: those of the synonyms, two of the index for each time that it is asked (at most
    rescue.MAX_REQUESTS times), and those of `found`, one set for each kind on the page.
    """
    offset = min(offset, MAX_OFFSET)
    ask = _asking(kind, offset, limit)
    rescued = rescue.search(query, ask, synonyms=synonyms(), literal=literal)
    answer, terms = rescued.results, rescued.query.terms
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
        is_loose=rescued.is_loose,
        asked=rescued.layout,
        prev_offset=max(0, offset - limit) if offset else None,
        next_offset=end if end < answer.total and end <= MAX_OFFSET else None,
        corrected=rescued.corrected,
        is_any_form=rescued.is_any_form,
        suggestion=rescued.suggestion,
    )


def receipt_code(query: str) -> str:
    """The code of a receipt in its one spelling, if that is what was typed; else empty."""
    try:
        return normalise(query)
    except BadReceiptCodeError:
        return ""


def synonyms() -> Synonyms:
    """The groups that editors keep, as they are now: one query."""
    lines = tuple(SynonymGroup.objects.filter(is_active=True).values_list("words", flat=True))
    return _synonyms.get(lines, lambda: Synonyms(tuple(map(phrases, lines))))


# A changed group makes another key, in every process at once.
_synonyms: Final[Kept[Synonyms]] = Kept(4)


def _asking(kind: str, offset: int, limit: int) -> rescue.Ask:
    """How a query is put to the index: narrowed to a kind, and to what it names itself."""
    chosen = {"kind": (kind,)} if kind else {}

    def ask(query: Query) -> SearchResults:
        query, named = narrowed(query)
        filters = {**named, **chosen}
        return backend().search(SearchRequest(query, filters, offset=offset, limit=limit))

    return ask


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
