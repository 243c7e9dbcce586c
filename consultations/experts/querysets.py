import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q


class AppointmentQuerySet(models.QuerySet):
    def active(self) -> Self:
        """Appointments that nobody has ended."""
        return self.filter(ended_at=None)


class ExpertQuerySet(models.QuerySet):
    def included(self) -> Self:
        """In the register by a decision of the Chamber."""
        return self.filter(state="included")

    def public(self) -> Self:
        """Whom everybody may see: in the register, with the consent to the name still given."""
        return self.included().filter(contact__name_display="full").exclude(contact__full_name="")


# Statuses of referrals on which no council works.
_OVER = ("declined", "withdrawn")


class CallQuerySet(models.QuerySet):
    def open_at(self, now: dt.datetime) -> Self:
        return self.filter(closes_at__gt=now).exclude(referral__status__in=_OVER)

    def over_at(self, now: dt.datetime) -> Self:
        return self.filter(Q(closes_at__lte=now) | Q(referral__status__in=_OVER))

    def with_places(self) -> Self:
        """With everything that a card names, in the same query."""
        return self.select_related("referral__council", "referral__consultation__version__bill")


class DecidedQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def accepted(self) -> Self:
        return self.filter(state="accepted")
