"""What the rest of the site knows about search. Backends are chosen by settings.SEARCH_BACKEND."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, Self, runtime_checkable

from search.domain.query import Query
from search.domain.words import VERSION

Key = tuple[str, int]  # (kind, id of the object)

# What results are counted and narrowed by; the values of all but `kind` and `year` are given by the
# source of a kind (search.registry), in the order in which a page shows them.
FACETS: Final = (
    "kind",
    "bill",
    "stage",
    "state",
    "council",
    "municipality",
    "stance",
    "disposition",
    "topic",
    "year",
)


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of one public object. Its score is multiplied by what its kind is worth
    (search.domain.weights); `date` orders equally good results.

    `law`: number and title of the bill that it belongs to, found by «закон:»; `author`: whose words
    these are, found by «автор:»; neither is found by plain words. `context`: what stands around
    (headings above a unit, the title of its bill), which completes what the document itself says
    but never finds it alone. `path`: the unit that it is or
    speaks of, as design.md writes paths (`article:5/paragraph:1`); `is_unit`: it is that unit.
    `facets`: values (codes, slugs) by names of FACETS. What is not `is_current` (a provision of an
    earlier version) is found by those only who ask for older texts.
    """

    kind: str
    object_id: int
    title: str
    body: str
    date: dt.datetime
    law: str = ""
    author: str = ""
    context: str = ""
    path: str = ""
    is_unit: bool = False
    is_current: bool = True
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.kind, self.object_id

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """All facets that have values, `kind` and `year` among them; in the order of FACETS."""
        own = {**self.facets, "kind": (self.kind,), "year": (str(self.date.year),)}
        return {name: tuple(sorted(set(own[name]))) for name in FACETS if own.get(name)}

    @property
    def checksum(self) -> str:
        """Tells whether what has been indexed is still what is there (32 hex digits)."""
        moment = self.date.astimezone(dt.UTC).isoformat()
        facets = json.dumps(self.values, ensure_ascii=False)
        flags = f"{self.is_unit:d} {self.is_current:d}"
        texts = (
            self.title, self.body, self.law, self.author, self.context, self.path,
        )  # fmt: skip
        content = "\0".join([str(VERSION), *texts, moment, facets, flags])
        return hashlib.sha256(content.encode(errors="replace")).hexdigest()[:32]


class Order(StrEnum):
    """How results are sorted: the best first, or the newest."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`filters` narrow: of each facet that is named one of the values must be there. `left_out`:
    none of these may, and what has one is not counted either. `everything`: a query without clauses
    asks for all that passes the filters, the newest first; else it asks for nothing. `older` adds
    what is not current. `offset` and `limit` cut the page; `count` asks for facets. `gone`: what is
    neither found nor counted (the database knows it by itself)."""

    query: Query
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    everything: bool = False
    older: bool = False
    order: Order = Order.RELEVANCE
    offset: int = 0
    limit: int = 20
    count: bool = True
    gone: tuple[Key, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.query.clauses or self.everything)

    @property
    def sorting(self) -> Order:
        """Without words nothing is better than anything else."""
        return self.order if self.query.clauses else Order.NEWEST


@dataclass(frozen=True, slots=True)
class Hit:
    """`is_named`: it is what the query names (Query.first), which stands before all others."""

    kind: str
    object_id: int
    score: float
    is_named: bool = False

    @property
    def key(self) -> Key:
        return self.kind, self.object_id


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits. `total` counts all matches with the filters. `facets`: counts by facet and
    value; each facet is counted as if it alone did not narrow, so that one can change the mind.
    `is_estimated`: there are so many matches that the facets but `kind` were counted over a part of
    them. `is_fallback`: the index that should answer does not; this is what the database has found.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    is_estimated: bool = False
    is_fallback: bool = False


class SearchUnavailableError(Exception):
    """The backend cannot be asked now, or does not answer in time."""


class SearchBackend(Protocol):
    """Stores documents and finds them by the rules of search.domain.query. Every method raises
    SearchUnavailableError if the index cannot be reached."""

    def search(self, request: SearchRequest) -> SearchResults: ...

    def complete(
        self, words: Sequence[str], *, kinds: Sequence[str] = (), limit: int = 7
    ) -> tuple[Hit, ...]:
        """Current documents in whose titles every word begins one of the words of the title
        (`words` as search.domain.words.folded gives them): for suggestions while typing."""
        ...

    def index(self, documents: Iterable[Document]) -> int:
        """Adds or replaces documents; returns how many. What the index refuses is logged and left
        out: it must not hold up the others."""
        ...

    def remove(self, keys: Iterable[Key]) -> int:
        """Takes documents out; absent ones are no fault. Returns how many there were."""
        ...

    def checksums(self, kind: str) -> Mapping[int, str]:
        """Ids of all indexed objects of a kind, with the checksums of what was indexed."""
        ...


@runtime_checkable
class Rebuildable(Protocol):
    """A backend whose index can be made anew beside the live one, which goes on answering. While
    there is a next index, `index` and `remove` of the live backend write to both."""

    def exists(self) -> bool:
        """Whether there is a live index: before the first rebuild there is none, and changes wait.
        Raises SearchUnavailableError."""
        ...

    def create(self) -> None:
        """Makes an empty next index; one that was begun before is dropped."""
        ...

    def following(self) -> SearchBackend | None:
        """The next index alone, or None if none has been made."""
        ...

    def swap(self) -> None:
        """Lets the next index answer in one step. Raises LookupError if there is none."""
        ...

    def problems(self) -> list[str]:
        """What does not fit between the live index and this code, in words for the operator who
        runs `search_index rebuild`; empty if all is well."""
        ...

    def settled(self) -> Self:
        """Returns when everything that was written can be found."""
        ...

    def size(self) -> int:
        """Bytes that the live index takes on the disk."""
        ...


@dataclass(frozen=True, slots=True)
class NewHit:
    """A match with what the index knows of its age: the date, and the checksum of its words."""

    kind: str
    object_id: int
    date: dt.datetime
    checksum: str

    @property
    def key(self) -> Key:
        return self.kind, self.object_id


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest matches first; `total` counts all that were asked for."""

    hits: tuple[NewHit, ...] = ()
    total: int = 0


class NewsIndex(Protocol):
    """An index that knows in what order objects have come to the public: each that is new to it
    gets a greater number than all before. The database's does, and it is always kept."""

    def reached(self) -> int:
        """The greatest number that has been given; 0 if the index is empty."""
        ...

    def newest(
        self,
        request: SearchRequest,
        *,
        after: int = 0,
        upto: int | None = None,
        since: dt.datetime | None = None,
    ) -> Newest:
        """Matches with numbers greater than `after`, at most `upto`, not dated before `since`; of
        the request its query, filters, `older` and `limit` count."""
        ...
