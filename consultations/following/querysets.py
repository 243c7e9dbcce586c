import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q


class SubscriptionQuerySet(models.QuerySet):
    def of_person(self, email_hash: str) -> Self:
        return self.filter(email_hash=email_hash)

    def due(self, now: dt.datetime) -> Self:
        """Those whose next letter may be written: a day, or a week, after the last one."""
        day, week = now - dt.timedelta(days=1), now - dt.timedelta(days=7)
        return self.filter(
            Q(frequency="daily", news_since__lte=day) | Q(frequency="weekly", news_since__lte=week)
        )

    def with_subject(self) -> Self:
        return self.select_related("contact", "bill", "topic", "comment__consultation__version")
