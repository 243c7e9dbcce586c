"""An opinion as a document: everything that its thirteen sections say, for the public page, for the
desk and for files."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
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
    """Who worked on the opinion. `role` is a code of MembershipRole or Capacity, `role_words` the
    same in words; `about`: post or organisation; `declaration` is None where nothing is stated."""

    name: str
    role: str
    role_words: Any
    about: tuple[str, ...]
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


class OpinionText:
    """The document of an opinion read with its council and consultation. Each section is read when
    it is first asked for, once; all of them together cost a constant number of queries."""

    def __init__(self, opinion: Opinion) -> None:
        self.opinion = opinion

    @cached_property
    def referral(self) -> Referral | None:
        return referral_of(self.opinion)

    @cached_property
    def citations(self) -> Mapping[str, str]:
        return rules.citations(self._day)

    @property
    def _day(self) -> dt.date:
        """Whose rules apply: the day of the referral."""
        return timezone.localdate(self.referral.sent_at if self.referral else None)

    @property
    def basis(self) -> str:
        """The articles of the law that opinions of councils rest on."""
        return self.citations.get("fz212.art22", "")

    @cached_property
    def _declared(self) -> Mapping[int, Declaration]:
        return declarations_of(self.referral.pk if self.referral else None)

    @cached_property
    def experts(self) -> tuple[ExpertLine, ...]:
        return tuple(_experts(self.opinion, self.referral, self._declared))

    @cached_property
    def conflicted(self) -> tuple[str, ...]:
        """People who have declared a conflict of interest."""
        return _names(user for user, one in self._declared.items() if one.has_conflict)

    @cached_property
    def _checklists(self) -> tuple[list[ChecklistItem], list[ChecklistItem]]:
        return checklists(self.referral)

    @cached_property
    def checklist(self) -> tuple[ChecklistLine, ...]:
        return tuple(_checklist(self._checklists[0], self.opinion))

    @cached_property
    def found_factors(self) -> tuple[FactorLine, ...]:
        """Corruption factors of which something was found."""
        lines = _factors(self._checklists[1], self.opinion)
        return tuple(line for line in lines if line.findings)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(_remarks(self.opinion))

    @cached_property
    def _considered(self) -> list[ConsideredComment]:
        return _considered(self.opinion)

    @property
    def considered(self) -> tuple[ConsideredComment, ...]:
        """Only comments that are public."""
        return tuple(row for row in self._considered if row.comment.is_visible)

    @property
    def hidden_considered(self) -> int:
        """How many considered comments are not public any more."""
        return len(self._considered) - len(self.considered)

    @cached_property
    def ballots(self) -> tuple[Ballot, ...]:
        return tuple(_ballots(self.opinion))

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

    @cached_property
    def dissents(self) -> tuple[Dissent, ...]:
        rows = self.opinion.dissents.select_related("member__user")
        return tuple(rows.order_by("filed_on", "pk"))

    @cached_property
    def files(self) -> tuple[OpinionFile, ...]:
        return tuple(_files(self.opinion))

    @cached_property
    def _officers(self) -> dict[str, Membership]:
        return _officers(self.opinion)

    @property
    def chair(self) -> Membership | None:
        """On the day of the sitting."""
        return self._officers.get(MembershipRole.CHAIR)

    @property
    def secretary(self) -> Membership | None:
        return self._officers.get(MembershipRole.SECRETARY)


def opinion_text(opinion: Opinion) -> OpinionText:
    """The whole document, for pages and files."""
    return OpinionText(opinion)


def _experts(
    opinion: Opinion, referral: Referral | None, declared: Mapping[int, Declaration]
) -> Iterable[ExpertLine]:
    if opinion.rapporteur is not None:
        place = opinion.rapporteur
        about = tuple(filter(None, (place.post, place.nominated_by)))
        said = declared.get(place.user_id)
        yield ExpertLine(str(place.user), place.role, place.get_role_display(), about, said)
    if referral is None:
        return
    appointed = Appointment.objects.filter(referral=referral, ended_at=None)
    for one in appointed.select_related("user").order_by("capacity", "user__full_name", "pk"):
        about = (one.organisation,) if one.organisation else ()
        said = declared.get(one.user_id)
        yield ExpertLine(str(one.user), one.capacity, one.get_capacity_display(), about, said)


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
