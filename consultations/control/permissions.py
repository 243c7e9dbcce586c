"""The rows of monitoring and inspection; the object is a consultation as its organiser sees it
(`consultation.as_organiser`), or for observations also its inspectors."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.control.models import Inspector
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.permissions import Role, Row, policy
from core.web.menus import SectionLink

_UNTIL_CONCLUDED = {Phase.ANNOUNCED, Phase.OPEN, Phase.ANSWERING}

ROWS = (
    Row(
        "control.read",
        {Role.SECRETARY, Role.MEMBER},
        description=_("see the working page of the own monitoring or inspection"),
    ),
    Row(
        "control.manage",
        {Role.SECRETARY, Role.CHAIR},
        phases=_UNTIL_CONCLUDED,
        description=_("name inspectors, withdraw observations"),
    ),
    Row(
        "control.observe",
        {Role.SECRETARY, Role.MEMBER},
        phases={Phase.OPEN},
        description=_("write down observations (inspectors as well)"),
    ),
    Row(
        "control.close",
        {Role.SECRETARY, Role.CHAIR},
        description=_("draft and sign the closing document, enter objections"),
    ),
    Row(
        "control.inspect",
        {Role.CITIZEN},
        description=_("write down observations as a named inspector"),
    ),
)

LINKS = (
    SectionLink(
        _("Monitoring and inspection"),
        "process:hold_on",
        "process.hold",
        group_order=0,
        order=35,
        icon="eye",
    ),
)
MY_LINKS = (
    SectionLink(_("My inspections"), "control:mine", action="my.enter", order=50, icon="eye"),
)


def may_observe(user: User, consultation: Consultation) -> bool:
    """A member of the organiser, or a named inspector, while the event lasts; at most one query
    beyond the person's places."""
    if policy.check(user, "control.observe", consultation.as_organiser):
        return True
    if consultation.phase_at(timezone.now()) is not Phase.OPEN:
        return False
    return is_inspector(user, consultation)


def is_inspector(user: User, consultation: Consultation) -> bool:
    inspectors = Inspector.objects.active().filter(consultation=consultation)
    return inspectors.filter(user_id=user.pk).exists()
