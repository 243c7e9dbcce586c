"""What pages and upper floors read about councils' opinions."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from consultations.expertise.domain.opinions import DissentData, OpinionData, RemarkData
from consultations.expertise.models import Dissent, Opinion, Remark
from consultations.process.models import Consultation, Referral
from core.accounts.models import Council, Membership, MembershipRole
from core.accounts.policy import places
from core.journal.subjects import SubjectLink
from core.web.access import Role

COUNCIL_ROLES = (MembershipRole.CHAIR, MembershipRole.MEMBER, MembershipRole.SECRETARY)


def adopted_opinions(consultation: Consultation) -> list[Opinion]:
    """Public opinions by the name of the council, with remarks (and their provisions), dissents
    and rapporteurs: three queries, however many there are."""
    remarks = Remark.objects.select_related("provision").order_by("position")
    dissents = Dissent.objects.select_related("member__user").order_by("filed_on", "pk")
    return list(
        Opinion.objects.adopted()
        .filter(consultation=consultation)
        .select_related("council", "rapporteur__user", "consultation")
        .prefetch_related(Prefetch("remarks", remarks), Prefetch("dissents", dissents))
        .order_by("council__name", "pk")
    )


def council_members(council: Council, on: dt.date | None) -> QuerySet[Membership]:
    """Who decides in a council, by name: those whose term covers `on`, or (None) all ever."""
    members = Membership.objects.filter(body_id=council.pk, role__in=COUNCIL_ROLES)
    if on is not None:
        members = members.active(on)
    return members.select_related("user").order_by("user__full_name", "pk")


def opinion_data(opinion: Opinion) -> OpinionData:
    """The text of an opinion as it is saved; three queries."""
    return OpinionData(
        findings=opinion.findings,
        consequences=opinion.consequences,
        proposals=opinion.proposals,
        recommendation=opinion.recommendation,
        rapporteur_id=opinion.rapporteur_id,
        number=opinion.number,
        meeting_on=opinion.meeting_on,
        meeting_form=opinion.meeting_form,
        minutes_number=opinion.minutes_number,
        members_present=opinion.members_present,
        votes_for=opinion.votes_for,
        votes_against=opinion.votes_against,
        votes_abstained=opinion.votes_abstained,
        remarks=tuple(
            RemarkData(
                text=remark.text,
                provision_id=remark.provision_id,
                proposed_text=remark.proposed_text,
                importance=remark.importance,
                norm=remark.norm,
                authors=frozenset(author.pk for author in remark.authors.all()),
            )
            for remark in opinion.remarks.order_by("position").prefetch_related("authors")
        ),
        dissents=tuple(
            DissentData(dissent.member_id, dissent.text, dissent.filed_on)
            for dissent in opinion.dissents.order_by("filed_on", "pk")
        ),
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
    """The council's draft or adopted opinion; None before the first save. One query."""
    return (
        Opinion.objects.filter(consultation_id=referral.consultation_id)
        .filter(council_id=referral.council_id)
        .select_related("council", "consultation", "rapporteur__user")
        .first()
    )


def journal_subjects(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """Adopted opinions as the public journal shows them; one query."""
    opinions = (
        Opinion.objects.adopted()
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
