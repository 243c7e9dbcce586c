"""Drafts for the tests of this folder."""

from typing import Any

from django.utils import timezone

from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.models import Opinion
from consultations.expertise.services import save_opinion
from consultations.process.models import Referral
from core.accounts.models import Membership, MembershipRole, User
from tests.factories.accounts import MembershipFactory


def members_of(referral: Referral, count: int = 6) -> list[Membership]:
    """New members of the council."""
    return [
        MembershipFactory(body=referral.council, role=MembershipRole.MEMBER)
        for _number in range(count)
    ]


def whole(referral: Referral, **changes: Any) -> OpinionData:
    """Everything that adoption needs."""
    (member,) = members_of(referral, 1)
    values: dict[str, Any] = {
        "findings": "Соответствует",
        "consequences": "Незначительны",
        "proposals": "Установить срок",
        "recommendation": "support_remarks",
        "rapporteur_id": member.pk,
        "meeting_on": timezone.localdate(),
        "members_present": 6,
        "votes_for": 4,
        "votes_against": 1,
        "votes_abstained": 1,
    }
    return OpinionData(**values | changes)


def saved(
    referral: Referral, data: OpinionData, revision: int = 0, actor: User | None = None
) -> Opinion:
    return save_opinion(
        actor=actor, referral=referral, data=data, revision=revision, now=timezone.now()
    )
