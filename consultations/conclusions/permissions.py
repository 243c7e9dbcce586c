"""The rows of answers and conclusions in the permission table.

The object is a group (it belongs to the responsible committee), or a consultation as its responder
or its organiser sees it (`consultation.as_responder`, `.as_organiser`, `.as_either`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consultations.process.domain.lifecycle import Phase
from core.accounts.permissions import Role, Row

ROWS = (
    Row(
        "conclusions.read",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR},
        description=_("see proposals and remarks with the committee's answers on the desk"),
    ),
    Row(
        "conclusions.answer",
        {Role.CLERK},
        phases={Phase.OPEN, Phase.ANSWERING},
        description=_("publish the committee's position on a proposal or a remark"),
    ),
    Row(
        "conclusions.assign",
        {Role.CLERK},
        phases={Phase.OPEN, Phase.ANSWERING},
        description=_("share out the work on answers among colleagues"),
    ),
    # After the conclusion only an answer that has not stood up to an objection has a draft: the
    # services see to it.
    Row(
        "conclusions.agree",
        {Role.CLERK},
        phases={Phase.OPEN, Phase.ANSWERING, Phase.CONCLUDED},
        description=_("note that the committee has agreed answers at a sitting"),
    ),
    Row(
        "conclusions.publish",
        {Role.CLERK},
        phases={Phase.OPEN, Phase.ANSWERING, Phase.CONCLUDED},
        description=_("publish answers that the committee has agreed"),
    ),
    Row(
        "conclusions.group",
        {Role.CLERK},
        phases={Phase.OPEN, Phase.ANSWERING},
        description=_("put like proposals together, divide them, name them"),
    ),
    Row(
        "conclusions.readiness",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR},
        description=_("see what stands between now and the summary conclusion"),
    ),
    Row(
        "conclusions.sign",
        {Role.SECRETARY, Role.CHAIR},
        phases={Phase.ANSWERING},
        description=_("sign the summary conclusion"),
    ),
    Row(
        "conclusions.sign_summary",
        {Role.SECRETARY, Role.CHAIR},
        phases={Phase.ANSWERING},
        description=_("sign the committee's summary of proposals"),
    ),
    Row(
        "conclusions.sign_lapsed",
        {Role.SECRETARY, Role.CHAIR},
        phases={Phase.ANSWERING},
        description=_("sign the conclusion without the position of a committee that is late"),
    ),
    Row(
        "conclusions.revise",
        {Role.SECRETARY, Role.CHAIR},
        phases={Phase.CONCLUDED},
        description=_("sign the next revision of a document whose answers were revised"),
    ),
)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Only the question whose it is: the service itself says what is too early, and why."""

    ids: tuple[int, ...]

    def access_bodies(self, action: str) -> Iterable[int]:
        return self.ids
