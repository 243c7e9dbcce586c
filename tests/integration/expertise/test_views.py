"""The council's desk: who sees what, how a draft is saved, refused, adopted."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.expertise.models import Opinion
from consultations.process.models import Referral
from core.accounts.models import BodyKind, MembershipRole, User
from core.accounts.permissions import policy
from tests.factories.accounts import BodyFactory, CouncilFactory, MembershipFactory, UserFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import (
    BallotFactory,
    DissentFactory,
    OpinionFactory,
    RemarkFactory,
)
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

PHASES: dict[str, dict[str, bool]] = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}
ROLES = [*MembershipRole.values, "anonymous", "nobody", "secretary elsewhere"]


def person(role: str, referral: Referral) -> User | None:
    if role == "anonymous":
        return None
    user: User = UserFactory()
    if role in MembershipRole.values:
        MembershipFactory(user=user, body=referral.council, role=role)
    elif role == "secretary elsewhere":
        MembershipFactory(user=user, body=CouncilFactory(), role=MembershipRole.SECRETARY)
    return user


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_and_when(role: str, phase: str) -> None:
    referral = ReferralFactory(consultation__slug=f"c-{phase}", **{
        f"consultation__{name}": value for name, value in PHASES[phase].items()
    })  # fmt: skip
    user = person(role, referral)
    writes = role == MembershipRole.SECRETARY and phase != "concluded"
    reads = role in (MembershipRole.SECRETARY, MembershipRole.MEMBER, MembershipRole.CHAIR)
    assert policy.check(user, "expertise.write", referral) == writes
    assert policy.check(user, "expertise.adopt", referral) == writes
    assert policy.check(user, "expertise.read", referral) == reads


@pytest.fixture
def referral() -> Referral:
    found: Referral = ReferralFactory()
    return found


@pytest.fixture
def secretary(referral: Referral, client: Client) -> Client:
    user = person(MembershipRole.SECRETARY, referral)
    assert user is not None
    client.force_login(user)
    return client


def address(referral: Referral, name: str = "opinion") -> str:
    return reverse(f"expertise:{name}", args=[referral.pk])


def form_of(referral: Referral, *, revision: int = 0, **changes: Any) -> dict[str, Any]:
    member = MembershipFactory(body=referral.council, role=MembershipRole.MEMBER)
    data = {
        "findings": "Соответствует",
        "consequences": "Незначительны",
        "proposals": "Установить срок",
        "recommendation": "support",
        "rapporteur": member.pk,
        "number": "7",
        "meeting_on": timezone.localdate().isoformat(),
        "meeting_form": "in_person",
        "minutes_number": "3",
        "members_present": 6,
        "votes_for": 6,
        "votes_against": 0,
        "votes_abstained": 0,
        "revision": revision,
        "factors-TOTAL_FORMS": 0,
        "factors-INITIAL_FORMS": 0,
        "remarks-TOTAL_FORMS": 2,
        "remarks-INITIAL_FORMS": 0,
        "remarks-0-provision": "",
        "remarks-0-text": "Срок не определён",
        "remarks-0-proposed_text": "",
        "remarks-0-importance": "high",
        "remarks-1-importance": "medium",
        "dissents-TOTAL_FORMS": 1,
        "dissents-INITIAL_FORMS": 0,
        "dissents-0-member": "",
        "dissents-0-text": "",
        "dissents-0-filed_on": "",
    }
    return data | changes


def test_the_draft_is_saved_with_its_remarks(secretary: Client, referral: Referral) -> None:
    provision = ProvisionFactory(version=referral.consultation.version, path="article:5")
    data = form_of(referral, **{"remarks-0-provision": provision.pk})
    answer = secretary.post(address(referral), data)
    assert (answer.status_code, answer["Location"]) == (302, address(referral))
    opinion = Opinion.objects.get()
    remark = opinion.remarks.get()
    assert (remark.provision, remark.importance) == (provision, "high")
    page = secretary.get(address(referral)).content.decode()
    assert "Срок не определён" in page
    assert "remarks-0-DELETE" in page
    assert "remarks-1-DELETE" not in page


def test_a_row_is_added_without_a_script(secretary: Client, referral: Referral) -> None:
    answer = secretary.post(address(referral), form_of(referral, more="remarks"))
    assert answer.status_code == 302
    page = secretary.get(answer["Location"].split("#")[0]).content.decode()
    assert 'name="remarks-TOTAL_FORMS" value="6"' in page


def test_a_row_is_deleted(secretary: Client, referral: Referral) -> None:
    secretary.post(address(referral), form_of(referral))
    data = form_of(referral, revision=1, **{"remarks-0-DELETE": "on", "remarks-INITIAL_FORMS": 1})
    assert secretary.post(address(referral), data).status_code == 302
    assert Opinion.objects.get().remarks.count() == 0


def test_nothing_is_lost_when_two_people_write(secretary: Client, referral: Referral) -> None:
    secretary.post(address(referral), form_of(referral, findings="Мысль коллеги"))
    answer = secretary.post(address(referral), form_of(referral, findings="Моя мысль"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Мысль коллеги" in page
    assert "Моя мысль" in page
    assert 'name="revision" value="1"' in page
    assert Opinion.objects.get().findings == "Мысль коллеги"
    again = secretary.post(address(referral), form_of(referral, findings="Обе", revision=1))
    assert again.status_code == 302
    assert Opinion.objects.get().findings == "Обе"


def test_what_is_typed_wrongly_stays_in_the_form(secretary: Client, referral: Referral) -> None:
    data = form_of(referral, meeting_on="вчера", **{"dissents-0-text": "Против"})
    answer = secretary.post(address(referral), data)
    assert answer.status_code == 422
    assert "Соответствует" in answer.content.decode()
    assert not Opinion.objects.exists()


def test_adoption_saves_and_publishes(secretary: Client, referral: Referral) -> None:
    answer = secretary.post(address(referral, "adopt"), form_of(referral))
    assert answer.status_code == 302
    opinion = Opinion.objects.get()
    assert opinion.is_adopted
    page = secretary.get(address(referral)).content.decode()
    assert "Срок не определён" in page
    assert 'name="findings"' not in page


def test_what_is_missing_is_listed_and_the_draft_is_saved(
    secretary: Client, referral: Referral
) -> None:
    data = form_of(referral, findings="", members_present=2, votes_for=2)
    answer = secretary.post(address(referral, "adopt"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('href="#id_findings"') == 2
    assert 'href="#vote"' in page
    opinion = Opinion.objects.get()
    assert (opinion.is_adopted, opinion.revision) == (False, 1)
    assert 'name="revision" value="1"' in page


def test_a_saved_draft_is_adopted_by_a_bare_button(secretary: Client, referral: Referral) -> None:
    assert secretary.post(address(referral, "adopt")).status_code == 422
    secretary.post(address(referral), form_of(referral))
    assert secretary.post(address(referral, "adopt")).status_code == 302
    assert Opinion.objects.get().is_adopted


def test_a_dissent_is_added_later(secretary: Client, referral: Referral) -> None:
    secretary.post(address(referral, "adopt"), form_of(referral))
    member = MembershipFactory(body=referral.council, role=MembershipRole.MEMBER)
    bare = secretary.post(address(referral, "dissent"), {"dissent-text": ""})
    assert bare.status_code == 422
    data = {
        "dissent-member": member.pk,
        "dissent-text": "Против",
        "dissent-filed_on": timezone.localdate().isoformat(),
    }
    assert secretary.post(address(referral, "dissent"), data).status_code == 302
    assert secretary.post(address(referral, "dissent"), data).status_code == 422
    assert Opinion.objects.get().dissents.count() == 1


def test_a_member_reads_the_draft_and_does_not_write(client: Client, referral: Referral) -> None:
    OpinionFactory(referral=referral, findings="Черновая мысль")
    user = person(MembershipRole.MEMBER, referral)
    assert user is not None
    client.force_login(user)
    page = client.get(address(referral))
    assert page.status_code == 200
    assert "Черновая мысль" in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert client.post(address(referral), form_of(referral)).status_code == 403
    assert client.post(address(referral, "adopt")).status_code == 403


@pytest.mark.parametrize("name", ["opinion", "adopt", "dissent"])
def test_another_council_is_no_business_of_ours(
    name: str, secretary: Client, referral: Referral
) -> None:
    foreign = ReferralFactory()
    method = secretary.get if name == "opinion" else secretary.post
    assert method(address(foreign, name)).status_code == 403


def test_the_list_shows_the_own_councils_and_what_is_late(
    secretary: Client, referral: Referral
) -> None:
    late = ReferralFactory(
        council=referral.council, due_on=timezone.localdate() - dt.timedelta(days=1)
    )
    foreign = ReferralFactory()
    answered = OpinionFactory(adopted=True, referral__council=referral.council)
    page = secretary.get(reverse("expertise:referrals")).content.decode()
    for shown in (referral, late):
        assert address(shown) in page
    assert page.index(address(late)) < page.index(address(referral))
    assert address(foreign) not in page
    assert address(answered.referral) not in page
    done = secretary.get(reverse("expertise:referrals") + "?state=answered").content.decode()
    assert address(answered.referral) in done
    assert address(referral) not in done


def test_a_stranger_signs_in_first(client: Client, referral: Referral) -> None:
    assert "/accounts/login/" in client.get(address(referral))["Location"]


def test_the_pages_cost_the_same(secretary: Client, referral: Referral) -> None:
    opinion = OpinionFactory(referral=referral)
    listed, written = reverse("expertise:referrals"), address(referral)

    def fill(count: int) -> None:
        for _number in range(count):
            RemarkFactory(opinion=opinion)
            dissent = DissentFactory(opinion=opinion)
            BallotFactory(opinion=opinion, member=dissent.member)
            ReferralFactory(council=referral.council)

    fill(1)
    few = page_queries(secretary, written), page_queries(secretary, listed)
    fill(20)
    assert (page_queries(secretary, written), page_queries(secretary, listed)) == few
    assert few[0] <= 32
    assert few[1] <= 10


def test_the_organiser_is_no_party_here(client: Client) -> None:
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    referral = ReferralFactory(consultation=ConsultationFactory(organiser=chamber))
    user = UserFactory()
    MembershipFactory(user=user, body=chamber, role=MembershipRole.SECRETARY)
    MembershipFactory(user=user, body=BodyFactory(), role=MembershipRole.CLERK)
    client.force_login(user)
    assert client.get(address(referral)).status_code == 403
