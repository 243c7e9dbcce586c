"""What the public page of a council shows of its work (consultations.reader.ports)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from cms.registers.activity import selectors
from cms.registers.activity.presenters import FORM_HEADS, state_tag
from consultations.reader.ports import CouncilPart
from core.accounts.models import Council


def activity(council: Council, today: dt.date) -> CouncilPart | None:
    """Meetings, and forms of public control by years; None if there is neither. Five queries."""
    ahead, held = selectors.council_meetings(council, today)
    lines = selectors.form_lines([council.pk])[: selectors.RECENT]
    if not ahead and not held and not lines:
        return None
    return CouncilPart(
        anchor="activity",
        title=_("Work of the council"),
        template="cms/activity/_part.html",
        part={
            "meetings": [(each, *state_tag(each, today)) for each in (*ahead, *held)],
            "forms": FORM_HEADS,
            "lines": lines,
        },
    )
