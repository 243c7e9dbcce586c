"""What cannot be read is tried again after growing pauses, and logged once."""

import datetime as dt
import logging
from collections.abc import Collection, Mapping
from typing import Final

from django.utils import timezone

from search.interface import Key
from search.models import IndexJob

logger = logging.getLogger(__name__)

# Pauses before the first, second … new attempt; the last one stays.
PAUSES: Final = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
_LONGEST: Final = 500


def settle(target: str, keys: Collection[Key], faults: Mapping[Key, Exception]) -> None:
    """After the objects of `keys` were looked at: those in `faults` stay noted, each by one row,
    and the notes of earlier faults of the others are taken away."""
    earlier = {
        (job.kind, job.object_id): job
        for job in IndexJob.objects.filter(target=target, attempts__gt=0)
    }
    mended = [job.pk for key, job in earlier.items() if key in keys and key not in faults]
    if mended:
        IndexJob.objects.filter(pk__in=mended).delete()
    for key, fault in faults.items():
        _note(target, key, fault, earlier.get(key))


def _note(target: str, key: Key, fault: Exception, earlier: IndexJob | None) -> None:
    if earlier is None:
        logger.error("%s %s cannot be indexed", *key, exc_info=fault)
        earlier = IndexJob(target=target, kind=key[0], object_id=key[1])
    earlier.retry_at = timezone.now() + PAUSES[min(earlier.attempts, len(PAUSES) - 1)]
    earlier.attempts = min(earlier.attempts + 1, 10_000)
    earlier.error = repr(fault)[:_LONGEST]
    earlier.save()


def unreadable(target: str) -> list[IndexJob]:
    """What could not be read when it was tried last, with the reasons."""
    failed = IndexJob.objects.filter(target=target, attempts__gt=0)
    return list(failed.order_by("kind", "object_id"))
