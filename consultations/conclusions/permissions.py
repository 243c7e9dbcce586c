"""The rows of answers and conclusions in the permission table.

The object is a group (it belongs to the responsible committee), or a consultation as its responder
or its organiser sees it (`consultation.as_responder`, `.as_organiser`, `.as_either`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models import ProposalSummary, SignedDocument
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Side
from core.accounts.permissions import Role, Row
from core.web.menus import SectionLink

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
    Row(
        "conclusions.templates",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR},
        description=_("see and replace the templates of the documents that the own body signs"),
    ),
    Row(
        "conclusions.remake",
        {Role.SECRETARY, Role.CHAIR},
        description=_("have a file of a signed document made again that could not be made"),
    ),
    Row(
        "objections.assign",
        {Role.SECRETARY, Role.CHAIR},
        description=_("name who decides objections to answers, give one to another member"),
    ),
    Row(
        "objections.read",
        {Role.MEMBER, Role.SECRETARY},
        description=_("see the objections to answers that one has to decide"),
    ),
    # Whoever it was given to: that the place in the council has ended is said by the service, so
    # that what was typed is not lost.
    Row(
        "objections.decide",
        {Role.CITIZEN},
        description=_("decide an objection to an answer that was given to oneself"),
    ),
    Row(
        "sponsor.read",
        {Role.SPONSOR},
        description=_("see the proposals on the bills that the own body has introduced"),
    ),
    Row(
        "sponsor.speak",
        {Role.SPONSOR},
        phases={Phase.OPEN, Phase.ANSWERING},
        description=_("give the sponsor's position on proposals"),
    ),
)

LINKS = (
    SectionLink(
        _("Bills that you have introduced"),
        "conclusions:introduced",
        "sponsor.read",
        group_order=0,
        order=20,
        icon="document",
    ),
    SectionLink(
        _("Templates of documents"),
        "conclusions:templates",
        "conclusions.templates",
        group_order=0,
        order=80,
        icon="document",
    ),
)
MY_LINKS = (
    SectionLink(
        _("Objections to answers"),
        "conclusions:my_objections",
        "objections.read",
        order=35,
        icon="scales",
    ),
)


def as_sponsor(consultation: Consultation) -> Side:
    """A consultation as the sponsor of its bill sees it; nobody's if there is none on the site."""
    body = consultation.version.bill.sponsor_body_id
    return Side(consultation.phase, (body,) if body else ())


def document_side(document: SignedDocument) -> Side:
    """A signed document as the body sees it that signs such documents."""
    consultation: Consultation = document.consultation
    is_summary = isinstance(document, ProposalSummary)
    return consultation.as_responder if is_summary else consultation.as_organiser


@dataclass(frozen=True, slots=True)
class Bodies:
    """Only the question whose it is: the service itself says what is too early, and why."""

    ids: tuple[int, ...]

    def access_bodies(self, action: str) -> Iterable[int]:
        return self.ids
