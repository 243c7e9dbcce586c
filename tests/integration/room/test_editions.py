"""When a room is open: a correction opens it, its adoption closes it; a referral that is declined
or withdrawn closes it for good."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.expertise.models import Opinion
from consultations.expertise.services import adopt_opinion, supersede_opinion
from consultations.process import services as process
from consultations.process.domain.lifecycle import ReferralState
from consultations.process.messages import REFERRAL_STATES
from consultations.process.models import Referral
from consultations.room import services
from consultations.room.domain.words import RemarkWords
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.messages import problem_message
from consultations.room.selectors import RoomState, opinion_in, state_of
from consultations.room.selectors.assembly import assembly_of
from core.accounts.models import Membership, User
from tests import moment
from tests.factories.expertise import OpinionFactory
from tests.factories.room import AppointmentFactory, MemberRemarkFactory, seated

pytestmark = pytest.mark.django_db
SITTING = ("meeting_on", "members_present", "votes_for", "votes_against")


def state(referral: Referral) -> RoomState:
    found = Referral.objects.select_related("consultation").get(pk=referral.pk)
    return state_of(found, opinion_in(found))


def remark(actor: User, referral: Referral, text: str = "Срок не назван") -> Any:
    return services.write_remark(
        actor=actor, referral=referral, provision=None, data=RemarkWords(text), now=moment.now()
    )


@pytest.fixture
def adopted(referral: Referral, secretary: User, member: User) -> Opinion:
    rapporteur = Membership.objects.get(user=member, body=referral.council)
    opinion = OpinionFactory(referral=referral, rapporteur=rapporteur)
    return adopt_opinion(actor=secretary, opinion=opinion, now=moment.now())


def correction(adopted: Opinion) -> Opinion:
    return supersede_opinion(actor=None, opinion=adopted, reason="Опечатка", now=moment.now())


def adopt(draft: Opinion, old: Opinion) -> Opinion:
    found = Opinion.objects.get(pk=draft.pk)
    for name in SITTING:
        setattr(found, name, getattr(old, name))
    found.save()
    return adopt_opinion(actor=None, opinion=found, now=moment.now())


def test_the_adoption_of_a_correction_closes_the_room(
    referral: Referral, member: User, adopted: Opinion
) -> None:
    assert state(referral) is RoomState.ADOPTED
    draft = correction(adopted)
    assert (state(referral), opinion_in(referral)) == (RoomState.OPEN, draft)
    second = adopt(draft, adopted)
    assert (state(referral), opinion_in(referral)) == (RoomState.ADOPTED, second)
    with pytest.raises(RoomError) as refusal:
        remark(member, referral)
    assert refusal.value.code is RoomProblem.ADOPTED
    third = correction(second)
    assert (state(referral), opinion_in(referral)) == (RoomState.OPEN, third)


def test_a_conflict_is_declared_while_a_correction_is_drafted(
    client: Client, referral: Referral, adopted: Opinion
) -> None:
    correction(adopted)
    silent = seated(referral, declared=False)
    client.force_login(silent)
    declare = reverse("room:declare", args=[referral.pk])
    assert client.get(reverse("room:text", args=[referral.pk]))["Location"] == declare
    data = {"conflict": "yes", "text": "Работаю у автора"}
    assert client.post(declare, data).status_code == 302
    assert referral.declarations.get(user=silent).has_conflict


def test_a_remark_goes_into_the_correction_once(
    referral: Referral, member: User, secretary: User, adopted: Opinion
) -> None:
    draft = correction(adopted)
    one = remark(member, referral, "Нет срока")
    words = {"actor": secretary, "referral": referral, "remarks": [one.pk], "now": moment.now()}
    assert services.take_remarks(**words) == draft
    assert [line.remark for line in assembly_of(referral).taken] == [one]
    with pytest.raises(RoomError) as refusal:
        services.take_remarks(**words)
    assert refusal.value.code is RoomProblem.ALREADY_TAKEN
    adopt(draft, adopted)
    assert [line.remark for line in assembly_of(referral).taken] == [one]


def decline(referral: Referral) -> None:
    now = timezone.now()
    process.decline_referral(actor=None, referral=referral, reason="Нет людей", now=now)


def withdraw(referral: Referral) -> None:
    now = timezone.now()
    process.withdraw_referral(actor=None, referral=referral, reason="Ошибка", now=now)


def ask_anew(referral: Referral) -> Referral:
    return process.refer_to_council(
        actor=None,
        consultation=referral.consultation,
        council=referral.council,
        due_on=referral.due_on,
        now=timezone.now(),
    )


def room(referral: Referral, name: str = "text") -> str:
    return reverse(f"room:{name}", args=[referral.pk])


@pytest.mark.parametrize("end", [decline, withdraw])
def test_a_referral_that_is_over_closes_its_room(
    client: Client, referral: Referral, member: User, secretary: User, end: Any
) -> None:
    one = remark(member, referral)
    end(referral)
    assert state(referral) is RoomState.CLOSED
    own = {"referral": referral, "now": moment.now()}
    for verb, words in (
        (services.declare, {"actor": member, "has_conflict": False} | own),
        (services.take_remarks, {"actor": secretary, "remarks": [one.pk]} | own),
        (services.withdraw_remark, {"actor": member, "remark": one, "now": moment.now()}),
    ):
        with pytest.raises(RoomError) as refusal:
            verb(**words)
        assert refusal.value.code is RoomProblem.CLOSED
    client.force_login(seated(referral, declared=False))
    listed = client.get(reverse("room:rooms")).content.decode()
    assert str(REFERRAL_STATES[ReferralState(Referral.objects.get().status)]) in listed
    for name in ("text", "people", "discussion", "assembly"):
        page = client.get(room(referral, name))
        assert page.status_code == 200
        assert problem_message(RoomProblem.CLOSED) in page.content.decode()


def test_the_new_room_leads_to_the_earlier_one(
    client: Client, referral: Referral, member: User
) -> None:
    remark(member, referral, "Сказано прежде")
    decline(referral)
    anew = ask_anew(referral)
    client.force_login(member)
    assert client.get(room(referral)).status_code == 200  # declared in it
    services.declare(actor=member, referral=anew, has_conflict=False, now=moment.now())
    assert f'href="{room(referral)}"' in client.get(room(anew)).content.decode()
    assert "Сказано прежде" in client.get(room(referral)).content.decode()
    expert = AppointmentFactory(referral=anew).user  # has no seat in the earlier one
    services.declare(actor=expert, referral=anew, has_conflict=False, now=moment.now())
    client.force_login(expert)
    assert f'href="{room(referral)}"' not in client.get(room(anew)).content.decode()


def test_the_earlier_room_is_no_way_around_the_declaration(
    client: Client, referral: Referral
) -> None:
    MemberRemarkFactory(referral=referral)
    decline(referral)
    silent = seated(referral, declared=False)
    anew = ask_anew(referral)
    client.force_login(silent)
    assert client.get(room(referral))["Location"] == room(anew, "declare")
    services.declare(actor=silent, referral=anew, has_conflict=False, now=moment.now())
    assert client.get(room(referral)).status_code == 200
