"""A worker lets the indexes follow the changes that were noted: single ones before those of many.

Each object is read as it is when its turn comes, under the lock of writers, so that the lanes need
no order between them: whoever writes last has read last.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from search import engine
from search.interface import Key, Rebuildable, SearchBackend, SearchUnavailableError
from search.models import IndexJob
from search.services import batches, failing, outages, writing
from search.services.locking import only_writer

# Seconds that the clock gives to changes of many at a time; it has other things to do.
SWEEP: float = 20.0


def apply_pending() -> int:
    """Brings every index up to date with all noted changes; returns how many objects it looked at.

    Each index follows by itself: the jobs of one that cannot be written wait, and it is tried again
    after a pause (see outages).
    """
    return apply_changes() + apply_batches()


def apply_changes() -> int:
    """The same with single changes only."""
    return sum(follow(name, index) for name, index in engine.targets().items())


def apply_batches(*, seconds: float | None = None) -> int:
    """The same with changes of many, for about so many seconds; single changes that come meanwhile
    are applied after each portion."""
    return batches.apply(apply_changes, seconds=seconds)


@dataclass(slots=True)
class _Done:
    """What has been written and is still noted."""

    jobs: list[int] = field(default_factory=list)
    keys: set[Key] = field(default_factory=set)
    faults: dict[Key, Exception] = field(default_factory=dict)

    def finish(self, target: str) -> None:
        """The notes are taken away, but for what could not be read."""
        for pks in writing.in_portions(self.jobs):
            IndexJob.objects.filter(pk__in=pks).delete()
        if self.keys:
            failing.settle(target, self.keys, self.faults)
        self.jobs, self.keys, self.faults = [], set(), {}


def follow(target: str, index: SearchBackend) -> int:
    """Brings one index up to date with single changes. They are read in portions, so jobs may be
    merged, repeated or come late; what was written can be found when this returns, and only then is
    it noted no longer."""
    # What is noted later has a task of its own: under steady writing a run would never end.
    last = _due(target).aggregate(last=Max("pk"))["last"]
    if last is None or target in outages.resting():
        return 0
    looked_at, after, done = 0, 0, _Done()
    try:
        # Asked before the lock is taken, which holds up who else writes the index.
        writing.must_exist(target, index)
        while portion := _apply_portion(target, index, after, last, done):
            looked_at += len({(job.kind, job.object_id) for job in portion})
            after = portion[-1].pk
        if looked_at:
            writing.settle(index)
            done.finish(target)
            outages.end(target)
    except SearchUnavailableError as error:
        done.finish(target)
        outages.begin_or_prolong(target, error)
    return looked_at


def _due(target: str) -> QuerySet[IndexJob]:
    now = timezone.now()
    return IndexJob.objects.filter(Q(retry_at=None) | Q(retry_at__lte=now), target=target)


def _apply_portion(
    target: str, index: SearchBackend, after: int, last: int, done: _Done
) -> list[IndexJob]:
    """The jobs of one portion. In the database they end with it; what another index has got is
    found a little later, and until then it is known by its job what must not be found."""
    with only_writer(target):
        if target in outages.resting():  # another worker has found out while we waited
            return []
        jobs = list(_due(target).filter(pk__gt=after, pk__lte=last).order_by("pk")[: writing.BATCH])
        _write(index, jobs, done)
        if not isinstance(index, Rebuildable):
            done.finish(target)
    return jobs


def _write(index: SearchBackend, jobs: Collection[IndexJob], done: _Done) -> None:
    keys = {(job.kind, job.object_id) for job in jobs}
    faults = writing.index_objects(index, keys)
    done.jobs += [job.pk for job in jobs if not job.attempts]
    done.keys |= keys
    for key in keys - faults.keys():
        done.faults.pop(key, None)
    done.faults |= faults


def sweep(now: dt.datetime) -> str:
    """The clock's job: changes whose task was lost, or whose index was away, are applied all the
    same."""
    count = apply_changes() + apply_batches(seconds=SWEEP)
    return f"{count} objects" if count else ""
