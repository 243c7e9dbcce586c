"""The rows of consultations in the permission table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.web.access import Role, Row
from core.web.menus import SectionLink

_UNTIL_CONCLUDED = {Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING}


@dataclass(frozen=True, slots=True)
class Holding:
    """A version of a bill on which one of these councils wants to hold an event."""

    access_phase: str
    councils: tuple[int, ...]

    def access_bodies(self, action: str) -> Iterable[int]:
        return self.councils


ROWS = (
    # On a version of a bill, whose phase is its status.
    Row(
        "process.announce",
        {Role.CLERK},
        phases={"published"},
        description=_("announce an event of public control on a published version"),
    ),
    # On a version as the own councils see it (`Holding`).
    Row(
        "process.hold",
        {Role.SECRETARY, Role.CHAIR},
        phases={"published"},
        description=_(
            "announce a monitoring, an inspection, or what follows from the own monitoring"
        ),
    ),
    # On a consultation as the responder sees it (`consultation.as_responder`).
    Row(
        "process.refer",
        {Role.CLERK},
        phases={Phase.ANNOUNCED, Phase.OPEN},
        description=_("send a bill to councils for public expertise"),
    ),
    # On a referral, in the council itself; a late decision is still a decision.
    Row(
        "process.decide",
        {Role.SECRETARY, Role.CHAIR},
        phases=_UNTIL_CONCLUDED,
        description=_("accept or decline what was referred to the own council"),
    ),
    # On a referral, in the body that has sent it.
    Row(
        "process.withdraw",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR},
        phases=_UNTIL_CONCLUDED,
        description=_("withdraw a referral of the own body"),
    ),
    Row(
        "process.read_referral",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR, Role.MEMBER},
        description=_("see a referral of the own body on the desk"),
    ),
    # On a consultation as a council sees it.
    Row(
        "process.take_up",
        {Role.SECRETARY, Role.CHAIR},
        phases={Phase.ANNOUNCED, Phase.OPEN},
        description=_("begin an expertise of the own council without being asked"),
    ),
)

LINKS = (
    SectionLink(
        _("Own initiative"),
        "process:initiative",
        "process.take_up",
        group_order=0,
        order=45,
        icon="scales",
    ),
)
