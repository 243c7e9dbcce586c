import datetime as dt
from typing import Self

from django.db.models import Q

from cms.registers.kit.querysets import EntryQuerySet


class NominationQuerySet(EntryQuerySet):
    """Candidates that organisations have proposed."""

    def public(self) -> Self:
        """Published ones of published competitions."""
        return self.filter(live=True, competition__live=True)


class SeatRuleQuerySet(EntryQuerySet):
    """Rules on sitting in several councils."""

    def in_force(self, first: dt.date, last: dt.date) -> Self:
        """Published ones that hold on some of these days."""
        days = Q(ends_on=None) | Q(ends_on__gte=first)
        return self.filter(days, live=True, starts_on__lte=last)
