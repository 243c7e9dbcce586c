"""What the rest of the site knows about search. Backends are chosen by settings.SEARCH_BACKEND."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from search.domain.query import Query
from search.domain.words import VERSION

Key = tuple[str, int]  # (kind, id of the object)


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of one public object. Its score is multiplied by `boost`; `date` orders
    equally good results."""

    kind: str
    object_id: int
    title: str
    body: str
    date: dt.datetime
    boost: float = 1.0

    @property
    def key(self) -> Key:
        return self.kind, self.object_id

    @property
    def checksum(self) -> str:
        """Tells whether what has been indexed is still what is there (32 hex digits)."""
        moment = self.date.astimezone(dt.UTC).isoformat()
        content = "\0".join([str(VERSION), self.title, self.body, moment, f"{self.boost:g}"])
        return hashlib.sha256(content.encode(errors="replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`kinds` narrows (empty: all); `offset` and `limit` cut the page."""

    query: Query
    kinds: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    object_id: int
    score: float

    @property
    def key(self) -> Key:
        return self.kind, self.object_id


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits, best first. `facets` count all matches by kind, whatever `kinds` was."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, int] = field(default_factory=dict)


class SearchBackend(Protocol):
    """Stores documents and finds them by the rules of search.domain.query."""

    def search(self, request: SearchRequest) -> SearchResults: ...

    def index(self, documents: Iterable[Document]) -> int:
        """Adds or replaces documents; returns how many."""
        ...

    def remove(self, keys: Iterable[Key]) -> int:
        """Takes documents out; absent ones are no fault. Returns how many there were."""
        ...

    def checksums(self, kind: str) -> Mapping[int, str]:
        """Ids of all indexed objects of a kind, with the checksums of what was indexed."""
        ...
