import datetime as dt
from io import StringIO
from typing import Final

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms import groups
from core.accounts.models import Membership, MembershipRole, User

EDITOR_ROLES: Final = (MembershipRole.EDITOR, MembershipRole.ADMINISTRATOR)


@transaction.atomic
def sync_editors(*, on: dt.date, users: set[int] | None = None) -> int:
    """Puts into Wagtail's group of editors those whose memberships say so on that day, and takes
    the others out; returns how many were moved. `users` narrows it to some (ids)."""
    wanted = _editors_by_membership(on)
    present = set(User.objects.filter(groups__name=groups.NAME).values_list("pk", flat=True))
    if users is not None:
        wanted, present = wanted & users, present & users
    added, removed = wanted - present, present - wanted
    if added or removed:
        group = groups.editors()
        group.user_set.add(*added)
        group.user_set.remove(*removed)
    return len(added) + len(removed)


def _editors_by_membership(on: dt.date) -> set[int]:
    memberships = Membership.objects.active(on).filter(role__in=EDITOR_ROLES, user__is_active=True)
    return set(memberships.values_list("user", flat=True))


def sweep_editors(now: dt.datetime) -> str:
    """The clock's job: memberships begin and end by themselves."""
    count = sync_editors(on=timezone.localdate(now))
    return f"{count} editors" if count else ""


def publish_scheduled(now: dt.datetime) -> str:
    """The clock's job: pages whose time has come appear, those whose time is over go. Wagtail's
    own command does it; it reads the clock itself."""
    call_command("publish_scheduled", stdout=StringIO())
    return ""
