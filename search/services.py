import datetime as dt
import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from search import registry, vocabulary
from search.engine import backend
from search.interface import Document, Key
from search.models import IndexJob

logger = logging.getLogger(__name__)

BATCH: Final = 500
# Any number that no other advisory lock of the database uses.
_LOCK: Final = 7_325_041


@dataclass(frozen=True, slots=True)
class Difference:
    """How the index differs from what is public, in ids of one kind: not indexed; indexed with
    other words; indexed though not public."""

    missing: list[int]
    outdated: list[int]
    stale: list[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.stale)


# --- Changes are noted in the transaction that makes them --------------------------------------


def note_change(*, kind: str, object_id: int) -> None:
    """Writes down, in the transaction of the change, that the index must follow it."""
    note_changes(kind=kind, ids=[object_id])


@transaction.atomic
def note_changes(*, kind: str, ids: Collection[int]) -> None:
    """The same for several objects of one kind."""
    from search.tasks import apply_jobs

    if not ids:
        return
    IndexJob.objects.bulk_create(
        (IndexJob(kind=kind, object_id=object_id) for object_id in ids), batch_size=BATCH
    )
    apply_jobs.enqueue()


# --- The index follows -------------------------------------------------------------------------


@contextmanager
def _only_writer() -> Iterator[None]:
    """A transaction in which nobody else writes the index: otherwise a slow writer could put back
    what it has read before a newer change. SQLite has but one writer at any time."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def apply_pending() -> int:
    """Brings the index up to date with all noted changes, in portions; returns how many objects
    it looked at. Each is read as it is now, so jobs may be merged, repeated or come late."""
    looked_at = 0
    while portion := _apply_portion():
        looked_at += portion
    return looked_at


def _apply_portion() -> int:
    with _only_writer():
        jobs = list(IndexJob.objects.order_by("pk")[:BATCH])
        keys = {(job.kind, job.object_id) for job in jobs}
        index_objects(keys)
        IndexJob.objects.filter(pk__in=[job.pk for job in jobs]).delete()
    return len(keys)


def index_objects(keys: Collection[Key]) -> None:
    """Indexes what is public of `keys` and removes the rest."""
    by_kind: dict[str, list[int]] = {}
    for kind, object_id in sorted(keys):
        by_kind.setdefault(kind, []).append(object_id)
    for kind, ids in by_kind.items():
        source = registry.sources().get(kind)
        documents = _documents(source, ids) if source else []
        backend().index(documents)
        public = {document.object_id for document in documents}
        backend().remove([(kind, object_id) for object_id in ids if object_id not in public])


def _documents(source: registry.Source, ids: Collection[int]) -> list[Document]:
    """The documents of what is public of `ids`, in the language of the site. An object that cannot
    be read is logged and left out: it must not hold up the others."""
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            return list(source.documents(ids))
    except Exception:
        if len(ids) == 1:
            logger.exception("%s %s cannot be indexed", source.kind, *ids)
            return []
        return [document for object_id in ids for document in _documents(source, [object_id])]


# --- Keeping it whole --------------------------------------------------------------------------


def fill() -> dict[str, int]:
    """Indexes everything that is public; returns how many of each kind."""
    counts: dict[str, int] = {}
    for kind, source in registry.sources().items():
        counts[kind] = 0
        for ids in _portions(source):
            with _only_writer():
                counts[kind] += backend().index(_documents(source, ids))
    return counts


def _portions(source: registry.Source) -> Iterator[list[int]]:
    ids = list(source.all_ids())
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def verify() -> dict[str, Difference]:
    """How the index differs from what is public, by kind; changes nothing."""
    found: dict[str, Difference] = {}
    for kind, source in registry.sources().items():
        indexed = dict(backend().checksums(kind))
        missing, outdated = [], []
        for ids in _portions(source):
            for document in _documents(source, ids):
                checksum = indexed.pop(document.object_id, None)
                if checksum is None:
                    missing.append(document.object_id)
                elif checksum != document.checksum:
                    outdated.append(document.object_id)
        found[kind] = Difference(missing, outdated, sorted(indexed))
    return found


def rebuild() -> dict[str, int]:
    """Fills anew and takes out what is no longer public; searching goes on meanwhile. Returns how
    many of each kind are public."""
    counts = fill()
    for kind, source in registry.sources().items():
        with _only_writer():
            stale = set(backend().checksums(kind)) - set(source.all_ids())
            backend().remove([(kind, object_id) for object_id in sorted(stale)])
    with _only_writer():
        vocabulary.recount()
    return counts


def sweep(now: dt.datetime) -> str:
    """The clock's job: changes whose task was lost are applied all the same."""
    count = apply_pending()
    return f"{count} objects" if count else ""
