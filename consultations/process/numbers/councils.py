"""How councils work: one definition for their own pages, for an event and for its members."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from consultations.process.domain.lifecycle import days_taken
from consultations.process.models import Referral, ReferralStatus
from consultations.process.ports import MemberLine
from consultations.process.querysets import waiting_q
from core.accounts.models import Membership
from core.accounts.models.bodies import COUNCIL_ROLES

# Whose names and number a council shows.


@dataclass(frozen=True, slots=True)
class ReferralNumbers:
    """What became of referrals.

    referred: bills that were sent to councils by others; what the sender has taken back is not
        among them. withdrawn: those that were taken back, by whoever had sent them.
    accepted: those of `referred` that the council has taken into work, answered ones included;
        an opinion says it as well as a word. declined: those of `referred` that it has refused,
        with a reason.
    own_initiative: bills that councils took up without being asked, and have not given up.
    answered: opinions adopted, on `referred` and `own_initiative` together; in_time and late: those
        of `answered` up to their term and after it.
    overdue: those of `referred` and `own_initiative` whose term has passed without an opinion; what
        is declined or withdrawn never is. A council that is overdue is silent.
    days: the median number of days from sending to the opinion, over `answered`; None without any.
    """

    referred: int = 0
    accepted: int = 0
    declined: int = 0
    withdrawn: int = 0
    own_initiative: int = 0
    answered: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    days: int | None = None


@dataclass(frozen=True, slots=True)
class CouncilNumbers:
    """A council's record. members: persons whose term covers the day."""

    members: int = 0
    referrals: ReferralNumbers = field(default_factory=ReferralNumbers)


def council_numbers(council_ids: Collection[int], *, on: dt.date) -> dict[int, CouncilNumbers]:
    """The records of councils on a day, zeros where there is nothing; three queries."""
    people = Membership.objects.filter(body__in=council_ids, role__in=COUNCIL_ROLES).active(on)
    members = dict(people.order_by().values_list("body").annotate(Count("user", distinct=True)))
    counted = _counted("council", council_ids, on, Referral.objects.all())
    return {
        pk: CouncilNumbers(members.get(pk, 0), counted.get(pk, ReferralNumbers()))
        for pk in council_ids
    }


def participation_numbers(
    consultation_ids: Collection[int], *, on: dt.date
) -> dict[int, ReferralNumbers]:
    """What became of the referrals of each consultation on a day, each council once, by its latest
    referral; two queries."""
    latest = Referral.objects.once_a_council()
    counted = _counted("consultation", consultation_ids, on, latest)
    return {pk: counted.get(pk, ReferralNumbers()) for pk in consultation_ids}


def _counted(
    key: str, ids: Collection[int], on: dt.date, among: QuerySet[Referral]
) -> dict[int, ReferralNumbers]:
    """Numbers by council or consultation; what has no referrals is left out."""
    referrals = among.filter(**{f"{key}__in": ids}).order_by()
    rows = {
        row.pop(key): {name.removeprefix("n_"): value for name, value in row.items()}
        for row in referrals.values(key).annotate(**_sums(on))
    }
    days: dict[int, list[int]] = {}
    answered = referrals.filter(status=ReferralStatus.ANSWERED)
    for referral in answered.only(key, "sent_at", "answered_at"):
        taken = days_taken(referral.sent_on, referral.answered_on)
        if taken is not None:
            days.setdefault(getattr(referral, f"{key}_id"), []).append(taken)
    return {
        pk: replace(ReferralNumbers(**row), days=round(median(days[pk])) if pk in days else None)
        for pk, row in rows.items()
    }


def _sums(on: dt.date) -> dict[str, Any]:
    asked = Q(own_initiative=False)
    live = ~Q(status=ReferralStatus.WITHDRAWN)
    answered = Q(status=ReferralStatus.ANSWERED)
    in_time = answered & Q(answered_at__date__lte=F("due_on"))
    conditions = {
        "referred": asked & live,
        "accepted": asked & Q(status__in=[ReferralStatus.ACCEPTED, ReferralStatus.ANSWERED]),
        "declined": Q(status=ReferralStatus.DECLINED),
        "withdrawn": Q(status=ReferralStatus.WITHDRAWN),
        "own_initiative": ~asked & live,
        "answered": answered,
        "in_time": in_time,
        "late": answered & Q(answered_at__date__gt=F("due_on")),
        "overdue": waiting_q() & Q(due_on__lt=on),
    }
    return {f"n_{name}": Count("pk", filter=condition) for name, condition in conditions.items()}


@dataclass(frozen=True, slots=True)
class CouncilDebt:
    """Overdue opinions of one council on bills whose events are not concluded."""

    council_id: int
    slug: str
    name: str
    count: int
    oldest_due_on: dt.date


def overdue_by_council(*, on: dt.date, at_most: int) -> list[CouncilDebt]:
    """Councils with overdue opinions on a day, those that owe most first; one query."""
    rows = (
        Referral.objects.overdue(on)
        .filter(consultation__status="running")
        .order_by()
        .values("council_id", "council__slug", "council__name")
        .annotate(count=Count("pk"), oldest=Min("due_on"))
        .order_by("-count", "oldest", "council__name")
    )
    return [
        CouncilDebt(
            row["council_id"],
            row["council__slug"],
            row["council__name"],
            row["count"],
            row["oldest"],
        )
        for row in rows[:at_most]
    ]


@dataclass(frozen=True, slots=True)
class MemberNumbers:
    """Members of a council in the work on one opinion; experts and observers are not counted.

    wrote: have written a position or a remark; only_voted: have written nothing but voted;
    did_nothing: neither, though not excused; excused: neither, with leave; taken: what members
    wrote and the opinion holds.
    """

    members: int = 0
    wrote: int = 0
    only_voted: int = 0
    did_nothing: int = 0
    excused: int = 0
    taken: int = 0


def member_numbers(lines: Iterable[MemberLine]) -> MemberNumbers:
    """Counts the members among `lines`; every one of them is in exactly one of four numbers."""
    people = [line for line in lines if not line.is_outside]
    wrote = [line for line in people if line.wrote]
    only_voted = [line for line in people if not line.wrote and line.voted]
    rest = [line for line in people if not line.wrote and not line.voted]
    excused = [line for line in rest if line.excused]
    return MemberNumbers(
        members=len(people),
        wrote=len(wrote),
        only_voted=len(only_voted),
        did_nothing=len(rest) - len(excused),
        excused=len(excused),
        taken=sum(line.taken for line in people),
    )
