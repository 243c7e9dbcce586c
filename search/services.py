import datetime as dt
from collections.abc import Iterator
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from search import registry
from search.interface import Document, Key, SearchBackend
from search.models import IndexJob

BATCH = 500


def backend() -> SearchBackend:
    """The backend that the settings name."""
    return cast(SearchBackend, import_string(settings.SEARCH_BACKEND)())


def note_change(*, kind: str, object_id: int) -> None:
    """Writes down, in the transaction of the change, that the index must follow it."""
    from search.tasks import apply_jobs

    IndexJob.objects.create(kind=kind, object_id=object_id)
    apply_jobs.enqueue()


@transaction.atomic
def apply_pending(*, limit: int = 1000) -> int:
    """Brings the index up to date with the noted changes; returns how many objects it looked at.

    Each object is read as it is now, so jobs may be merged, repeated or come late.
    """
    jobs = list(IndexJob.objects.order_by("pk")[:limit])
    keys = sorted({(job.kind, job.object_id) for job in jobs})
    index_objects(keys)
    IndexJob.objects.filter(pk__in=[job.pk for job in jobs]).delete()
    return len(keys)


def index_objects(keys: list[Key]) -> None:
    """Indexes what is public of `keys` and removes the rest."""
    by_kind: dict[str, list[int]] = {}
    for kind, object_id in keys:
        by_kind.setdefault(kind, []).append(object_id)
    for kind, ids in by_kind.items():
        source = registry.sources().get(kind)
        documents = list(source.documents(ids)) if source else []
        backend().index(documents)
        gone = set(ids) - {document.object_id for document in documents}
        backend().remove([(kind, object_id) for object_id in gone])


def fill() -> dict[str, int]:
    """Indexes everything that is public; returns how many of each kind."""
    counts: dict[str, int] = {}
    for kind, source in registry.sources().items():
        counts[kind] = sum(backend().index(documents) for documents in _documents(source))
    return counts


def _documents(source: registry.Source) -> Iterator[list[Document]]:
    ids: list[int] = []
    for object_id in source.all_ids():
        ids.append(object_id)
        if len(ids) == BATCH:
            yield list(source.documents(ids))
            ids = []
    if ids:
        yield list(source.documents(ids))


def verify() -> dict[str, tuple[list[int], list[int]]]:
    """By kind: ids that are public but not indexed, and ids that are indexed but not public."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for kind, source in registry.sources().items():
        public, indexed = set(source.all_ids()), set(backend().keys(kind))
        found[kind] = (sorted(public - indexed), sorted(indexed - public))
    return found


def rebuild() -> dict[str, int]:
    """Fills anew and takes out what is no longer public; searching goes on meanwhile."""
    counts = fill()
    for kind, (_missing, stale) in verify().items():
        backend().remove([(kind, object_id) for object_id in stale])
    return counts


def sweep(now: dt.datetime) -> str:
    """The clock's job: changes whose task was lost are applied all the same."""
    count = apply_pending()
    return f"{count} objects" if count else ""
