"""The rows of comments in the permission table. An object is a comment or a consultation's side."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.web.access import Role, Row
from core.web.menus import SectionLink

ROWS = (
    Row(
        "comments.moderate",
        {Role.MODERATOR},
        phases={Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING, Phase.CONCLUDED},
        description=_("check, hide and restore proposals on the grounds of the rules"),
    ),
    # On a consultation as its organiser sees it; what was entered stays in sight (`entered_by`).
    Row(
        "comments.enter",
        {Role.SECRETARY, Role.MODERATOR},
        phases={Phase.OPEN, Phase.ANSWERING},
        description=_("enter proposals that came on paper or were said at a hearing"),
    ),
    # On a consultation as either its organiser or its responder sees it (`as_either`): the staff
    # of the committee announces it, the organiser holds it.
    Row(
        "comments.ask",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR},
        phases={Phase.ANNOUNCED, Phase.OPEN},
        description=_("write the organiser's questions"),
    ),
    Row(
        "comments.questions",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR},
        description=_("see the organiser's questions on the desk, with answers in free words"),
    ),
)


@dataclass(frozen=True, slots=True)
class EnteredBy:
    """What the organiser has entered: its own staff sees it in every phase."""

    organiser_id: int

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.organiser_id]


def entered_by(consultation: Consultation) -> EnteredBy:
    return EnteredBy(consultation.organiser_id)


LINKS = (
    SectionLink(
        _("Moderation"), "comments:moderation", action="comments.moderate", order=40, icon="eye"
    ),
)
