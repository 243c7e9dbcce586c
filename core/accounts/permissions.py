"""The rows of accounts in the permission table, and the decorators every view imports from here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.accounts.models import User
from core.web.access import Role, Row, policy, public, requires
from core.web.menus import SectionLink

__all__ = [
    "LINKS",
    "ROWS",
    "CouncilPlace",
    "Role",
    "Row",
    "acting_user",
    "policy",
    "public",
    "requires",
]

ROWS = (
    Row(
        "desk.enter",
        {
            Role.CLERK,
            Role.SPONSOR,
            Role.SECRETARY,
            Role.MODERATOR,
            Role.MEMBER,
            Role.ADMINISTRATOR,
        },
        description=_("enter the working desk"),
    ),
    Row("my.enter", {Role.CITIZEN}, description=_("see the own page")),
    # On a council, a membership, an absence, a note: they all belong to the council.
    Row(
        "councils.read",
        {Role.SECRETARY, Role.MEMBER, Role.ADMINISTRATOR},
        description=_("see the working page of the own council"),
    ),
    Row(
        "councils.manage",
        {Role.SECRETARY, Role.ADMINISTRATOR},
        description=_("keep the card and the composition of the own council"),
    ),
    Row(
        "councils.note",
        {Role.MEMBER, Role.SECRETARY},
        description=_("write a note beside the own record in the council"),
    ),
)

LINKS = (
    SectionLink(
        _("Composition of the council"),
        "accounts:councils",
        "councils.read",
        group_order=0,
        order=60,
        icon="people",
    ),
)


@dataclass(frozen=True, slots=True)
class CouncilPlace:
    """A council as the place of an action."""

    council_id: int

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.council_id]


def acting_user(request: HttpRequest) -> User:
    """Who acts, in a view behind `requires` of an action for people who have signed in."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user
