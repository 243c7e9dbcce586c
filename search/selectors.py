import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Final

from django.utils.text import capfirst

from consultations.comments.domain.receipts import BadReceiptCodeError, normalise
from core.web.kept import Kept
from drafts.domain.citations import citation
from search import registry, rescue
from search.asked import LAST_PAGE, PER_PAGE, Asked
from search.domain.highlight import Segment, fragments, highlight
from search.domain.query import Query
from search.domain.synonyms import Synonyms, phrases
from search.domain.words import folded
from search.engine import ask
from search.interface import Key, Order, SearchRequest
from search.models import SynonymGroup
from search.narrowing import Filters, Reader, Typed, as_words, filters_of
from search.ordering import WINDOW, ordered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django_stubs_ext import StrOrPromise


# Seconds after which a slow index is asked for nothing more for the same page.
PATIENCE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Twin:
    """What says just the same as a result before it."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Result:
    """A found object ready to be shown; `title` and `excerpts` come as segments, `steps` are the
    units around it and itself in words («Глава 2», «Статья 5»). `twins`: found objects of the same
    page that say just the same."""

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
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPage:
    """`total` counts the matches with the filters of `asked`; `facets` are the counts by facet and
    value, each as if it alone did not narrow.

    `is_loose`: nothing has all the words, these have some. `layout`: nothing has the words as they
    were typed; these have the same keys in the other layout, which stand here. `corrected`: nothing
    has them, these have the likeliest spelling, which stands here. `is_any_form`: words in
    quotation marks were found in other forms only. `suggestion`: a much more frequent spelling.
    `complete`: so many are just what was asked for, those behind them like it (0: all alike).
    `without`: how many there would be without filters, told if there is nothing with them.
    `typed`: the filters that stand in the text. `is_wordless`: there are no words besides filters.
    `is_estimated`: there are so many matches that facets but the kind are counted over a part.
    `is_fallback`: the index that should answer does not; the database did.
    """

    asked: Asked
    results: list[Result] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    is_loose: bool = False
    layout: str = ""
    corrected: str = ""
    is_any_form: bool = False
    suggestion: str = ""
    complete: int = 0
    without: int = 0
    is_estimated: bool = False
    is_fallback: bool = False
    typed: tuple[Typed, ...] = ()
    is_wordless: bool = False

    @property
    def filters(self) -> Filters:
        """All that narrows: what was typed together with what the address says."""
        return filters_of(self.typed).among(self.asked.filters)

    @property
    def is_list(self) -> bool:
        """Whether this is everything that passes the filters, since there are no words."""
        return self.is_wordless and bool(self.filters)

    @property
    def changeable(self) -> Asked:
        """What links change that narrow or widen: the text in which the typed filters stand."""
        return self.asked.worded(self.layout) if self.layout and self.typed else self.asked

    @property
    def understood(self) -> Asked:
        """What was asked in the end: with the words that were found instead of those typed."""
        words = self.corrected or self.layout
        return self.asked.worded(words) if words else self.asked

    @property
    def last_page(self) -> int:
        """The last page that can be shown."""
        return min(ceil(self.total / PER_PAGE), LAST_PAGE)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than can be shown."""
        return self.total > LAST_PAGE * PER_PAGE


def find(asked: Asked, *, limit: int = PER_PAGE) -> ResultPage:
    """A page of results; what has become hidden since it was indexed is left out. Filters without
    words find all that passes them, the newest first. Nothing is asked of the index without both or
    for a page behind the last.

    If nothing has all the words, `search.rescue` asks for others, unless they are meant literally.
    Queries: one for the synonyms; those of search.narrowing; searches, at most rescue.MAX_REQUESTS,
    twice as many with filters; three for the order; then those of `found`, one set for each kind.
    """
    if asked.is_beyond or asked.is_blank:
        return ResultPage(asked)
    reader = Reader(synonyms())
    typed = reader.typed(asked.text)
    found = rescue.search(
        as_words(asked.text, typed),
        _asking(asked, limit, reader),
        synonyms=reader.synonyms,
        literal=asked.exact,
        # What is only like the words would stand among the newest.
        widen=asked.order is Order.RELEVANCE,
    )
    hits = found.results.hits
    if _is_ordered(asked, limit):
        start = (asked.page - 1) * limit
        hits = ordered(found.query, hits)[start : start + limit]
    visible = visible_of([hit.key for hit in hits])
    gone = Counter(hit.kind for hit in hits if hit.key not in visible)
    terms = found.query.terms
    return ResultPage(
        asked=asked,
        results=_results([hit.key for hit in hits if hit.key in visible], visible, terms),
        total=found.results.total - gone.total(),
        facets=_without_gone(found.results.facets, gone),
        is_loose=found.is_loose,
        layout=found.layout,
        corrected=found.corrected,
        is_any_form=found.is_any_form,
        suggestion=found.suggestion,
        complete=found.complete,
        without=found.without,
        is_estimated=found.results.is_estimated,
        is_fallback=found.results.is_fallback,
        typed=reader.typed(found.layout) if found.layout else typed,
        is_wordless=not found.query.clauses,
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


def synonyms() -> Synonyms:
    """The groups that editors keep, as they are now: one query."""
    lines = tuple(SynonymGroup.objects.filter(is_active=True).values_list("words", flat=True))
    return _synonyms.get(lines, lambda: Synonyms(tuple(map(phrases, lines))))


# A changed group makes another key, in every process at once.
_synonyms: Final[Kept[Synonyms]] = Kept(4)


def request_of(query: Query, asked: Asked, reader: Reader) -> SearchRequest:
    """A query with the filters of the address and those that it names itself. No words and
    something that narrows ask for everything."""
    query, named = reader.narrowed(query)
    return SearchRequest(
        query=query,
        filters=named.among(asked.filters).wanted,
        left_out=named.left_out,
        everything=bool(named) or bool(asked.filters and not folded(asked.text)),
        older=asked.older,
        order=asked.order,
    )


def _asking(asked: Asked, limit: int, reader: Reader) -> rescue.Ask:
    """How a query is put to the index. After PATIENCE seconds no further attempt is made."""
    started = monotonic()
    offset, size = (0, WINDOW) if _is_ordered(asked, limit) else ((asked.page - 1) * limit, limit)

    def put(query: Query) -> rescue.Outcome:
        if monotonic() - started > PATIENCE:
            return rescue.Outcome()
        request = replace(request_of(query, asked, reader), offset=offset, limit=size)
        results = ask(request)
        if results.total or not (request.filters or request.left_out) or not request.query.clauses:
            return rescue.Outcome(results)
        everywhere = SearchRequest(request.query, older=asked.older, limit=1, count=False)
        return rescue.Outcome(results, without=ask(everywhere).total)

    return put


def _is_ordered(asked: Asked, limit: int) -> bool:
    """Whether the page lies among the first results, the order of which is reckoned here."""
    return asked.order is Order.RELEVANCE and asked.page * limit <= WINDOW


# --- Showing what is found ---------------------------------------------------------------------


def _results(
    keys: "Iterable[Key]", visible: "Mapping[Key, registry.Found]", terms: "Collection[str]"
) -> list[Result]:
    """In the order of the keys, twins with the first of them."""
    found: dict[object, Result] = {}
    for key in keys:
        item = visible[key]
        said = (key[0], item.twin) if item.twin else key
        if said in found:
            one = found[said]
            found[said] = replace(one, twins=(*one.twins, Twin(item.title, item.url)))
        else:
            found[said] = _result(key[0], item, terms)
    return list(found.values())


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
