"""Search in Elasticsearch: one index for each kind, known by aliases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Self

from django.utils import timezone
from elasticsearch import NotFoundError

from search import registry
from search.backends.elastic import asking, indices, writing
from search.backends.elastic.client import client, reaching
from search.backends.elastic.health import problems
from search.backends.elastic.indices import LIVE, NEXT, Names
from search.interface import (
    Document,
    Hit,
    Key,
    SearchRequest,
    SearchResults,
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
        if request.is_empty:
            return SearchResults()
        return asking.search(request, self._names)

    def complete(
        self, words: Sequence[str], *, kinds: Sequence[str] = (), limit: int = 7
    ) -> tuple[Hit, ...]:
        if not words:
            return ()
        return asking.complete(words, kinds, limit, self._names)

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
