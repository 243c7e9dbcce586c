import datetime as dt
from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q


class RecommendationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Recommendations of resolutions that everybody sees."""
        return self.filter(resolution__live=True)

    def kept_by(self, bodies: Collection[int]) -> Self:
        return self.filter(resolution__body__in=bodies)


class AssignmentQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(recommendation__resolution__live=True)

    def overdue(self, on: dt.date) -> Self:
        """Whose day has passed, and that are neither done nor declined."""
        open_q = ~Q(status__in=["done", "declined"])
        return self.filter(open_q, due_on__lt=on)

    def reported_by(self, bodies: Collection[int]) -> Self:
        """On which one of these bodies reports: its own, and of what it follows those that nobody
        on the platform can report on."""
        others = Q(body=None, recommendation__resolution__body__in=bodies)
        return self.filter(Q(body__in=bodies) | others)
