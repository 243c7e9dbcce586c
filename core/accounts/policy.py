"""The judge behind `core.web.access`: rights follow from active memberships."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils import timezone

from core.accounts.models import Membership, MembershipRole, User
from core.web.access import HasBodies, HasPhase, Role, row

_ROLES: dict[str, tuple[Role, ...]] = {
    MembershipRole.CHAIR: (Role.CHAIR, Role.MEMBER),
    MembershipRole.MEMBER: (Role.MEMBER,),
    MembershipRole.SECRETARY: (Role.SECRETARY,),
    MembershipRole.CLERK: (Role.CLERK,),
    MembershipRole.SPONSOR: (Role.SPONSOR,),
    MembershipRole.MODERATOR: (Role.MODERATOR,),
    MembershipRole.EDITOR: (Role.EDITOR,),
    MembershipRole.STAFF: (Role.STAFF,),
    MembershipRole.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}


def places(user: Any) -> frozenset[tuple[Role, int]]:
    """The (role, body id) pairs of a user today; read once per user object (one query)."""
    cached: frozenset[tuple[Role, int]] | None = getattr(user, "places_today", None)
    if cached is None:
        rows = Membership.objects.filter(user_id=user.pk).active(timezone.localdate())
        cached = frozenset(
            (role, body) for held, body in rows.values_list("role", "body") for role in _ROLES[held]
        )
        user.places_today = cached
    return cached


def office(
    user: User, body_id: int, roles: Collection[str], *, now: dt.datetime
) -> Membership | None:
    """The place by which somebody acts for a body, as it is in the database now: one that has
    been ended does not count even on its last day. It stays locked until the transaction ends, so
    that nobody loses the office between the question and the act."""
    found = (
        Membership.objects.held(now)
        .filter(user=user, body=body_id, role__in=roles)
        .order_by("role", "pk")
    )
    return found.select_for_update(of=("self",)).first()


class MembershipPolicy:
    """Answers for one action: role first, then the body of the object, then its phase."""

    def check(self, user: Any, action: str, obj: object | None = None) -> bool:
        rule = row(action)
        if (
            obj is not None
            and rule.phases is not None
            and isinstance(obj, HasPhase)
            and obj.access_phase not in rule.phases
        ):
            return False
        if Role.ANYONE in rule.roles:
            return True
        if user is None or not user.is_authenticated:
            return False
        if Role.CITIZEN in rule.roles:
            return True
        if user.is_superuser and Role.ADMINISTRATOR in rule.roles:
            return True
        held = {(role, body) for role, body in places(user) if role in rule.roles}
        if isinstance(obj, HasBodies):
            bodies = set(obj.access_bodies(action))
            return any(body in bodies or role == Role.ADMINISTRATOR for role, body in held)
        return bool(held)
