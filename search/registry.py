"""What is searched. Each kind has a source; floors above search register their own."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from search.interface import Document

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Found:
    """A visible object, as a result shows it: `place` says where it stands (a bill, a section),
    `by` whose words they are, `path` the unit that it is or speaks of. `status` says in a word how
    it stands; `status_kind` is that of components/tag.html. `twin`: what has the same value in the
    same kind says just the same, and is shown once on a page with links to the others."""

    title: str
    text: str
    url: str
    place: str = ""
    by: str = ""
    date: dt.date | None = None
    path: str = ""
    status: "StrOrPromise" = ""
    status_kind: str = ""
    twin: str = ""


class Source(Protocol):
    """One kind of searched objects. It alone decides what the public may see: ids of anything
    else are left out of what both methods return."""

    kind: str
    label: "StrOrPromise"
    # The place of the kind among the others, 10, 20 …
    order: int

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        """For indexing; a constant number of queries."""
        ...

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        """For showing results, read afresh from the database; a constant number of queries."""
        ...

    def all_ids(self) -> Iterator[int]:
        """Ids of everything that is public, ascending."""
        ...


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Adds a kind (once, in `ready`); raises ValueError if it is there already."""
    if source.kind in _sources:
        raise ValueError(f"Kind {source.kind!r} is registered twice.")
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    """All kinds by their order."""
    return dict(sorted(_sources.items(), key=lambda item: item[1].order))
