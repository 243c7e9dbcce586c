"""Changes are noted in the transaction that makes them; a worker lets the indexes follow."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from search import engine
from search.interface import Rebuildable, SearchBackend, SearchUnavailableError
from search.models import IndexJob
from search.services import outages, writing


def note_change(*, kind: str, object_id: int) -> None:
    """Writes down, in the transaction of the change, that every index must follow it."""
    note_changes(kind=kind, ids=[object_id])


@transaction.atomic
def note_changes(*, kind: str, ids: Collection[int]) -> None:
    """The same for several objects of one kind."""
    from search.tasks import apply_jobs

    if not ids:
        return
    names = list(engine.targets())
    IndexJob.objects.bulk_create(
        (
            IndexJob(target=name, kind=kind, object_id=object_id)
            for object_id in ids
            for name in names
        ),
        batch_size=writing.BATCH,
    )
    apply_jobs.enqueue()


def apply_pending() -> int:
    """Brings every index up to date with all noted changes; returns how many objects it looked at.

    Each index follows by itself: the jobs of one that cannot be written wait, and it is tried again
    after a pause (see outages).
    """
    return sum(follow(name, index) for name, index in engine.targets().items())


def follow(target: str, index: SearchBackend) -> int:
    """The same for one index. Each object is read as it is now, in portions, so jobs may be merged,
    repeated or come late; what was written can be found when this returns."""
    looked_at = 0
    if target in outages.resting() or not IndexJob.objects.filter(target=target).exists():
        return 0
    try:
        # Asked before the lock is taken, which on SQLite holds up everybody who writes.
        _must_exist(target, index)
        while portion := _apply_portion(target, index):
            looked_at += portion
        if looked_at:
            writing.settle(index)
            outages.end(target)
    except SearchUnavailableError as error:
        outages.begin_or_prolong(target, error)
    return looked_at


def _must_exist(target: str, index: SearchBackend) -> None:
    """An index that was never filled must not answer with the few objects that have changed since:
    it stays absent, and the database answers."""
    if isinstance(index, Rebuildable) and not index.exists():
        raise SearchUnavailableError(f"there is none, run “search_index rebuild --target {target}”")


def _apply_portion(target: str, index: SearchBackend) -> int:
    with writing.only_writer(target):
        if target in outages.resting():  # another worker has found out while we waited
            return 0
        jobs = list(IndexJob.objects.filter(target=target).order_by("pk")[: writing.BATCH])
        keys = {(job.kind, job.object_id) for job in jobs}
        writing.index_objects(index, keys)
        IndexJob.objects.filter(pk__in=[job.pk for job in jobs]).delete()
    return len(keys)


def sweep(now: dt.datetime) -> str:
    """The clock's job: changes whose task was lost, or whose index was away, are applied all the
    same."""
    count = apply_pending()
    return f"{count} objects" if count else ""
