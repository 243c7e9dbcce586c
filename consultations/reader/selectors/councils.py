import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.conclusions.domain.tally import Counts
from consultations.conclusions.selectors import remark_tallies
from consultations.expertise.selectors import Participation, participation
from consultations.process.models import Referral
from consultations.process.numbers import CouncilNumbers, ReferralNumbers, council_numbers
from consultations.process.ports import MemberLine, member_activity
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
    """What a member did for the opinions of the council: at how many of the meetings whose lists
    are recorded they were present, how much they wrote, and how much of it the opinions have."""

    present: int = 0
    excused: int = 0
    recorded: int = 0
    wrote: int = 0
    taken: int = 0


def council_record(council: Council, *, today: dt.date) -> dict[str, Any]:
    """Members and the record of a council: what was referred to it and what became of that, how its
    remarks were answered."""
    referrals = Referral.objects.filter(council=council)
    recent = referrals.select_related("consultation__version__bill", "opinion__council").order_by(
        "-sent_at"
    )
    return {
        "composition": composition(council, today=today),
        "attendance": _attendance(list(referrals.values_list("pk", flat=True))),
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


def _attendance(referral_ids: Collection[int]) -> dict[int, Attendance]:
    """By user."""
    meetings: dict[int, list[Participation]] = defaultdict(list)
    for (_referral, user), one in participation(referral_ids).items():
        meetings[user].append(one)
    written: dict[int, list[MemberLine]] = defaultdict(list)
    for lines in member_activity(referral_ids).values():
        for line in lines:
            written[line.user_id].append(line)
    return {
        user: Attendance(
            present=sum(one.present for one in meetings[user]),
            excused=sum(one.excused for one in meetings[user]),
            recorded=len(meetings[user]),
            wrote=sum(line.wrote for line in written[user]),
            taken=sum(line.taken for line in written[user]),
        )
        for user in {*meetings, *written}
    }
