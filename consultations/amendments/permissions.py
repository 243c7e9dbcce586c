"""The rows of the tables of amendments; the object is a consultation as its responder sees it."""

from django.utils.translation import gettext_lazy as _

from core.accounts.permissions import Role, Row

ROWS = (
    Row(
        "amendments.read",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR},
        description=_("see the committee's tables of amendments on the desk"),
    ),
    Row(
        "amendments.edit",
        {Role.CLERK, Role.CHAIR},
        description=_("table amendments, edit them and write the committee's decisions down"),
    ),
    Row(
        "amendments.publish",
        {Role.CLERK, Role.CHAIR},
        description=_("publish an edition of the tables of amendments"),
    ),
)
