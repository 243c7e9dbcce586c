"""Members declare before they read the draft of the opinion; the secretary enters at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.expertise import ports
from consultations.expertise.services import adopt_opinion, supersede_opinion
from consultations.process import services as process
from consultations.process.models import Referral
from core.accounts.models import MembershipRole, User
from tests.factories.expertise import OpinionFactory
from tests.factories.room import DeclarationFactory, seated

pytestmark = pytest.mark.django_db
DRAFT = "Черновая мысль"
PAGES: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("opinion", ()),
    ("history", ()),
    ("considered", ()),
    ("export", ("docx",)),
    ("file", (1,)),
)


def address(referral: Referral, name: str = "opinion", *more: Any) -> str:
    return reverse(f"expertise:{name}", args=[referral.pk, *more])


def declaring(referral: Referral) -> str:
    return reverse("room:declare", args=[referral.pk])


@pytest.fixture
def silent(client: Client, referral: Referral) -> User:
    user = seated(referral, declared=False)
    client.force_login(user)
    return user


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_a_member_declares_before_reading_the_draft(
    client: Client, referral: Referral, silent: User, name: str, more: tuple[Any, ...]
) -> None:
    OpinionFactory(referral=referral, findings=DRAFT)
    answer = client.get(address(referral, name, *more))
    assert (answer.status_code, answer["Location"]) == (302, declaring(referral))
    assert client.get(declaring(referral)).status_code == 200
    DeclarationFactory(referral=referral, user=silent)
    assert client.get(address(referral, name, *more)).status_code == (404 if more == (1,) else 200)


def test_the_secretary_enters_at_once(client: Client, referral: Referral) -> None:
    OpinionFactory(referral=referral, findings=DRAFT)
    client.force_login(seated(referral, MembershipRole.SECRETARY, declared=False))
    assert DRAFT in client.get(address(referral)).content.decode()


def test_what_is_adopted_is_public_and_its_correction_is_not(
    client: Client, referral: Referral, silent: User
) -> None:
    opinion = OpinionFactory(referral=referral, findings=DRAFT)
    opinion = adopt_opinion(actor=None, opinion=opinion, now=timezone.now())
    assert DRAFT in client.get(address(referral)).content.decode()
    assert client.get(reverse("room:text", args=[referral.pk])).status_code == 200
    supersede_opinion(actor=None, opinion=opinion, reason="Опечатка", now=timezone.now())
    assert client.get(address(referral))["Location"] == declaring(referral)


def test_the_draft_of_a_council_asked_anew_asks_for_the_new_declaration(
    client: Client, referral: Referral, silent: User
) -> None:
    OpinionFactory(referral=referral, findings=DRAFT)
    process.withdraw_referral(actor=None, referral=referral, reason="Ошибка", now=timezone.now())
    assert client.get(address(referral)).status_code == 200  # nothing is decided any more
    anew = process.refer_to_council(
        actor=None,
        consultation=referral.consultation,
        council=referral.council,
        due_on=referral.due_on,
        now=timezone.now(),
    )
    for one in (referral, anew):
        assert client.get(address(one))["Location"] == declaring(anew)


def test_nobody_is_asked_where_no_room_keeps_declarations(
    client: Client, referral: Referral, silent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    OpinionFactory(referral=referral, findings=DRAFT)
    monkeypatch.setattr(ports._ports, "declarations", None)
    assert DRAFT in client.get(address(referral)).content.decode()
