from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from core.mail.models import OutboxMessage  # noqa: F401


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def claim(self, message_id: int, *, now: datetime, lease: timedelta) -> bool:
        """Takes a waiting message for one attempt. False: it is not waiting, or somebody has it.

        One conditional UPDATE, so two workers cannot both get True.
        """
        waiting = self.filter(pk=message_id, status="queued", not_before__lte=now)
        return waiting.update(not_before=now + lease, attempts=F("attempts") + 1) == 1

    def overdue(self, now: datetime, *, grace: timedelta) -> "OutboxQuerySet":
        """Waiting messages whose time came more than `grace` ago: their task is gone."""
        return self.filter(status="queued", not_before__lt=now - grace)

    def addressed_to(self, address: str) -> "OutboxQuerySet":
        """Messages to an address, given in any case."""
        return self.filter(to=address.strip().lower())
