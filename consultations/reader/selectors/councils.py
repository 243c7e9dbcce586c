import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.conclusions.domain.tally import Counts
from consultations.conclusions.selectors import remark_tallies
from consultations.expertise.selectors import Participation, participation
from consultations.process.models import Referral
from consultations.process.numbers import CouncilNumbers, ReferralNumbers, council_numbers
from consultations.process.selectors import referral_lines
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


@dataclass(frozen=True, slots=True)
class Attendance:
    """At how many of the meetings whose lists are recorded a member was present."""

    present: int
    excused: int
    recorded: int


def council_record(council: Council, *, today: dt.date) -> dict[str, Any]:
    """Members and the record of a council: what was referred to it and what became of that, how its
    remarks were answered."""
    referrals = Referral.objects.filter(council=council)
    recent = referrals.select_related("consultation__version__bill", "opinion__council").order_by(
        "-sent_at"
    )
    attended = participation(list(referrals.values_list("pk", flat=True)))
    return {
        "composition": composition(council, today=today),
        "attendance": _attendance(attended),
        "figures": _figures(
            council_numbers([council.pk], on=today)[council.pk].referrals,
            remark_tallies([council.pk])[council.pk],
        ),
        "lines": referral_lines(recent[:30], today),
        "today": today,
    }


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of components/figures.html."""

    value: int | str
    label: Any


def _figures(done: ReferralNumbers, remarks: Counts) -> list[Figure]:
    return [
        Figure(done.referred, _("bills sent for public expertise")),
        Figure(done.accepted, _("of them accepted")),
        Figure(done.declined, _("declined with a reason")),
        Figure(done.own_initiative, _("taken up on its own initiative")),
        Figure(done.answered, _("opinions adopted")),
        Figure(done.in_time, _("of them in time")),
        Figure(done.late, _("of them late")),
        Figure(done.overdue, _("silent: the term has passed without an opinion")),
        Figure("—" if done.days is None else done.days, _("median days from sending to opinion")),
        Figure(remarks.total, _("remarks made")),
        Figure(remarks.accepted_any, _("of them accepted, in full or in part")),
    ]


def _attendance(
    attended: Mapping[tuple[int, int], Participation],
) -> dict[int, Attendance]:
    """By user."""
    by_user: dict[int, list[Participation]] = defaultdict(list)
    for (_referral, user), one in attended.items():
        by_user[user].append(one)
    return {
        user: Attendance(
            present=sum(one.present for one in rows),
            excused=sum(one.excused for one in rows),
            recorded=len(rows),
        )
        for user, rows in by_user.items()
    }
