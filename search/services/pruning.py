"""Combinations of facets that no document has any more are taken away."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from search import engine
from search.models import FacetSet, IndexedDocument
from search.services.locking import only_writer


def prune(now: dt.datetime) -> str:
    """The clock's job; says how many there were."""
    # Asked first, so that mostly nobody has to wait for a lock.
    if not _unused().exists():
        return ""
    with only_writer(engine.DATABASE):
        count, _by_table = _unused().delete()
    return f"{count} combinations"


def _unused() -> QuerySet[FacetSet]:
    return FacetSet.objects.filter(~Exists(IndexedDocument.objects.filter(facets=OuterRef("pk"))))
