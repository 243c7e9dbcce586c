"""What opinions tell the process through its port."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from consultations.process.ports import MemberLine


class BallotActivity:
    """Who voted and who was absent, from the ballots of adopted opinions
    (consultations.process.ports.MemberActivity)."""

    def by_referral(self, referral_ids: Collection[int], /) -> Mapping[int, Sequence[MemberLine]]:
        """The lines of these referrals; one query."""
        from consultations.expertise.models import Attendance, Ballot

        rows = Ballot.objects.filter(
            opinion__referral__in=list(referral_ids), opinion__status="adopted"
        ).select_related("member__user", "opinion")
        found: dict[int, list[MemberLine]] = defaultdict(list)
        for row in rows:
            is_present = row.attendance == Attendance.PRESENT
            line = MemberLine(
                user_id=row.member.user_id,
                name=str(row.member.user),
                post=row.member.post or str(row.member.get_role_display()),
                voted=is_present and bool(row.vote or row.opinion.is_secret),
                absent=row.attendance in (Attendance.ABSENT, Attendance.EXCUSED),
                excused=row.attendance in (Attendance.EXCUSED, Attendance.RECUSED),
            )
            if row.opinion.referral_id is not None:
                found[row.opinion.referral_id].append(line)
        return found
