"""What is searched. Each kind has a source; floors above search register their own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from search.interface import Document

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Found:
    """A visible object, as a result shows it: `place` says where it stands (a bill, a path)."""

    title: str
    text: str
    url: str
    place: str = ""
    date: object = None


class Source(Protocol):
    """One kind of searched objects. Both methods take ids and leave out what the public may not
    see; that is the only place where visibility is decided."""

    kind: str
    label: "StrOrPromise"

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
    """All kinds in the order of registration."""
    return dict(_sources)
