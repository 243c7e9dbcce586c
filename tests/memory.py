"""An index in memory that can be made anew, be away, be slow and refuse documents.

`settings.SEARCH_BACKEND = "tests.memory.MemoryBackend"`, by the fixture `memory` of the tests of
search; its name among the indexes is «memory».
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from search.domain.words import folded, stems
from search.interface import (
    Document,
    Hit,
    Key,
    SearchRequest,
    SearchResults,
    SearchUnavailableError,
)

Index = dict[Key, Document]


@dataclass
class Memory:
    """What all objects of MemoryBackend share. `found` is what can be found: what was written
    before it settled."""

    live: Index | None = field(default_factory=dict)
    found: Index = field(default_factory=dict)
    following: Index | None = None
    retired: list[Index] = field(default_factory=list)
    refused: set[Key] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    is_away: bool = False
    # Called before anything is answered: may wait, count or raise.
    before: Callable[[str], None] = lambda name: None
    calls: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


memory = Memory()


class MemoryBackend:
    """See search.interface: SearchBackend and Rebuildable."""

    def __init__(self, *, is_next: bool = False) -> None:
        self._is_next = is_next

    def _indexes(self, name: str) -> list[Index]:
        """Those that a write goes to, the one that is asked first."""
        memory.calls.append(name)
        memory.before(name)
        if memory.is_away:
            raise SearchUnavailableError("away")
        if not self._is_next and memory.live is None and name != "create":
            raise SearchUnavailableError("absent")
        wanted = [memory.following] if self._is_next else [memory.live, memory.following]
        return [index for index in wanted if index is not None]

    def search(self, request: SearchRequest) -> SearchResults:
        self._indexes("search")
        if request.is_empty:
            return SearchResults()
        keys = [
            key
            for key, document in memory.found.items()
            if key not in request.gone and _has(document, request)
        ]
        kinds: dict[str, int] = {}
        for kind, _id in keys:
            kinds[kind] = kinds.get(kind, 0) + 1
        wanted = [key for key in keys if key[0] in request.filters.get("kind", [key[0]])]
        page = wanted[request.offset : request.offset + request.limit]
        return SearchResults(
            tuple(Hit(*key, 1.0) for key in page), len(wanted), {"kind": kinds} if kinds else {}
        )

    def complete(
        self, words: Sequence[str], *, kinds: Sequence[str] = (), limit: int = 7
    ) -> tuple[Hit, ...]:
        self._indexes("complete")
        return tuple(
            Hit(*key, 1.0)
            for key, document in memory.found.items()
            if all(any(w.startswith(word) for w in folded(document.title)) for word in words)
        )[:limit]

    def index(self, documents: Iterable[Document]) -> int:
        indexes, given = self._indexes("index"), list(documents)
        taken = {document.key: document for document in given if document.key not in memory.refused}
        for index in indexes:
            index.update(taken)
        return len(taken)

    def remove(self, keys: Iterable[Key]) -> int:
        indexes, given = self._indexes("remove"), list(keys)
        counts = [sum(index.pop(key, None) is not None for key in given) for index in indexes]
        return counts[0]

    def checksums(self, kind: str) -> Mapping[int, str]:
        index = self._indexes("checksums")[0]
        return {pk: document.checksum for (of, pk), document in index.items() if of == kind}

    def exists(self) -> bool:
        if memory.live is not None:
            self._indexes("exists")
        return memory.live is not None

    def create(self) -> None:
        self._indexes("create")
        memory.following = {}

    def following(self) -> "MemoryBackend | None":
        return MemoryBackend(is_next=True) if memory.following is not None else None

    def swap(self) -> None:
        if memory.following is None:
            raise LookupError
        if memory.live is not None:
            memory.retired.append(memory.live)
        memory.live, memory.following = memory.following, None
        memory.found = dict(memory.live)

    def problems(self) -> list[str]:
        memory.before("problems")
        return memory.problems

    def size(self) -> int:
        return len(memory.live or {})

    def settled(self) -> Self:
        self._indexes("settled")
        memory.found = dict(memory.live or {})
        return self


def _has(document: Document, request: SearchRequest) -> bool:
    words = f" {stems(document.title)} {stems(document.body)} ".split()
    clauses = request.query.clauses
    return all(any(set(p.terms) <= set(words) for p in clause) for clause in clauses)
