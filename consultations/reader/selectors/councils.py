import datetime as dt
from dataclasses import dataclass
from typing import Any

from consultations.process.models import Referral
from consultations.process.numbers import CouncilNumbers, council_numbers
from core.accounts.models import Council
from core.accounts.models.bodies import CONTROL_SUBJECTS
from core.accounts.selectors import composition
from core.web.paging import Page, keyset_page


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """A council in the list, with its record."""

    council: Council
    record: CouncilNumbers


def councils_page(*, cursor: str | None, per_page: int, today: dt.date) -> Page[CouncilLine]:
    """Subjects of public control by name; three queries."""
    councils = Council.objects.filter(kind__in=CONTROL_SUBJECTS).select_related("parent")
    page = keyset_page(councils, order=("name", "pk"), cursor=cursor, per_page=per_page)
    records = council_numbers([council.pk for council in page.items], on=today)
    lines = [CouncilLine(council, records[council.pk]) for council in page.items]
    return Page(lines, page.next_cursor, page.prev_cursor)


def council_record(council: Council, *, today: dt.date) -> dict[str, Any]:
    """Members and the record of a council: what was referred to it, answered, in time, overdue."""
    referrals = Referral.objects.filter(council=council)
    recent = referrals.select_related("consultation__version__bill", "opinion__council").order_by(
        "-sent_at"
    )
    return {
        "composition": composition(council, today=today),
        "record": council_numbers([council.pk], on=today)[council.pk],
        "referrals": list(recent[:30]),
        "today": today,
    }
