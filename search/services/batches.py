"""Changes of many objects at once, in portions behind single changes."""

import time
from collections.abc import Callable
from typing import Final

from django.db import connection, transaction

from search import belonging, engine
from search.interface import SearchBackend, SearchUnavailableError
from search.models import IndexBatch
from search.services import failing, outages, writing
from search.services.locking import only_writer
from search.services.noting import rows_of

_PAUSE: Final = 0.2


def apply(between: Callable[[], int], *, seconds: float | None = None) -> int:
    """Applies portions, one of each index at a time, until nothing waits or, at the latest, so many
    seconds have passed. `between` is called after each. Returns how many objects were looked at,
    those of `between` included."""
    start, total = time.monotonic(), 0
    waiting, written = engine.targets(), set()
    while waiting and (seconds is None or time.monotonic() - start < seconds):
        for target, index in list(waiting.items()):
            began = time.monotonic()
            if count := _portion(target, index):
                written.add(target)
                total += count + between()
                _let_others_write(time.monotonic() - began)
            else:
                del waiting[target]
    for target in sorted(written):
        _settle(target)
    return total


def _let_others_write(taken: float) -> None:
    """Whoever waits for the one writer of SQLite looks every tenth of a second whether it is gone,
    more seldom on a busy machine: portion upon portion would never let them in."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(max(_PAUSE, taken / 2))


def are_waiting() -> bool:
    """Whether there are any that may be applied now."""
    followed = set(engine.targets()) - outages.resting()
    return IndexBatch.objects.filter(target__in=followed).exists()


def waiting_ids(target: str, kind: str) -> set[int]:
    """Ids of one kind that are still to be followed."""
    rows = IndexBatch.objects.filter(target=target)
    found = {pk for ids in rows.filter(kind=kind).values_list("ids", flat=True) for pk in ids}
    wholes = rows.filter(kind="").values_list("whole", "whole_id").order_by()
    for whole, whole_id in wholes.distinct():
        for part, ids in belonging.ids_of(whole, whole_id):
            if part == kind:
                found.update(ids)
    return found


def _portion(target: str, index: SearchBackend) -> int:
    """How many objects the next portion had; 0 if there is none, or the index is away."""
    if not IndexBatch.objects.filter(target=target).exists() or target in outages.resting():
        return 0
    try:
        writing.must_exist(target, index)
        with only_writer(target):
            batch = _next(target)
            if batch is None or target in outages.resting():
                return 0
            keys = {(batch.kind, object_id) for object_id in batch.ids}
            faults = writing.index_objects(index, keys)
            IndexBatch.objects.filter(pk=batch.pk).delete()
            failing.settle(target, keys, faults)
            return len(keys)
    except SearchUnavailableError as error:
        outages.begin_or_prolong(target, error)
        return 0


def _next(target: str) -> IndexBatch | None:
    """The oldest row with ids; wholes that stand before it are turned into such rows. What is noted
    as a whole once more is left to the later note."""
    while batch := IndexBatch.objects.filter(target=target).order_by("pk").first():
        same = IndexBatch.objects.filter(
            target=target, whole=batch.whole, whole_id=batch.whole_id, pk__gte=batch.pk
        )
        again = same.filter(kind="", pk__gt=batch.pk).order_by("pk").last() if batch.whole else None
        if again is not None:
            same.filter(pk__lt=again.pk).delete()
        elif batch.kind:
            return batch
        else:
            _expand(batch)
    return None


@transaction.atomic
def _expand(batch: IndexBatch) -> None:
    """Puts rows with ids in the place of a whole."""
    for kind, ids in belonging.ids_of(batch.whole, batch.whole_id):
        rows = rows_of(batch.target, kind, ids, whole=batch.whole, whole_id=batch.whole_id)
        IndexBatch.objects.bulk_create(rows, batch_size=writing.BATCH)
    batch.delete()


def _settle(target: str) -> None:
    try:
        writing.settle(engine.targets()[target])
        outages.end(target)
    except SearchUnavailableError as error:
        outages.begin_or_prolong(target, error)
