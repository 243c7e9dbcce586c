"""The rows of accounts in the permission table, and the decorators every view imports from here."""

from django.utils.translation import gettext_lazy as _

from core.web.access import Role, Row, policy, public, requires

__all__ = ["ROWS", "Role", "Row", "policy", "public", "requires"]

ROWS = (
    Row(
        "desk.enter",
        {Role.CLERK, Role.SECRETARY, Role.MODERATOR, Role.MEMBER, Role.ADMINISTRATOR},
        description=_("enter the working desk"),
    ),
    Row("my.enter", {Role.CITIZEN}, description=_("see the own page")),
)
