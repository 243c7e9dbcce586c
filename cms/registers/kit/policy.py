"""Who may do what with which rows. What somebody may do at all follows from Wagtail's groups
(cms.groups), with which rows from the own memberships."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from cms.registers.kit.roles import KEEPERS, overseeing_q
from core.accounts.models import Membership, User

# What keepers may do with the rows of their own bodies; all else is for those who oversee all.
KEEPING: Final = frozenset({"add", "change", "view"})


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose rows somebody keeps: of all bodies, or of `bodies` (ids), in which the own places
    are."""

    is_everywhere: bool = False
    bodies: frozenset[int] = frozenset()

    def covers(self, body: int | None) -> bool:
        return self.is_everywhere or body in self.bodies


def reach_of(user: Any) -> Reach:
    """By the memberships that hold at this moment; two queries for a user object."""
    if not user.is_authenticated:
        return Reach()
    kept: Reach | None = getattr(user, "register_reach", None)
    if kept is None:
        kept = user.register_reach = _reach(user)
    return kept


def _reach(user: Any) -> Reach:
    held = Membership.objects.held(timezone.now()).filter(user=user)
    is_everywhere = user.is_superuser or held.filter(overseeing_q()).exists()
    bodies = held.filter(role__in=KEEPERS).values_list("body", flat=True)
    return Reach(is_everywhere, frozenset(bodies))


class BodyPolicy(ModelPermissionPolicy):
    """A permission of a group, and only for rows of the own bodies (`Entry.keeper_path`). Groups
    follow memberships by the clock, so that the memberships are asked as well. `never`: what nobody
    does by hand, whatever the groups say."""

    def __init__(self, model: type[Model], never: Iterable[str] = ()) -> None:
        super().__init__(model)
        self.never = frozenset(never)

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action in self.never:
            return False
        reach = reach_of(user)
        if not reach.is_everywhere and not (reach.bodies and action in KEEPING):
            return False
        return bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        allowed = self.user_has_permission(user, action)
        return allowed and reach_of(user).covers(instance.keeper_id)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        if not self.user_has_any_permission(user, actions):
            return self.model.objects.none()
        reach, found = reach_of(user), self.model.objects.all()
        return found if reach.is_everywhere else found.kept_by(reach.bodies)

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Any
    ) -> QuerySet[User]:
        places = Q(body=instance.keeper_id, role__in=KEEPERS) | overseeing_q()
        held = Membership.objects.held(timezone.now()).filter(places)
        return self.users_with_any_permission(actions).filter(
            Q(is_superuser=True) | Q(pk__in=held.values("user"))
        )
