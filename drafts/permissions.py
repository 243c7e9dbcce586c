"""The rows of bills in the permission table. An object is a bill, a version, or a committee."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.accounts.models import User
from core.accounts.permissions import Role, Row
from core.accounts.policy import places
from core.web.menus import SectionLink

ROWS = (
    Row(
        "drafts.work",
        {Role.CLERK, Role.ADMINISTRATOR},
        description=_("see the bills of the own committee with unpublished versions"),
    ),
    Row(
        "drafts.import",
        {Role.CLERK},
        description=_("import the text of a bill from a file"),
    ),
    Row(
        "drafts.describe",
        {Role.CLERK},
        description=_("write the card of a bill of the own committee"),
    ),
    Row(
        "drafts.mend",
        {Role.CLERK},
        phases={"draft"},
        description=_("mend the structure of an imported version"),
    ),
    Row(
        "drafts.publish",
        {Role.CLERK},
        phases={"draft"},
        description=_("publish an imported version"),
    ),
    Row(
        "drafts.discard",
        {Role.CLERK},
        phases={"draft"},
        description=_("discard an imported version"),
    ),
)

LINKS = (
    SectionLink(
        _("Bills"), "drafts:desk_bills", "drafts.work", group_order=0, order=10, icon="document"
    ),
)


@dataclass(frozen=True, slots=True)
class CommitteePlace:
    """A committee as the place of an action on a bill that does not exist yet."""

    committee_id: int

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.committee_id]


def acting_user(request: HttpRequest) -> User:
    """Who acts, in a view behind `requires` of an action for people who have signed in."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def clerk_committees(user: Any) -> list[int]:
    """Committees where this person is staff, in a fixed order; one query per user object."""
    return sorted(body for role, body in places(user) if role == Role.CLERK)


def visible_committees(user: Any) -> list[int] | None:
    """Committees whose bills this person sees on the desk; None means all."""
    roles = {role for role, _body in places(user)}
    if user.is_superuser or Role.ADMINISTRATOR in roles:
        return None
    return clerk_committees(user)
