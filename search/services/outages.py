"""An index that cannot be written rests for a growing while; its jobs wait for it.

Logged is the beginning and the end of an outage, not each job that it keeps waiting.
"""

import datetime as dt
import logging
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from search.interface import SearchUnavailableError
from search.models import IndexOutage

logger = logging.getLogger(__name__)

# Pauses before the first, second … new attempt; the last one stays.
PAUSES: Final = tuple(dt.timedelta(seconds=seconds) for seconds in (5, 10, 20, 40, 60, 120))


def resting() -> set[str]:
    """Names of the indexes whose next attempt is yet to come."""
    rows = IndexOutage.objects.filter(retry_at__gt=timezone.now())
    return set(rows.values_list("target", flat=True))


@transaction.atomic
def begin_or_prolong(target: str, error: SearchUnavailableError) -> None:
    """After a failed attempt: sets the time of the next."""
    now = timezone.now()
    _row, is_new = IndexOutage.objects.get_or_create(
        target=target, defaults={"since": now, "retry_at": now}
    )
    outage = IndexOutage.objects.select_for_update().get(target=target)
    pause = PAUSES[min(outage.attempts, len(PAUSES) - 1)]
    IndexOutage.objects.filter(pk=outage.pk).update(
        attempts=F("attempts") + 1, retry_at=now + pause
    )
    if is_new:
        logger.warning("the index %s cannot be written, its jobs wait: %s", target, error)


def end(target: str) -> None:
    """After an attempt that went well."""
    for outage in IndexOutage.objects.filter(target=target):
        outage.delete()
        logger.warning("the index %s is written again, after %s attempts", target, outage.attempts)
