"""The rows of minutes in the permission table; the object is a consultation as its organiser sees
it (`consultation.as_organiser`)."""

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.accounts.permissions import Role, Row

ROWS = (
    Row(
        "hearings.read",
        {Role.SECRETARY, Role.CHAIR, Role.MEMBER},
        description=_("see the minutes of the own hearings on the desk"),
    ),
    Row(
        "hearings.write",
        {Role.SECRETARY, Role.CHAIR},
        phases={Phase.OPEN, Phase.ANSWERING},
        description=_("write and correct the minutes of hearings"),
    ),
    Row(
        "hearings.sign",
        {Role.SECRETARY, Role.CHAIR},
        phases={Phase.OPEN, Phase.ANSWERING},
        description=_("sign the minutes of hearings"),
    ),
)
