"""The rows of consultations in the permission table."""

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.web.access import Role, Row

ROWS = (
    # On a version of a bill, whose phase is its status.
    Row(
        "process.announce",
        {Role.CLERK},
        phases={"published"},
        description=_("announce an event of public control on a published version"),
    ),
    # On a consultation as the responder sees it (`consultation.as_responder`).
    Row(
        "process.refer",
        {Role.CLERK},
        phases={Phase.ANNOUNCED, Phase.OPEN},
        description=_("send a bill to councils for public expertise"),
    ),
)
