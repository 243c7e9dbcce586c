"""Versions of documents: what was read later is written with a greater one."""

import time

from django.db import transaction

from search.models import IndexVersion

_TARGET = "elastic"


@transaction.atomic
def following() -> int:
    """A number greater than all before. It is that of the clock (microseconds), so that a database
    restored from a copy does not give numbers again that the node has seen; and it is kept, so that
    clocks which differ or are set back do no harm. The writer's lock must be held since before the
    documents were read."""
    IndexVersion.objects.get_or_create(target=_TARGET)
    row = IndexVersion.objects.select_for_update().get(target=_TARGET)
    row.last = max(row.last + 1, time.time_ns() // 1000)
    row.save(update_fields=["last"])
    return row.last
