"""What the room tells the opinion and the public: conflicts bar, work is counted."""

import pytest
from django.test import Client
from django.utils import timezone

from consultations.expertise import services as expertise
from consultations.expertise.domain.adoption import AdoptionFault
from consultations.process.models import Referral
from consultations.process.ports import member_activity
from core.accounts.models import Membership
from tests.factories.expertise import BallotFactory, OpinionFactory
from tests.factories.room import DeclarationFactory, MemberRemarkFactory, PositionFactory, seated

pytestmark = pytest.mark.django_db


def test_a_conflict_declared_in_the_room_bars_the_rapporteur(referral: Referral) -> None:
    opinion = OpinionFactory(referral=referral)
    assert AdoptionFault.RAPPORTEUR_IN_CONFLICT not in faults(opinion)
    DeclarationFactory(
        referral=referral, user=opinion.rapporteur.user, has_conflict=True, text="Родство"
    )
    assert AdoptionFault.RAPPORTEUR_IN_CONFLICT in faults(opinion)


def test_a_conflict_declared_in_the_room_bars_the_vote(referral: Referral) -> None:
    opinion = OpinionFactory(referral=referral)
    ballot = BallotFactory(opinion=opinion)
    assert AdoptionFault.VOTER_IN_CONFLICT not in faults(opinion)
    DeclarationFactory(
        referral=referral, user=ballot.member.user, has_conflict=True, text="Родство"
    )
    assert AdoptionFault.VOTER_IN_CONFLICT in faults(opinion)


def faults(opinion) -> set[AdoptionFault]:  # type: ignore[no-untyped-def]
    return set(expertise.faults_of(opinion, now=timezone.now()))


def test_who_wrote_and_who_only_voted_is_public(referral: Referral, client: Client) -> None:
    writer, voter = seated(referral), seated(referral)
    PositionFactory(referral=referral, author=writer)
    MemberRemarkFactory(referral=referral, author=writer)
    opinion = OpinionFactory(referral=referral, adopted=True)
    for person in (writer, voter):
        member = Membership.objects.get(user=person, body=referral.council)
        BallotFactory(opinion=opinion, member=member)
    lines = {line.user_id: line for line in member_activity([referral.pk])[referral.pk]}
    assert (lines[writer.pk].wrote, lines[writer.pk].voted) == (2, True)
    assert (lines[voter.pk].wrote, lines[voter.pk].voted) == (0, True)
    consultation = referral.consultation
    page = client.get(f"/consultations/{consultation.year}/{consultation.slug}/participation/")
    assert "только голосовали: 1" in page.content.decode()
    council = client.get(f"/councils/{referral.council.slug}/")
    assert council.context["attendance"][writer.pk].wrote == 2
