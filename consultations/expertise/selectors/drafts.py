"""What the desk of a council works on: referrals, the draft, the members."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from consultations.expertise.domain.opinions import (
    AssessmentData,
    BallotData,
    ConsideredData,
    DissentData,
    FactorData,
    OpinionData,
    RemarkData,
)
from consultations.expertise.domain.parts import SCALARS
from consultations.expertise.models import Opinion, Remark
from consultations.process.models import Referral
from core.accounts.models import Council, Membership
from core.accounts.models.bodies import COUNCIL_ROLES
from core.accounts.policy import places
from core.rules import selectors as rules
from core.rules.models import ChecklistItem
from core.web.access import Role

EXPERTISE_LIST = "expertise"
CORRUPTION_LIST = "corruption"


def council_members(council: Council, on: dt.date | None) -> QuerySet[Membership]:
    """Who decides in a council, by name: those whose term covers `on`, or (None) all ever."""
    members = Membership.objects.filter(body_id=council.pk, role__in=COUNCIL_ROLES)
    if on is not None:
        members = members.active(on)
    return members.select_related("user").order_by("user__full_name", "pk")


def once_each(members: Iterable[Membership]) -> list[Membership]:
    """Each person once: as chair or member rather than as secretary."""
    found: dict[int, Membership] = {}
    rank = {str(role): place for place, role in enumerate(COUNCIL_ROLES)}
    for member in members:
        known = found.get(member.user_id)
        if known is None or rank[member.role] < rank[known.role]:
            found[member.user_id] = member
    return list(found.values())


def opinion_data(opinion: Opinion) -> OpinionData:
    """The text of an opinion as it is saved; seven queries."""
    return OpinionData(
        **{name: getattr(opinion, name) for name in SCALARS},
        remarks=_remarks(opinion),
        dissents=tuple(
            DissentData(dissent.member_id, dissent.text, dissent.filed_on)
            for dissent in opinion.dissents.order_by("filed_on", "pk")
        ),
        assessments=tuple(
            AssessmentData(row.code, row.verdict, row.text)
            for row in opinion.assessments.order_by("pk")
        ),
        factors=_factors(opinion),
        considered=tuple(
            ConsideredData(row.comment_id, row.result, row.note)
            for row in opinion.considered.order_by("position", "pk")
        ),
        ballots=tuple(
            BallotData(row.member_id, row.attendance, row.vote)
            for row in opinion.ballots.order_by("pk")
        ),
    )


def _remarks(opinion: Opinion) -> tuple[RemarkData, ...]:
    found = Remark.objects.filter(opinion=opinion).order_by("position")
    return tuple(
        RemarkData(
            text=remark.text,
            provision_id=remark.provision_id,
            proposed_text=remark.proposed_text,
            importance=remark.importance,
            norm=remark.norm,
            authors=frozenset(author.pk for author in remark.authors.all()),
            pk=remark.pk,
        )
        for remark in found.prefetch_related("authors")
    )


def _factors(opinion: Opinion) -> tuple[FactorData, ...]:
    return tuple(
        FactorData(
            factor=row.factor,
            text=row.text,
            provision_id=row.provision_id,
            quotation=row.quotation,
            remedy=row.remedy,
            pk=row.pk,
        )
        for row in opinion.corruption_findings.order_by("position")
    )


def own_councils(user: Any) -> frozenset[int]:
    """Bodies whose referrals this person works on or reads."""
    return frozenset(body for role, body in places(user) if role in (Role.SECRETARY, Role.MEMBER))


def referrals_of(councils: Collection[int]) -> QuerySet[Referral]:
    """What was referred to these councils, with everything that a line of the list prints."""
    return (
        Referral.objects.filter(council_id__in=councils)
        .select_related("council", "consultation__version__bill", "opinion")
        .annotate(remark_total=Count("opinion__remarks"))
    )


def opinion_of(referral: Referral) -> Opinion | None:
    """What the council works on: its draft (of the opinion, or of its correction), otherwise the
    adopted opinion; None before the first save. One query."""
    return (
        Opinion.objects.of_referral(referral)
        .exclude(status="superseded")
        .select_related("council", "consultation__version__bill", "rapporteur__user")
        .select_related("supersedes", "signed_by__user")
        .order_by("-edition")
        .first()
    )


def referral_of(opinion: Opinion) -> Referral | None:
    """What the opinion answers, also while a correction does not hold it yet. One query."""
    return (
        Referral.objects.live()
        .filter(consultation_id=opinion.consultation_id, council_id=opinion.council_id)
        .select_related("council", "consultation__version__bill", "consultation__organiser")
        .first()
    )


def checklists(referral: Referral | None) -> tuple[list[ChecklistItem], list[ChecklistItem]]:
    """The checklist of expertise and the corruption factors as the rules had them on the day of
    the referral (today without one); two queries."""
    day = timezone.localdate(referral.sent_at) if referral else timezone.localdate()
    return rules.checklist(EXPERTISE_LIST, day), rules.checklist(CORRUPTION_LIST, day)
