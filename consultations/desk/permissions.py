"""The rows of the desk in the permission table, its menu, and who has a part in a consultation."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation, Side
from core.accounts.permissions import Role, Row
from core.web.menus import SectionLink

ROWS = (
    Row(
        "desk.consultations",
        {Role.CLERK, Role.SECRETARY, Role.MODERATOR, Role.MEMBER, Role.ADMINISTRATOR},
        description=_("see the working page of an event in which the own body has a part"),
    ),
    Row(
        "desk.calendar",
        {Role.CLERK, Role.SECRETARY, Role.CHAIR, Role.MODERATOR, Role.MEMBER, Role.ADMINISTRATOR},
        description=_("see which days are working ones by the calendar that terms use"),
    ),
    Row(
        "desk.load_calendar",
        {Role.ADMINISTRATOR},
        description=_("load the working days of a year"),
    ),
)

LINKS = (
    SectionLink(_("What is due"), "desk:home", "desk.enter", group_order=0, order=0, icon="inbox"),
    SectionLink(
        _("Events of public control"),
        "desk:consultations",
        "desk.consultations",
        group_order=0,
        order=30,
        icon="scales",
    ),
    SectionLink(
        _("Calendar of working days"),
        "desk:calendar",
        "desk.calendar",
        group_order=0,
        order=90,
        icon="calendar",
    ),
)


def as_party(consultation: Consultation, councils: Iterable[int]) -> Side:
    """A consultation as seen by anybody with a part in it: organiser, responder, asked councils."""
    bodies = (consultation.organiser_id, consultation.responder_id, *councils)
    return Side(consultation.phase, bodies)
