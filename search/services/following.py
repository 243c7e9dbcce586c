"""Changes are noted in the transaction that makes them; a worker lets the indexes follow."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from search import engine
from search.interface import SearchBackend, SearchUnavailableError
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
    # What is noted later has a task of its own: under steady writing a run would never end.
    last = IndexJob.objects.filter(target=target).aggregate(last=Max("pk"))["last"]
    if last is None or target in outages.resting():
        return 0
    try:
        # Asked before the lock is taken, which on SQLite holds up everybody who writes.
        writing.must_exist(target, index)
        while portion := _apply_portion(target, index, last):
            looked_at += portion
        if looked_at:
            writing.settle(index)
            outages.end(target)
    except SearchUnavailableError as error:
        outages.begin_or_prolong(target, error)
    return looked_at


def _apply_portion(target: str, index: SearchBackend, last: int) -> int:
    with writing.only_writer(target):
        if target in outages.resting():  # another worker has found out while we waited
            return 0
        waiting = IndexJob.objects.filter(target=target, pk__lte=last).order_by("pk")
        jobs = list(waiting[: writing.BATCH])
        keys = {(job.kind, job.object_id) for job in jobs}
        writing.index_objects(index, keys)
        IndexJob.objects.filter(pk__in=[job.pk for job in jobs]).delete()
    return len(keys)


def sweep(now: dt.datetime) -> str:
    """The clock's job: changes whose task was lost, or whose index was away, are applied all the
    same."""
    count = apply_pending()
    return f"{count} objects" if count else ""
