"""What the public page of a council shows of its formation (consultations.reader.ports)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from cms.registers.formation import selectors
from cms.registers.formation.presenters import outcome_tag, share_notice
from consultations.reader.ports import CouncilPart
from core.accounts.models import Council


def formation(council: Council, today: dt.date) -> CouncilPart | None:
    """Who of the members comes from public associations, and the last competitions; None if there
    is neither. Four queries."""
    found = selectors.shares([council.pk], today)[council.pk]
    competitions = selectors.recent(council)
    if not found.members and not competitions:
        return None
    return CouncilPart(
        anchor="formation",
        title=_("Formation of the council"),
        template="cms/formation/_part.html",
        part={
            "notice": share_notice(found),
            "competitions": [(each, *outcome_tag(each)) for each in competitions],
        },
    )
