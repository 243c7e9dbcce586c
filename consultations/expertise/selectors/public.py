"""What upper floors read of adopted opinions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from consultations.expertise.models import (
    Attendance,
    Ballot,
    Consideration,
    ConsideredComment,
    Dissent,
    Opinion,
    Remark,
)
from consultations.process.models import Consultation
from core.journal.subjects import SubjectLink


def adopted_opinions(consultation: Consultation) -> list[Opinion]:
    """The opinions that count, by the name of the council, with remarks (and their provisions),
    dissents and rapporteurs: three queries, however many there are."""
    remarks = Remark.objects.select_related("provision").order_by("position")
    dissents = Dissent.objects.select_related("member__user").order_by("filed_on", "pk")
    return list(
        Opinion.objects.adopted()
        .filter(consultation=consultation)
        .select_related("council", "rapporteur__user", "consultation")
        .prefetch_related(Prefetch("remarks", remarks), Prefetch("dissents", dissents))
        .order_by("council__name", "pk")
    )


@dataclass(frozen=True, slots=True)
class ConsideredBy:
    """That a council considered a comment, where its opinion says so, and what it thinks."""

    council: str
    url: str
    result: str
    note: str

    @property
    def words(self) -> str:
        return str(Consideration(self.result).label)


def considered_by(comment_ids: Collection[int]) -> dict[int, tuple[ConsideredBy, ...]]:
    """Which councils considered these comments in the opinions that count, by comment; one query,
    none for no comments. Say it of published comments only."""
    if not comment_ids:
        return {}
    rows = (
        ConsideredComment.objects.filter(comment__in=comment_ids, opinion__status="adopted")
        .select_related("opinion__council", "opinion__consultation")
        .order_by("opinion__council__name", "pk")
    )
    found: dict[int, list[ConsideredBy]] = defaultdict(list)
    for row in rows:
        url = f"{row.opinion.get_absolute_url()}#comments"
        found[row.comment_id].append(
            ConsideredBy(row.opinion.council.name, url, row.result, row.note)
        )
    return {pk: tuple(lines) for pk, lines in found.items()}


@dataclass(frozen=True, slots=True)
class Participation:
    """What a member did at the sitting. Whoever was there in a secret vote has voted; whoever is
    recused because of a conflict of interest is excused."""

    present: bool
    voted: bool
    excused: bool


def participation(referral_ids: Collection[int]) -> dict[tuple[int, int], Participation]:
    """By referral and user, from the ballots of the opinions that count; one query. Nobody is in it
    where the vote is known by its counts only."""
    rows = Ballot.objects.filter(
        opinion__referral__in=list(referral_ids), opinion__status="adopted"
    ).values_list(
        "opinion__referral_id", "member__user_id", "attendance", "vote", "opinion__is_secret"
    )
    return {
        (referral, user): Participation(
            present=attendance == Attendance.PRESENT,
            voted=attendance == Attendance.PRESENT and bool(vote or is_secret),
            excused=attendance in (Attendance.EXCUSED, Attendance.RECUSED),
        )
        for referral, user, attendance, vote, is_secret in rows
    }


def journal_subjects(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """Opinions as the public journal shows them; one query."""
    opinions = (
        Opinion.objects.published()
        .filter(pk__in=[int(pk) for pk in ids if pk.isdigit()])
        .select_related("council", "consultation__version__bill")
    )
    return {
        str(opinion.pk): SubjectLink(
            title=f"{opinion.council.name}: {opinion.consultation.version.bill.title}",
            url=opinion.get_absolute_url(),
        )
        for opinion in opinions
    }
