"""What the room tells the floors below it through their ports."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse

from consultations.expertise.ports import Declaration
from consultations.process.ports import MemberLine
from core.accounts.models import User


def declarations(referral_ids: Collection[int]) -> Mapping[int, Sequence[Declaration]]:
    """The latest declaration of each person by referral; what a conflict consists in is for the
    room only. One query."""
    from consultations.room.models import Declaration as Declared

    found: dict[int, dict[int, Declaration]] = defaultdict(dict)
    for row in Declared.objects.latest_last().filter(referral__in=list(referral_ids)):
        found[row.referral_id][row.user_id] = Declaration(
            user_id=row.user_id, has_conflict=row.has_conflict, declared_at=row.declared_at
        )
    return {referral: list(people.values()) for referral, people in found.items()}


def declaration_address(referral_id: int) -> str:
    """Where a person declares for a referral."""
    return reverse("room:declare", args=[referral_id])


class RoomActivity:
    """Who wrote how much in the rooms of referrals (consultations.process.ports.MemberActivity)."""

    def by_referral(self, referral_ids: Collection[int], /) -> Mapping[int, Sequence[MemberLine]]:
        """Positions and remarks, and how many of them the opinion has; at most nine queries."""
        from consultations.experts.models import Appointment
        from consultations.room.selectors import activity

        done = activity(referral_ids)
        names = User.objects.in_bulk({user for _referral, user in done})
        appointed = Appointment.objects.filter(referral__in=list(referral_ids))
        outside = set(appointed.values_list("referral_id", "user_id"))
        found: dict[int, list[MemberLine]] = defaultdict(list)
        for (referral, user), one in done.items():
            line = MemberLine(
                user_id=user,
                name=str(names[user]),
                wrote=one.positions + one.remarks,
                taken=one.taken,
                is_outside=(referral, user) in outside,
            )
            found[referral].append(line)
        return found
