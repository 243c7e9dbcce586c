"""Changes are noted in the transaction that makes them: single ones apart from those of many."""

from collections.abc import Collection
from typing import Final

from django.db import transaction

from search import engine
from search.models import IndexBatch, IndexJob
from search.services import writing

# More objects than this are followed in portions, so that a single change need not wait for them.
SINGLE: Final = 100


def note_change(*, kind: str, object_id: int, gone: bool | None = None) -> None:
    """Writes down, in the transaction of the change, that every index must follow it. What is
    `gone` from the public is left out of searches at once, until it is noted with False."""
    note_changes(kind=kind, ids=[object_id], gone=gone)


@transaction.atomic
def note_changes(*, kind: str, ids: Collection[int], gone: bool | None = None) -> None:
    """The same for several objects of one kind."""
    from search.tasks import apply_batches, apply_jobs

    if not ids:
        return
    if len(ids) > SINGLE and gone is None:
        for target in engine.targets():
            IndexBatch.objects.bulk_create(rows_of(target, kind, sorted(ids)))
        apply_batches.enqueue()
        return
    IndexJob.objects.bulk_create(
        (
            IndexJob(target=target, kind=kind, object_id=object_id, is_gone=gone)
            for object_id in ids
            for target in engine.targets()
        ),
        batch_size=writing.BATCH,
    )
    apply_jobs.enqueue()


@transaction.atomic
def note_whole(*, whole: str, whole_id: int) -> None:
    """The same for everything that belongs to a bill, a version or an event (see
    search.belonging): one row for each index, however much that is."""
    from search.tasks import apply_batches

    IndexBatch.objects.bulk_create(
        IndexBatch(target=target, whole=whole, whole_id=whole_id) for target in engine.targets()
    )
    apply_batches.enqueue()


def rows_of(
    target: str, kind: str, ids: list[int], *, whole: str = "", whole_id: int = 0
) -> list[IndexBatch]:
    """Rows with as many ids each as one portion has; not saved."""
    return [
        IndexBatch(target=target, whole=whole, whole_id=whole_id, kind=kind, ids=portion)
        for portion in writing.in_portions(ids, writing.PORTION)
    ]
