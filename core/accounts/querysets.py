import datetime as dt
from typing import Any, Self

from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UserManager(BaseUserManager):
    """Creates users by e-mail; `get_by_natural_key` ignores the case of letters."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Any:
        user = self.model(email=self.normalize_email(email.strip()), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> Any:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email__iexact=username)


class BodyQuerySet(models.QuerySet):
    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)


class MembershipQuerySet(models.QuerySet):
    def active(self, on: dt.date) -> Self:
        """Memberships whose term covers the day `on`: who was there. Who may act is `held`."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on),
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        )

    def held(self, now: dt.datetime) -> Self:
        """Memberships by which somebody may act at this moment: what has been ended gives no right
        from then on, even on its last day."""
        return self.active(timezone.localdate(now)).kept()

    def kept(self) -> Self:
        """Memberships that nobody has ended, whether or not their term has run out."""
        return self.filter(ended_at=None)


class AbsenceQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Absences that have not been cancelled."""
        return self.filter(cancelled_at=None)

    def on(self, day: dt.date) -> Self:
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day)


class MemberNoteQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(hidden_at=None)


class ConsentVersionQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> Self:
        """Versions that have come into force by `on`, the newest of a kind first."""
        return self.filter(effective_from__lte=on).order_by("kind", "-effective_from", "-pk")


class ConfirmationQuerySet(models.QuerySet):
    def waiting(self, now: dt.datetime) -> Self:
        """Not confirmed and still may be."""
        return self.filter(confirmed_at=None, expires_at__gt=now)

    def lapsed(self, now: dt.datetime) -> Self:
        """Not confirmed and no longer may be."""
        return self.filter(confirmed_at=None, expires_at__lte=now)

    def over(self, now: dt.datetime) -> Self:
        """Whose links have run out, confirmed or not."""
        return self.filter(expires_at__lte=now)
