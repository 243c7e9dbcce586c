import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q


class SavedSearchQuerySet(models.QuerySet):
    def of_person(self, email_hash: str) -> Self:
        return self.filter(email_hash=email_hash)

    def due(self, now: dt.datetime, *, reached: int) -> Self:
        """Those whose next letter may be written: an hour, a day, or a week after the last one, and
        only if the index has grown beyond what was seen."""
        hour, day = now - dt.timedelta(hours=1), now - dt.timedelta(days=1)
        week = now - dt.timedelta(days=7)
        return self.filter(
            Q(frequency="soon", told_at__lte=hour)
            | Q(frequency="daily", told_at__lte=day)
            | Q(frequency="weekly", told_at__lte=week),
            seen__lt=reached,
        )
