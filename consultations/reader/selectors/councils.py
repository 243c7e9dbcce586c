import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultations.expertise.selectors import Participation, participation
from consultations.process.models import Referral
from consultations.process.numbers import COUNCIL_ROLES, CouncilNumbers, council_numbers
from core.accounts.models import Council, Membership
from core.accounts.models.bodies import CONTROL_SUBJECTS
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
class MemberLine:
    """A member, and at how many of the meetings whose lists are recorded they were present."""

    member: Membership
    present: int
    excused: int
    recorded: int


def council_record(council: Council, *, today: dt.date) -> dict[str, Any]:
    """Members and the record of a council: what was referred to it, answered, in time, overdue."""
    members = (
        Membership.objects.filter(body=council, role__in=COUNCIL_ROLES)
        .active(today)
        .select_related("user")
        .order_by("user__full_name", "pk")
    )
    referrals = Referral.objects.filter(council=council)
    recent = referrals.select_related("consultation__version__bill", "opinion__council").order_by(
        "-sent_at"
    )
    attended = participation(list(referrals.values_list("pk", flat=True)))
    return {
        "members": _member_lines(_by_role(members), attended),
        "record": council_numbers([council.pk], on=today)[council.pk],
        "referrals": list(recent[:30]),
        "today": today,
    }


def _member_lines(
    members: list[Membership], attended: Mapping[tuple[int, int], Participation]
) -> list[MemberLine]:
    by_user: dict[int, list[Participation]] = defaultdict(list)
    for (_referral, user), one in attended.items():
        by_user[user].append(one)
    return [
        MemberLine(
            member,
            present=sum(one.present for one in by_user[member.user_id]),
            excused=sum(one.excused for one in by_user[member.user_id]),
            recorded=len(by_user[member.user_id]),
        )
        for member in members
    ]


def _by_role(members: Any) -> list[Membership]:
    """The chair first, then the secretary, then the others by name; each person once."""
    rank = {role: place for place, role in enumerate(COUNCIL_ROLES)}
    found: dict[int, Membership] = {}
    for member in sorted(members, key=lambda member: rank[member.role]):
        found.setdefault(member.user_id, member)
    return list(found.values())
