import datetime as dt
from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q


def overdue_q(on: dt.date) -> Q:
    """Whose day has passed, and that are neither done nor declined."""
    return Q(due_on__lt=on) & ~Q(status__in=["done", "declined"])


class ResolutionItemQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Recommendations of resolutions that everybody sees."""
        return self.filter(resolution__live=True)

    def kept_by(self, bodies: Collection[int]) -> Self:
        return self.filter(resolution__body__in=bodies)


class AssignmentQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(recommendation__resolution__live=True)

    def overdue(self, on: dt.date) -> Self:
        return self.filter(overdue_q(on))

    def reported_by(self, bodies: Collection[int]) -> Self:
        """On which one of these bodies reports: its own, and of what it follows those that nobody
        on the platform can report on."""
        others = Q(body=None, recommendation__resolution__body__in=bodies)
        return self.filter(Q(body__in=bodies) | others)
