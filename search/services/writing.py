"""How an index is written: by one writer at a time, in portions, each object as it is now."""

import logging
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import connection, transaction
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
# Any number that no other advisory lock of the database uses; the second number is the index.
_LOCK: Final = 7_325_041

Progress = Callable[[str, int], None]


def say_nothing(kind: str, done: int) -> None:
    """The progress that nobody wants to see."""


@contextmanager
def only_writer(target: str) -> Iterator[None]:
    """A transaction in which nobody else writes the index: otherwise a slow writer could put back
    what it has read before a newer change. SQLite has but one writer at any time."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            second = zlib.crc32(target.encode()) & 0x7FFFFFFF
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, second])
        yield


def index_objects(index: SearchBackend, keys: Collection[Key]) -> None:
    """Indexes what is public of `keys` and removes the rest."""
    by_kind: dict[str, list[int]] = {}
    for kind, object_id in sorted(keys):
        by_kind.setdefault(kind, []).append(object_id)
    for kind, ids in by_kind.items():
        source = registry.sources().get(kind)
        documents = read(source, ids) if source else []
        put(index, documents)
        public = {document.object_id for document in documents}
        index.remove([(kind, object_id) for object_id in ids if object_id not in public])


def read(source: registry.Source, ids: Collection[int]) -> list[Document]:
    """The documents of what is public of `ids`, in the language of the site. An object that cannot
    be read is logged and left out: it must not hold up the others."""
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            return list(source.documents(ids))
    except Exception:
        if len(ids) == 1:
            logger.exception("%s %s cannot be indexed", source.kind, *ids)
            return []
        return [document for object_id in ids for document in read(source, [object_id])]


def put(index: SearchBackend, documents: Collection[Document]) -> int:
    """Indexes; returns how many. A document that the index refuses is logged and left out, and
    stands in what `verify` finds; raises SearchUnavailableError if the index is not there."""
    if not documents:
        return 0
    try:
        with transaction.atomic():
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


def in_portions(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def settle(index: SearchBackend) -> None:
    """Returns when everything that was written can be found."""
    if isinstance(index, Rebuildable):
        index.settled()
