"""What the rest of the site knows about search. Backends are chosen by settings.SEARCH_BACKEND."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Key = tuple[str, int]  # (kind, id of the object)


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of one public object. `date` orders equally good results."""

    kind: str
    object_id: int
    title: str
    body: str
    date: dt.datetime

    @property
    def key(self) -> Key:
        return self.kind, self.object_id


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`query` as typed; `kinds` narrows (empty: all); `offset` and `limit` cut the page."""

    query: str
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
    """Stores documents and finds them. A query matches where every word (in any form) occurs."""

    def search(self, request: SearchRequest) -> SearchResults: ...

    def index(self, documents: Iterable[Document]) -> int:
        """Adds or replaces documents; returns how many."""
        ...

    def remove(self, keys: Iterable[Key]) -> int:
        """Takes documents out; absent ones are no fault."""
        ...

    def keys(self, kind: str) -> Sequence[int]:
        """Ids of all indexed objects of a kind, ascending."""
        ...
