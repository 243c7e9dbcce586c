"""Search in Elasticsearch: one index for each kind, known by aliases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Self

from django.conf import settings
from django.utils import timezone
from elasticsearch import ApiError, NotFoundError

from search import registry
from search.backends.elastic import compile as compiler
from search.backends.elastic import indices, writing
from search.backends.elastic.client import client, reaching
from search.backends.elastic.health import problems
from search.backends.elastic.indices import LIVE, NEXT, Names
from search.interface import (
    FACETS,
    Document,
    Hit,
    Key,
    SearchRequest,
    SearchResults,
    SearchUnavailableError,
)

_PAGE: Final = 5000
_KEPT_OPEN: Final = "1m"


class ElasticBackend:
    """See search.interface: SearchBackend and Rebuildable. `names`: the indices that it is about,
    those that answer or those that are being made."""

    def __init__(self, names: Names = LIVE) -> None:
        self._names = names

    # --- Asking --------------------------------------------------------------------------------

    def search(self, request: SearchRequest) -> SearchResults:
        """What lies beyond the ten thousandth result is counted, not shown."""
        if request.is_empty:
            return SearchResults()
        answer = self._answer(compiler.search(request), search_type="dfs_query_then_fetch")
        return SearchResults(
            hits=_hits(answer),
            total=answer["hits"]["total"]["value"],
            facets=_facets(answer.get("aggregations", {})),
        )

    def complete(
        self, words: Sequence[str], *, kinds: Sequence[str] = (), limit: int = 7
    ) -> tuple[Hit, ...]:
        if not words:
            return ()
        return _hits(self._answer(compiler.completion(words, kinds, limit)))

    def _answer(self, body: dict[str, Any], search_type: str | None = None) -> dict[str, Any]:
        """Of all kinds or of none: an answer without those that are just not there would pass for
        a whole one. Raises SearchUnavailableError also if the index does not understand the
        question, for it may be of other code."""
        try:
            with reaching():
                answer = client(timeout=settings.ELASTICSEARCH_TIMEOUT).search(
                    index=self._names.every,
                    body=body,
                    search_type=search_type,
                    allow_partial_search_results=False,
                )
        except ApiError as error:
            raise SearchUnavailableError(str(error)) from error
        found: dict[str, Any] = answer.body
        return found

    # --- Writing -------------------------------------------------------------------------------

    def index(self, documents: Iterable[Document]) -> int:
        with reaching():
            return writing.index(documents, self._names)

    def remove(self, keys: Iterable[Key]) -> int:
        with reaching():
            return writing.remove(keys, self._names)

    def checksums(self, kind: str) -> Mapping[int, str]:
        """Of everything that has been written, though it may not be found yet."""
        with reaching():
            try:
                client().indices.refresh(index=self._names.of(kind))
            except NotFoundError:
                return {}
            return dict(_checksums(self._names.of(kind)))

    def settled(self) -> Self:
        with reaching():
            for names in {self._names, NEXT}:
                client().indices.refresh(index=names.every, ignore_unavailable=True)
        return self

    # --- Making anew ---------------------------------------------------------------------------

    def exists(self) -> bool:
        with reaching():
            return bool(indices.state().named(LIVE.every))

    def create(self) -> None:
        with reaching():
            indices.drop_expired(timezone.now())
            found = indices.state()
            indices.drop(found.named(NEXT.every))
            for kind in sorted({*registry.sources(), *found.kinds(LIVE)}):
                indices.make(kind, NEXT)

    def following(self) -> "ElasticBackend | None":
        with reaching():
            return ElasticBackend(NEXT) if indices.state().named(NEXT.every) else None

    def swap(self) -> None:
        now = timezone.now()
        with reaching():
            indices.swap(now)
            indices.drop_expired(now)

    def size(self) -> int:
        with reaching():
            stats = client().indices.stats(index=self._names.every, metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def problems(self) -> list[str]:
        return problems(registry.sources())


def _hits(answer: Mapping[str, Any]) -> tuple[Hit, ...]:
    """Sorted by date, results have no score."""
    found = ((hit["_source"], hit["_score"]) for hit in answer["hits"]["hits"])
    return tuple(Hit(source["kind"], source["object_id"], score or 0.0) for source, score in found)


def _facets(aggregations: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    facets = {}
    for name in FACETS:
        counted = aggregations.get(name, {}).get("values", {}).get("buckets", [])
        counts = {bucket["key"]: bucket["doc_count"] for bucket in counted}
        if counts:
            facets[name] = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return facets


def _checksums(alias: str) -> Iterator[tuple[int, str]]:
    """Page by page, of one moment: what is written meanwhile does not shift the pages."""
    node = client()
    moment = node.open_point_in_time(index=alias, keep_alive=_KEPT_OPEN)["id"]
    after: list[Any] | None = None
    try:
        while True:
            answer = node.search(
                pit={"id": moment, "keep_alive": _KEPT_OPEN},
                sort=[{"_shard_doc": "asc"}],
                search_after=after,
                size=_PAGE,
                source_includes=["object_id", "checksum"],
                track_total_hits=False,
            )
            page = answer["hits"]["hits"]
            yield from ((hit["_source"]["object_id"], hit["_source"]["checksum"]) for hit in page)
            if len(page) < _PAGE:
                return
            moment, after = answer["pit_id"], page[-1]["sort"]
    finally:
        node.close_point_in_time(id=moment)
