"""Who sat in a council while it worked on a bill, so that silence is counted as well."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from consultations.process.ports import MemberLine

if TYPE_CHECKING:
    from consultations.process.models import Referral
    from core.accounts.models import Membership


class SeatedMembers:
    """A line for everybody who had a seat between the day of the referral and the day of the
    opinion, or its last day without one; excused is whose noted absence covers the meeting that
    decided (consultations.process.ports.MemberActivity). Declined and withdrawn referrals have no
    lines: nobody was to work on them."""

    def by_referral(self, referral_ids: Collection[int], /) -> Mapping[int, Sequence[MemberLine]]:
        """The lines of these referrals; five queries."""
        from consultations.process.models import Referral
        from core.accounts.models import Membership
        from core.accounts.models.bodies import COUNCIL_ROLES

        referrals = list(Referral.objects.live().filter(pk__in=list(referral_ids)))
        councils = {referral.council_id for referral in referrals}
        seats = Membership.objects.filter(body__in=councils, role__in=COUNCIL_ROLES)
        by_council: dict[int, list[Membership]] = defaultdict(list)
        for seat in seats.select_related("user").order_by("pk"):
            by_council[seat.body_id].append(seat)
        excused = _excused([referral.pk for referral in referrals])
        return {
            referral.pk: [
                MemberLine(
                    user_id=seat.user_id,
                    name=str(seat.user),
                    post=seat.post or str(seat.get_role_display()),
                    excused=(referral.pk, seat.user_id) in excused,
                )
                for seat in _one_each(by_council[referral.council_id], *_days(referral))
            ]
            for referral in referrals
        }


def _days(referral: "Referral") -> tuple[dt.date, dt.date]:
    """The first and the last day of the work on a referral."""
    return referral.sent_on, max(referral.sent_on, referral.answered_on or referral.due_on)


def _one_each(seats: Iterable["Membership"], first: dt.date, last: dt.date) -> list["Membership"]:
    """The seats whose term touches these days, one for a person."""
    found: dict[int, Membership] = {}
    for seat in seats:
        begins, ends = seat.starts_on or first, seat.ends_on or last
        if begins <= last and ends >= first:
            found.setdefault(seat.user_id, seat)
    return list(found.values())


def _excused(referral_ids: Collection[int]) -> set[tuple[int, int]]:
    """(referral, user) of absences that cover the meeting of the adopted opinion, unless a ballot
    says that the member was there; three queries."""
    from consultations.expertise.models import Attendance, Ballot, Opinion
    from core.accounts.models import Absence

    meetings = Opinion.objects.filter(referral__in=list(referral_ids), status="adopted")
    held = meetings.values_list("referral", "council", "meeting_on")
    by_council: dict[int, list[tuple[int, dt.date]]] = defaultdict(list)
    for referral, council, day in held:
        if day is not None:
            by_council[council].append((referral, day))
    absences = Absence.objects.standing().filter(membership__body__in=by_council)
    found = {
        (referral, absence.membership.user_id)
        for absence in absences.select_related("membership")
        for referral, day in by_council[absence.membership.body_id]
        if absence.starts_on <= day <= absence.ends_on
    }
    there = Ballot.objects.filter(
        opinion__referral__in=list(referral_ids),
        opinion__status="adopted",
        attendance=Attendance.PRESENT,
    )
    return found - set(there.values_list("opinion__referral", "member__user"))
