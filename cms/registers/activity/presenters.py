"""Meetings as pages show them."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.registers.activity.domain.quorum import least_present
from cms.registers.activity.models import Meeting

# The forms of public control (selectors.FORMS, in their order) as heads of narrow columns.
FORM_HEADS: Final = (
    gettext_lazy("Expertises"),
    gettext_lazy("Discussions"),
    gettext_lazy("Hearings"),
    gettext_lazy("Monitorings"),
    gettext_lazy("Inspections"),
    gettext_lazy("Other forms"),
)


def state_tag(meeting: Meeting, today: dt.date) -> tuple[str, str]:
    """(label, kind) of components/tag.html."""
    if meeting.held_on > today:
        return _("planned"), "info"
    if meeting.has_quorum is False:
        return _("no quorum"), "warning"
    return (_("held"), "success") if meeting.has_quorum else (_("no data on attendance"), "")


def quorum_words(meeting: Meeting) -> str:
    """Who was there, and whether the meeting could decide; empty while that is not known."""
    if meeting.has_quorum is None or meeting.members_total is None:
        return ""
    least = least_present(total=meeting.members_total, percent=meeting.quorum_percent)
    named = {
        "present": meeting.members_present,
        "total": meeting.members_total,
        "least": least,
    }
    if meeting.has_quorum:
        return _("%(present)d of %(total)d members present; there was a quorum.") % named
    return (
        _("%(present)d of %(total)d members present; no quorum: at least %(least)d were needed.")
        % named
    )
