"""What is asked for by e-mail happens when the letter is confirmed, once, and leaves nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.accounts import purposes, services
from core.accounts.errors import ConfirmationError, ConfirmationProblem
from core.accounts.models import Confirmation, Contact
from core.accounts.purposes import Description, Impossible, Moments, Outcome, Purpose
from core.mail.models import OutboxMessage
from tests.factories.accounts import ContactFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 3, 0, tzinfo=dt.UTC)
done: list[tuple[Mapping[str, Any], str]] = []


def describe(payload: Mapping[str, Any]) -> Description:
    return Description("Подтвердите просьбу", f"Дело № {payload['id']}", "Подтвердить", "/bills/")


def perform(payload: Mapping[str, Any], contact: Contact, moments: Moments) -> Outcome:
    if payload["id"] == 0:
        raise Impossible("Этого больше нет.")
    done.append((payload, contact.email_hash))
    return Outcome("/bills/", "Сделано.", keeps_contact=payload.get("keep", False))


@pytest.fixture(autouse=True)
def purpose() -> Iterator[None]:
    done.clear()
    purposes.register(Purpose("test", describe, perform))
    yield
    purposes._purposes.pop("test")


def ask(now: dt.datetime | None = None, **payload: Any) -> Confirmation:
    contact = ContactFactory(email="Maria@Veche.example", email_hash="a" * 64)
    return services.ask_confirmation(
        purpose="test", payload={"id": 7} | payload, contact=contact, now=now or NOW
    )


def test_opening_the_link_does_nothing_pressing_the_button_does_it(client: Client) -> None:
    asked = ask(timezone.now())
    run_tasks()
    (letter,) = mail.outbox
    token = services.token_of(asked)
    assert f"/confirm/{token}/" in letter.body
    assert "Дело № 7" in letter.body
    assert client.get(f"/confirm/{token}/").status_code == 200
    assert client.head(f"/confirm/{token}/").status_code == 200
    assert done == []
    response = client.post(f"/confirm/{token}/")
    assert response.headers["Location"] == "/bills/"
    assert done == [({"id": 7}, "a" * 64)]
    again = client.post(f"/confirm/{token}/")
    assert again.status_code == 410
    assert len(done) == 1


def test_the_address_is_destroyed_when_nothing_needs_it_any_more() -> None:
    asked = ask()
    services.confirm(token=services.token_of(asked), now=NOW)
    assert not Contact.objects.exists()
    assert all("Дело" not in message.body_text for message in OutboxMessage.objects.all())


def test_the_address_stays_when_the_deed_needs_it() -> None:
    asked = ask(keep=True)
    services.confirm(token=services.token_of(asked), now=NOW)
    assert Contact.objects.get().email == "Maria@Veche.example"


def test_the_same_request_twice_is_one_and_its_letter_is_not_repeated_at_once() -> None:
    first, second = ask(), ask(NOW + dt.timedelta(seconds=30))
    assert first == second
    assert Contact.objects.count() == 1
    assert OutboxMessage.objects.count() == 1
    ask(NOW + dt.timedelta(minutes=3))
    assert OutboxMessage.objects.count() == 2


def test_after_two_days_the_request_is_destroyed_with_its_address() -> None:
    asked = ask()
    late = NOW + dt.timedelta(hours=48)
    with pytest.raises(ConfirmationError) as refused:
        services.confirm(token=services.token_of(asked), now=late)
    assert refused.value.code is ConfirmationProblem.EXPIRED
    assert services.forget_lapsed(now=late) == 1
    assert not Confirmation.objects.exists()
    assert not Contact.objects.exists()
    assert done == []


def test_what_became_impossible_says_why_and_still_waits(client: Client) -> None:
    asked = ask(timezone.now(), id=0)
    response = client.post(f"/confirm/{services.token_of(asked)}/")
    assert response.status_code == 410
    assert "Этого больше нет." in response.content.decode()
    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_the_token_of_the_browser_confirms_nothing(client: Client) -> None:
    asked = ask(timezone.now())
    sent = services.sent_token_of(asked)
    assert client.post(f"/confirm/{sent}/").status_code == 410
    page = client.get(f"/confirm/sent/{sent}/")
    assert "Ma…@Veche.example" in page.content.decode()
    assert services.token_of(asked) not in page.content.decode()
    assert done == []


def test_resending_waits_two_minutes() -> None:
    asked = ask()
    with pytest.raises(ConfirmationError) as refused:
        services.resend(asked=asked, now=NOW + dt.timedelta(seconds=100))
    assert refused.value.code is ConfirmationProblem.TOO_SOON
    services.resend(asked=asked, now=NOW + dt.timedelta(seconds=120))
    assert OutboxMessage.objects.count() == 2


def test_erasing_a_person_takes_back_what_they_have_asked_for() -> None:
    ask()
    services.erase_contact(actor=None, contact=Contact.objects.get(), now=NOW)
    assert not Confirmation.objects.exists()
