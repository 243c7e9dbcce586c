"""How an index is written: by one writer at a time, in portions, each object as it is now."""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation

from search import registry
from search.interface import (
    Document,
    Key,
    Rebuildable,
    SearchBackend,
    SearchUnavailableError,
)

logger = logging.getLogger(__name__)

BATCH: Final = 500
# Objects of a change of many that are followed before it is looked for single changes again.
PORTION: Final = 100

Progress = Callable[[str, int], None]


def say_nothing(kind: str, done: int) -> None:
    """The progress that nobody wants to see."""


def must_exist(target: str, index: SearchBackend) -> None:
    """An index that was never filled must not answer with the few objects that have changed since:
    it stays absent, and the database answers."""
    if isinstance(index, Rebuildable) and not index.exists():
        raise SearchUnavailableError(f"there is none, run “search_index rebuild --target {target}”")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one kind, and what could not be, by ids."""

    documents: list[Document] = field(default_factory=list)
    faults: dict[int, Exception] = field(default_factory=dict)


def index_objects(index: SearchBackend, keys: Collection[Key]) -> dict[Key, Exception]:
    """Indexes what is public of `keys` and removes the rest. Returns what cannot be read: that
    keeps the document it has, if it is still public."""
    by_kind: dict[str, list[int]] = {}
    for kind, object_id in sorted(keys):
        by_kind.setdefault(kind, []).append(object_id)
    faults: dict[Key, Exception] = {}
    for kind, ids in by_kind.items():
        source = registry.sources().get(kind)
        found = read(source, ids) if source else Read()
        put(index, found.documents)
        kept = {document.object_id for document in found.documents}
        if source:
            kept |= _shown(source, found.faults)
        index.remove([(kind, object_id) for object_id in ids if object_id not in kept])
        faults |= {(kind, object_id): error for object_id, error in found.faults.items()}
    return faults


def _shown(source: registry.Source, ids: Collection[int]) -> set[int]:
    """Those of `ids` that a result can show. What cannot even be shown must not be found: it would
    break the page of everybody who finds it."""
    shown: set[int] = set()
    for object_id in ids:
        try:
            with transaction.atomic():
                shown.update(source.found([object_id]))
        except Exception as error:  # noqa: BLE001 – why is noted by who has read the document
            logger.debug("%s %s cannot be shown: %r", source.kind, object_id, error)
    return shown


def read(source: registry.Source, ids: Collection[int]) -> Read:
    """The documents of what is public of `ids`, in the language of the site. An object that cannot
    be read must not hold up the others."""
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            return Read(list(source.documents(ids)))
    except Exception as error:  # noqa: BLE001 – whoever asked notes it
        if len(ids) == 1:
            return Read(faults=dict.fromkeys(ids, error))
        each = [read(source, [object_id]) for object_id in ids]
        return Read(
            [document for one in each for document in one.documents],
            {object_id: fault for one in each for object_id, fault in one.faults.items()},
        )


def put(index: SearchBackend, documents: Collection[Document]) -> int:
    """Indexes; returns how many. A document that the index refuses is logged and left out, and
    stands in what `verify` finds; raises SearchUnavailableError if the index is not there."""
    if not documents:
        return 0
    try:
        count = index.index(documents)
    except SearchUnavailableError:
        raise
    except Exception:
        if len(documents) == 1:
            (refused,) = documents
            logger.exception("%s %s is refused by the index", *refused.key)
            return 0
        return sum(put(index, [document]) for document in documents)
    if count < len(documents):
        logger.error("%s documents are refused by the index", len(documents) - count)
    return count


def portions(source: registry.Source) -> Iterator[list[int]]:
    """Ids of everything that is public, by BATCH."""
    return in_portions(list(source.all_ids()))


def in_portions(ids: list[int], size: int | None = None) -> Iterator[list[int]]:
    size = size or BATCH
    return (ids[start : start + size] for start in range(0, len(ids), size))


def settle(index: SearchBackend) -> None:
    """Returns when everything that was written can be found."""
    if isinstance(index, Rebuildable):
        index.settled()
