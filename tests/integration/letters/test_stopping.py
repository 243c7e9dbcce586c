"""Stopping letters: by one press, of one event or of all, and back."""

from urllib.parse import urlsplit

import pytest
from django.core import mail as outbox
from django.test import Client, override_settings
from django.utils import timezone

from consultations.letters import links, services
from consultations.letters.errors import LettersError
from consultations.letters.models import LetterStop
from consultations.process.models import Consultation
from core.accounts.selectors import email_hash
from core.accounts.services import erase_contact
from core.mail.models import OutboxMessage
from tests.comments import NOW, author, running, submit
from tests.factories.process import ConsultationFactory
from tests.integration.letters.test_answers import IVAN, MARIA, by, letters, publish
from tests.queries import page_queries
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
PERSON = email_hash(MARIA)


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


def address(consultation: Consultation, tail: str = "") -> str:
    return f"/letters/{links.token_of(PERSON, consultation.pk)}/{tail}"


@override_settings(SITE_URL="https://veche.example")
def test_every_letter_can_be_stopped_by_one_press(
    consultation: Consultation, client: Client
) -> None:
    publish(by(MARIA, consultation))
    run_tasks()
    (letter,) = [one for one in outbox.outbox if "List-Unsubscribe" in one.extra_headers]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = urlsplit(letter.extra_headers["List-Unsubscribe"].strip("<>")).path
    assert link.removesuffix("stop/") in letter.body
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 302
    publish(by(MARIA, consultation), by(IVAN, consultation))
    publish(by(MARIA, ConsultationFactory()))
    run_tasks()
    assert (len(letters()), len(letters(IVAN))) == (1, 1)


def test_reading_the_link_stops_nothing(consultation: Consultation, client: Client) -> None:
    assert client.get(address(consultation, "stop/")).status_code == 302
    assert client.get(address(consultation)).status_code == 200
    assert not LetterStop.objects.exists()


def test_one_event_only(consultation: Consultation, client: Client) -> None:
    other = ConsultationFactory()
    client.post(address(consultation), {"act": "stop", "scope": "here"})
    publish(by(MARIA, consultation))
    publish(by(MARIA, other))
    run_tasks()
    (letter,) = letters()
    assert other.version.bill.title in letter.body_text


def test_it_can_be_taken_back(consultation: Consultation, client: Client) -> None:
    for scope in ("here", "all"):
        client.post(address(consultation), {"act": "stop", "scope": scope})
        publish(by(MARIA, consultation))
        run_tasks()
        client.post(address(consultation), {"act": "resume", "scope": scope})
    assert letters() == []
    publish(by(MARIA, consultation))
    run_tasks()
    assert len(letters()) == 1  # what was published meanwhile is not sent afterwards


def test_it_outlives_the_erasure_of_the_address(consultation: Consultation) -> None:
    comment = by(MARIA, consultation)
    services.stop_letters(person=PERSON, consultation=None, now=timezone.now())
    services.stop_letters(person=PERSON, consultation=None, now=timezone.now())
    erase_contact(actor=None, contact=comment.contact, now=timezone.now())
    publish(by(MARIA, consultation))
    run_tasks()
    assert letters() == []


@pytest.mark.parametrize("scope", ["here", "all"])
def test_letters_that_wait_in_the_outbox_are_stopped_too(
    consultation: Consultation, client: Client, scope: str
) -> None:
    other = ConsultationFactory()
    publish(by(MARIA, consultation), by(IVAN, consultation))
    publish(by(MARIA, other))
    for place in (consultation, other):
        services.tell_answers(consultation_id=place.pk, now=timezone.now())
    waiting = OutboxMessage.objects.filter(to=MARIA, status="queued").count()
    client.post(address(consultation), {"act": "stop", "scope": scope})
    run_tasks()
    news = OutboxMessage.objects.filter(to=MARIA).exclude(list_unsubscribe="")
    assert set(news.filter(status="sent").values_list("list_unsubscribe", flat=True)) == (
        set() if scope == "all" else {links.stop_url(PERSON, other.pk)}
    )
    assert letters(IVAN)[0].status == "sent"
    stopped = OutboxMessage.objects.filter(to=MARIA, status="suppressed").count()
    assert stopped == (2 if scope == "all" else 1)
    # What the person asked for by an act was not touched.
    assert OutboxMessage.objects.filter(to=MARIA, status="sent").count() == waiting - stopped


def test_receipts_and_decisions_still_come(consultation: Consultation) -> None:
    services.stop_letters(person=PERSON, consultation=None, now=timezone.now())
    before = OutboxMessage.objects.count()
    submit(running(), by=author(email=MARIA), now=NOW)
    assert OutboxMessage.objects.filter(to=MARIA).count() > before


def test_a_forged_link(consultation: Consultation, client: Client) -> None:
    with pytest.raises(LettersError):
        links.person_of("x.1:y")
    for tail in ("", "stop/"):
        assert client.get(f"/letters/{PERSON}.1:forged/{tail}").status_code == 410
        assert client.post(f"/letters/{PERSON}.1:forged/{tail}").status_code == 410


def test_the_page_costs_few_queries(consultation: Consultation, client: Client) -> None:
    assert page_queries(client, address(consultation)) <= 8
