"""An opinion as a document: everything that its thirteen sections say, gathered once for the public
page, the desk and the files."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from consultations.expertise.domain.adoption import Vote
from consultations.expertise.models import (
    Assessment,
    Ballot,
    ConsideredComment,
    CorruptionFinding,
    Dissent,
    Opinion,
    OpinionFile,
    Remark,
    Verdict,
)
from consultations.expertise.ports import Declaration, declarations_of
from consultations.expertise.selectors.drafts import (
    checklists,
    council_members,
    referral_of,
)
from consultations.experts.models import Appointment
from consultations.process.models import Referral
from core.accounts.models import Membership, MembershipRole, User
from core.rules import selectors as rules
from core.rules.models import ChecklistItem


@dataclass(frozen=True, slots=True)
class ExpertLine:
    """Who worked on the opinion. `about`: capacity, post or organisation, in words; `declaration`
    is None where nothing is stated."""

    name: str
    about: tuple[Any, ...]
    declaration: Declaration | None = None


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    item: ChecklistItem
    verdict: str
    text: str

    @property
    def is_assessed(self) -> bool:
        return self.verdict != Verdict.NOT_ASSESSED

    @property
    def words(self) -> Any:
        return Verdict(self.verdict).label


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A corruption factor with everything that the council found of it."""

    item: ChecklistItem
    findings: tuple[CorruptionFinding, ...]


@dataclass(frozen=True, slots=True)
class OpinionText:
    """The document. `considered` holds only comments that are public; `hidden_considered` counts
    the others. `conflicted`: people who have declared a conflict of interest."""

    opinion: Opinion
    referral: Referral | None
    citations: Mapping[str, str]
    experts: tuple[ExpertLine, ...]
    conflicted: tuple[str, ...]
    checklist: tuple[ChecklistLine, ...]
    factors: tuple[FactorLine, ...]
    remarks: tuple[Remark, ...]
    considered: tuple[ConsideredComment, ...]
    hidden_considered: int
    ballots: tuple[Ballot, ...]
    dissents: tuple[Dissent, ...]
    files: tuple[OpinionFile, ...]
    chair: Membership | None
    secretary: Membership | None

    @property
    def vote(self) -> Vote:
        opinion = self.opinion
        return Vote(
            seats=opinion.council.seats,
            quorum_percent=opinion.council.quorum_percent,
            present=opinion.members_present,
            votes_for=opinion.votes_for,
            votes_against=opinion.votes_against,
            votes_abstained=opinion.votes_abstained,
        )

    @property
    def found_factors(self) -> tuple[FactorLine, ...]:
        return tuple(line for line in self.factors if line.findings)

    @property
    def basis(self) -> str:
        """The articles of the law that opinions of councils rest on."""
        return self.citations.get("fz212.art22", "")


def opinion_text(opinion: Opinion) -> OpinionText:
    """The whole document of an opinion read with its council and consultation; a constant number
    of queries."""
    referral = referral_of(opinion)
    day = timezone.localdate(referral.sent_at) if referral else timezone.localdate()
    declared = declarations_of(referral.pk if referral else None)
    considered = _considered(opinion)
    expertise, corruption = checklists(referral)
    members = _officers(opinion)
    return OpinionText(
        opinion=opinion,
        referral=referral,
        citations=rules.citations(day),
        experts=tuple(_experts(opinion, referral, declared)),
        conflicted=_names(user for user, one in declared.items() if one.has_conflict),
        checklist=tuple(_checklist(expertise, opinion)),
        factors=tuple(_factors(corruption, opinion)),
        remarks=tuple(_remarks(opinion)),
        considered=tuple(row for row in considered if row.comment.is_visible),
        hidden_considered=sum(not row.comment.is_visible for row in considered),
        ballots=tuple(_ballots(opinion)),
        dissents=tuple(opinion.dissents.select_related("member__user").order_by("filed_on", "pk")),
        files=tuple(_files(opinion)),
        chair=members.get(MembershipRole.CHAIR),
        secretary=members.get(MembershipRole.SECRETARY),
    )


def _experts(
    opinion: Opinion, referral: Referral | None, declared: Mapping[int, Declaration]
) -> Iterable[ExpertLine]:
    if opinion.rapporteur is not None:
        place = opinion.rapporteur
        about = (place.get_role_display(), place.post, place.nominated_by)
        yield ExpertLine(str(place.user), _filled(about), declared.get(place.user_id))
    if referral is None:
        return
    appointed = Appointment.objects.filter(referral=referral, ended_at=None)
    for one in appointed.select_related("user").order_by("capacity", "user__full_name", "pk"):
        about = (one.get_capacity_display(), one.organisation)
        yield ExpertLine(str(one.user), _filled(about), declared.get(one.user_id))


def _filled(words: Collection[Any]) -> tuple[Any, ...]:
    return tuple(word for word in words if word)


def _names(users: Iterable[int]) -> tuple[str, ...]:
    wanted = list(users)
    if not wanted:
        return ()
    return tuple(str(user) for user in User.objects.filter(pk__in=wanted).order_by("full_name"))


def _checklist(items: list[ChecklistItem], opinion: Opinion) -> Iterable[ChecklistLine]:
    said: dict[str, Assessment] = {row.code: row for row in opinion.assessments.all()}
    for item in items:
        row = said.get(item.code)
        verdict = row.verdict if row else Verdict.NOT_ASSESSED
        yield ChecklistLine(item, verdict, row.text if row else "")


def _factors(items: list[ChecklistItem], opinion: Opinion) -> Iterable[FactorLine]:
    rows = list(opinion.corruption_findings.select_related("provision__version__bill"))
    for item in items:
        yield FactorLine(item, tuple(row for row in rows if row.factor == item.code))


def _remarks(opinion: Opinion) -> Iterable[Remark]:
    return (
        opinion.remarks.select_related("provision__version__bill")
        .prefetch_related("authors")
        .order_by("position")
    )


def _considered(opinion: Opinion) -> list[ConsideredComment]:
    rows = opinion.considered.select_related(
        "comment__contact", "comment__participant", "comment__provision", "comment__consultation"
    )
    return list(rows.order_by("position", "pk"))


def _ballots(opinion: Opinion) -> Iterable[Ballot]:
    return opinion.ballots.select_related("member__user").order_by("member__user__full_name", "pk")


def _files(opinion: Opinion) -> list[OpinionFile]:
    rows = list(opinion.files.order_by("-role", "pk"))
    for row in rows:
        row.opinion = opinion  # its address names the council and the consultation
    return rows


def _officers(opinion: Opinion) -> dict[str, Membership]:
    """The chair and the secretary on the day of the sitting, who sign."""
    day: dt.date = opinion.meeting_on or timezone.localdate()
    members = council_members(opinion.council, day)
    wanted = members.filter(role__in=[MembershipRole.CHAIR, MembershipRole.SECRETARY])
    found: dict[str, Membership] = {}
    for member in wanted:
        found.setdefault(member.role, member)
    return found
