"""What declared conflicts of interest mean for the adoption of an opinion."""

import pytest
from django.test import Client
from django.utils import timezone

from consultations.expertise import ports, selectors
from consultations.expertise.domain.adoption import AdoptionFault, AdoptionWarning
from consultations.expertise.domain.opinions import BallotData
from consultations.expertise.messages import WARNINGS
from consultations.expertise.models import Opinion
from consultations.expertise.ports import Declaration
from consultations.expertise.providers import BallotActivity
from consultations.expertise.services import adopt_opinion, faults_of
from consultations.process.models import Referral
from core.accounts.models import Membership, MembershipRole
from tests.factories.accounts import MembershipFactory
from tests.factories.process import ReferralFactory
from tests.integration.expertise.drafts import members_of, saved, whole
from tests.integration.expertise.pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral() -> Referral:
    found: Referral = ReferralFactory()
    return found


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> list[Declaration]:
    """Declarations of every referral, as the working room would tell them."""
    found: list[Declaration] = []
    monkeypatch.setattr(ports._ports, "declarations", lambda ids: {pk: list(found) for pk in ids})
    return found


def said(member: Membership, *, has_conflict: bool = False) -> Declaration:
    return Declaration(member.user_id, has_conflict=has_conflict, declared_at=timezone.now())


def faults(opinion: Opinion) -> tuple[AdoptionFault, ...]:
    return faults_of(opinion, now=timezone.now())


def with_one_in_conflict(
    referral: Referral, declared: list[Declaration], attendance: str, vote: str = ""
) -> tuple[Opinion, Membership]:
    """Five members vote for; the sixth is in conflict; everybody has declared."""
    *members, partial = members_of(referral, 6)
    ballots = [BallotData(member.pk, "present", "for") for member in members]
    ballots.append(BallotData(partial.pk, attendance, vote))
    data = whole(referral, ballots=tuple(ballots), rapporteur_id=members[0].pk)
    declared += [*map(said, members), said(partial, has_conflict=True)]
    return saved(referral, data), partial


# --- Recused members ----------------------------------------------------------------------------


def test_who_is_recused_is_not_among_those_present(
    referral: Referral, declared: list[Declaration]
) -> None:
    opinion, partial = with_one_in_conflict(referral, declared, "recused")
    assert (opinion.members_present, opinion.votes_for) == (5, 5)
    adopted = adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    assert adopted.is_adopted
    key = (referral.pk, partial.user_id)
    assert selectors.participation([referral.pk])[key] == selectors.Participation(
        present=False, voted=False, excused=True
    )
    lines = BallotActivity().by_referral([referral.pk])[referral.pk]
    (line,) = [line for line in lines if line.user_id == partial.user_id]
    assert (line.voted, line.absent, line.excused) == (False, False, True)


def test_a_conflict_is_judged_by_the_vote(referral: Referral, declared: list[Declaration]) -> None:
    opinion, partial = with_one_in_conflict(referral, declared, "present", "for")
    assert faults(opinion) == (AdoptionFault.VOTER_IN_CONFLICT,)
    opinion.ballots.filter(member=partial).update(vote="")
    assert AdoptionFault.VOTER_IN_CONFLICT not in faults(opinion)
    # In a secret vote everybody present votes.
    opinion.ballots.update(vote="")
    Opinion.objects.filter(pk=opinion.pk).update(is_secret=True)
    opinion.refresh_from_db()
    assert faults(opinion) == (AdoptionFault.VOTER_IN_CONFLICT,)


def test_the_editor_and_the_document_say_who_is_recused(
    client: Client, referral: Referral, declared: list[Declaration]
) -> None:
    opinion, partial = with_one_in_conflict(referral, declared, "recused")
    secretary = MembershipFactory(body=referral.council, role=MembershipRole.SECRETARY)
    client.force_login(secretary.user)
    page = client.get(address(referral)).content.decode()
    assert page.count('<option value="recused" selected>') == 1
    adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    page = client.get(opinion.get_absolute_url()).content.decode()
    label = str(opinion.ballots.get(member=partial).get_attendance_display())
    assert page.count(f">{label}</td>") == 1
    assert client.get(f"{opinion.edition_url}docx/").status_code == 200


# --- Counts alone -------------------------------------------------------------------------------


def test_counts_alone_do_not_do_if_a_member_is_in_conflict(
    referral: Referral, declared: list[Declaration]
) -> None:
    opinion = saved(referral, whole(referral))
    (member,) = members_of(referral, 1)
    assert opinion.rapporteur is not None
    declared += [said(opinion.rapporteur), said(member)]
    assert faults(opinion) == ()
    declared[1] = said(member, has_conflict=True)
    assert faults(opinion) == (AdoptionFault.CONFLICT_UNNAMED,)
    # Somebody from outside of the council has no vote anyway.
    declared[1] = said(MembershipFactory(), has_conflict=True)
    assert faults(opinion) == ()


# --- Who has not declared ------------------------------------------------------------------------


def test_the_rapporteur_declares_where_others_do(
    referral: Referral, declared: list[Declaration]
) -> None:
    opinion = saved(referral, whole(referral))
    assert faults(opinion) == ()  # nobody declares here
    (member,) = members_of(referral, 1)
    declared.append(said(member))
    assert faults(opinion) == (AdoptionFault.RAPPORTEUR_UNDECLARED,)
    assert opinion.rapporteur is not None
    declared.append(said(opinion.rapporteur))
    assert faults(opinion) == ()


def test_of_voters_who_have_not_declared_the_secretary_is_warned(
    client: Client, referral: Referral, declared: list[Declaration]
) -> None:
    opinion, _partial = with_one_in_conflict(referral, declared, "recused")
    secretary = MembershipFactory(body=referral.council, role=MembershipRole.SECRETARY)
    client.force_login(secretary.user)
    words = str(WARNINGS[AdoptionWarning.VOTERS_UNDECLARED])
    assert words not in client.get(address(referral)).content.decode()
    del declared[1]
    assert words in client.get(address(referral)).content.decode()
    assert faults(opinion) == ()
    declared.clear()
    assert words not in client.get(address(referral)).content.decode()
