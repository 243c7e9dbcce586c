import datetime as dt
from typing import Any

from django.db.models import Count, F, Q

from consultations.process.models import Referral, ReferralStatus
from core.accounts.models import Council, Membership
from core.accounts.models.bodies import CONTROL_SUBJECTS, MembershipRole
from core.web.paging import Page, keyset_page

PUBLIC_ROLES = (MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.MEMBER)


def councils_page(*, cursor: str | None, per_page: int) -> Page[Council]:
    """Subjects of public control by name, each with `member_count` and `opinion_count`."""
    councils = (
        Council.objects.filter(kind__in=CONTROL_SUBJECTS)
        .select_related("parent")
        .annotate(
            member_count=Count(
                "memberships__user", filter=Q(memberships__role__in=PUBLIC_ROLES), distinct=True
            ),
            opinion_count=Count("opinions", filter=Q(opinions__status="adopted"), distinct=True),
        )
    )
    return keyset_page(councils, order=("name", "pk"), cursor=cursor, per_page=per_page)


def council_record(council: Council, *, today: dt.date) -> dict[str, Any]:
    """Members and the record of a council: what was referred to it, answered, in time, overdue."""
    members = (
        Membership.objects.filter(body=council, role__in=PUBLIC_ROLES)
        .active(today)
        .select_related("user")
        .order_by("user__full_name", "pk")
    )
    referrals = Referral.objects.filter(council=council)
    record = referrals.aggregate(
        referred=Count("pk"),
        answered=Count("pk", filter=Q(status=ReferralStatus.ANSWERED)),
        in_time=Count(
            "pk", filter=Q(status=ReferralStatus.ANSWERED, answered_at__date__lte=F("due_on"))
        ),
        overdue=Count("pk", filter=Q(status=ReferralStatus.SENT, due_on__lt=today)),
    )
    recent = referrals.select_related("consultation__version__bill", "opinion__council").order_by(
        "-sent_at"
    )
    return {
        "members": _by_role(members),
        "record": record,
        "referrals": list(recent[:30]),
        "today": today,
    }


def _by_role(members: Any) -> list[Membership]:
    """The chair first, then the secretary, then the others by name; each person once."""
    rank = {role: place for place, role in enumerate(PUBLIC_ROLES)}
    found: dict[int, Membership] = {}
    for member in sorted(members, key=lambda member: rank[member.role]):
        found.setdefault(member.user_id, member)
    return list(found.values())
