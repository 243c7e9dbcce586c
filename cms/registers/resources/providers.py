"""What the public page of a council shows of its resources (consultations.reader.ports)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from cms.registers.resources import selectors
from consultations.reader.ports import CouncilPart
from core.accounts.models import Council


def resources(council: Council, today: dt.date) -> CouncilPart | None:
    """Premises and practice of students; None if there is neither. Two queries."""
    premises, practices = selectors.of_council(council)
    if not premises and not practices:
        return None
    return CouncilPart(
        anchor="resources",
        title=_("Premises and practice"),
        template="cms/resources/_part.html",
        part={"premises": premises, "practices": practices},
    )
