"""The rows of working rooms in the permission table; the object is a referral.

Experts and organisations have no membership, so the table lets in whoever has signed in and the
room itself looks for a seat (`selectors.seat_of`).
"""

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.accounts.permissions import Role, Row
from core.web.menus import SectionLink

_UNTIL_CONCLUDED = {Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING}

ROWS = (
    Row(
        "room.enter",
        {Role.CITIZEN},
        description=_("enter the working rooms in which one has a seat: of a council or appointed"),
    ),
    Row(
        "room.write",
        {Role.CITIZEN},
        phases=_UNTIL_CONCLUDED,
        description=_("write positions, remarks and messages in a room where one has a seat"),
    ),
    Row(
        "room.prepare",
        {Role.CITIZEN},
        phases=_UNTIL_CONCLUDED,
        description=_("take remarks into the opinion: secretary, chair or rapporteur of the room"),
    ),
    Row(
        "room.lead",
        {Role.SECRETARY, Role.CHAIR},
        phases=_UNTIL_CONCLUDED,
        description=_("set who prepares the opinion of the own council"),
    ),
    Row(
        "room.enter_for",
        {Role.SECRETARY},
        phases=_UNTIL_CONCLUDED,
        description=_("enter what members of the own council have told, and tables of remarks"),
    ),
    Row(
        "room.list",
        {Role.SECRETARY, Role.MEMBER},
        description=_("see the working rooms of the own council"),
    ),
)

LINKS = (
    SectionLink(
        _("Working rooms"), "room:rooms", "room.list", group_order=0, order=41, icon="people"
    ),
)
