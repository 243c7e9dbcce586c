"""After an update of the code the index in the database follows by itself."""

from typing import Final

from django.db import transaction

from search import engine, registry
from search.domain.words import VERSION
from search.models import IndexBatch, IndexVersion
from search.services.noting import rows_of

_WORDS: Final = "database-words"


@transaction.atomic
def note_everything_if_outdated() -> int:
    """If this code makes other words of texts than the code that has filled the index in the
    database, or if it was never filled, everything public is noted for it; returns how many objects
    were. A worker writes them behind all other changes, and until it has, less may be found.
    (An index of Elasticsearch has a definition of its own and is made anew beside the old one.)"""
    from search.tasks import apply_batches

    IndexVersion.objects.get_or_create(target=_WORDS)
    known = IndexVersion.objects.select_for_update().get(target=_WORDS)
    if known.last == VERSION:
        return 0
    count = 0
    for kind, source in registry.sources().items():
        ids = list(source.all_ids())
        IndexBatch.objects.bulk_create(rows_of(engine.DATABASE, kind, ids))
        count += len(ids)
    known.last = VERSION
    known.save(update_fields=["last"])
    if count:
        apply_batches.enqueue()
    return count
