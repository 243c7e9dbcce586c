"""Rules before people: what holds a submission, what its author is told; nobody is refused."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from consultations.comments import services
from consultations.comments.models import (
    ModerationRecord,
    PendingComment,
    ProvisionComment,
    Report,
)
from consultations.comments.selectors import moderation_numbers
from consultations.comments.services.checking import address_hash
from consultations.process.models import Consultation
from core.rules.models import Term
from tests.comments import HOUR, NOW, author, confirm, submit, text, waiting
from tests.factories.accounts import ContactFactory, UserFactory
from tests.integration.comments.pages import fill, new_url
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
PHONE = "Позвоните мне: +7 914 123-45-67, расскажу подробно."


def came(address: str = "203.0.113.7", seconds: float = 60) -> services.Circumstances:
    return services.Circumstances(address, dt.timedelta(seconds=seconds))


def submission(consultation: Consultation, number: int, **changes) -> services.Submission:
    """Of another person each time."""
    values = {
        "actor": None,
        "consultation": consultation,
        "provision": None,
        "text": text(f"Предложение номер {number}."),
        "author": author(f"p{number}@veche.example"),
        "now": NOW,
        "came": came(),
    }
    return services.submit_comment(**(values | changes))


def test_contact_data_hold_a_text_and_the_letter_says_why(consultation: Consultation) -> None:
    pending = waiting(consultation, words=text(PHONE))
    assert pending.held_for == ["phone"]
    comment = confirm(pending).comment
    assert comment.status == "held"
    record = ModerationRecord.objects.get()
    assert (record.action, record.is_automatic, record.reasons) == ("hold", True, ["phone"])
    run_tasks()
    assert "номер телефона" in mail.outbox[-1].body
    consultation.refresh_from_db()
    assert consultation.open_items == 1  # nobody can sign before a moderator has looked


def test_the_same_rules_hold_a_proposed_wording_and_a_reply(consultation: Consultation) -> None:
    wording = text("Так лучше.", kind="amend", proposed_text="Подробности на kupi.ru.")
    assert waiting(consultation, words=wording).held_for == ["link"]
    comment = confirm(waiting(consultation)).comment
    reply = waiting(consultation, words=text("Ты мудак."), reply_to=comment)
    assert reply.held_for == ["obscene"]
    assert confirm(reply).comment.status == "held"


def test_a_person_with_an_account_is_held_as_well(consultation: Consultation) -> None:
    sent = submit(consultation, actor=UserFactory(), words=text(PHONE))
    assert sent.comment is not None
    assert sent.comment.status == "held"


def test_a_village_behind_one_address_is_never_refused(
    consultation: Consultation, settings: Settings
) -> None:
    settings.COMMENT_LIMITS = {**settings.COMMENT_LIMITS, "address_hour": 3}
    sent = [submission(consultation, number).pending for number in range(5)]
    assert [pending.held_for for pending in sent] == [[], [], [], *[["many_from_address"]] * 2]
    elsewhere = submission(consultation, 9, came=came("198.51.100.4")).pending
    assert elsewhere.held_for == []
    later = submission(consultation, 10, now=NOW + 2 * HOUR).pending
    assert later.held_for == []


@pytest.mark.usefixtures("open_now")
def test_the_thousandth_and_first_from_one_address_is_received_and_held(
    consultation: Consultation, client: Client
) -> None:
    """Over HTTP, with the limits of a site: 1,001 people of a village within an hour."""
    now = timezone.now()
    imprint = address_hash("127.0.0.1")
    common = {"consultation": consultation, "address_hash": imprint, "payload": {}}
    contact = ContactFactory()
    PendingComment.objects.bulk_create(
        PendingComment(
            contact=contact, fingerprint=f"{number:064x}", submitted_at=now, last_sent_at=now,
            expires_at=now + 48 * HOUR, **common,
        )
        for number in range(1000)
    )  # fmt: skip
    url = new_url(consultation)
    for number in range(3):
        typed = fill(client, url, rationale=f"Слова {number}.", email=f"p{number}@veche.example")
        assert client.post(url, typed)["Location"].startswith("/comments/sent/")
    received = PendingComment.objects.order_by("-pk")[:3]
    assert {tuple(pending.held_for) for pending in received} == {("many_from_address",)}
    assert not ProvisionComment.objects.exists()  # and nothing of it is public


def test_a_village_that_forgets_its_e_mail_is_not_refused(
    consultation: Consultation, client: Client, settings: Settings, open_now: None
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "comment-letters": "1/h"}
    url = new_url(consultation)
    pages = [client.post(url, fill(client, url, email="")) for _person in range(3)]
    assert [page.status_code for page in pages] == [422] * 3


def test_many_of_one_person_are_looked_at(consultation: Consultation, settings: Settings) -> None:
    settings.COMMENT_LIMITS = {**settings.COMMENT_LIMITS, "person_day": 2}
    spellings = ["Ivan@veche.example", "ivan@veche.example", "IVAN@veche.example"]
    for number in range(10, 14):  # anybody can send in a stranger's name: nothing is confirmed
        submission(consultation, number, author=author("ivan@veche.example"))
    sent = [
        submission(consultation, number, author=author(email)).pending
        for number, email in enumerate(spellings)
    ]
    assert [pending.held_for for pending in sent] == [[], [], []]
    statuses = [confirm(pending).comment.status for pending in sent]
    assert statuses == ["published", "published", "held"]
    sent[2].refresh_from_db()
    assert sent[2].held_for == ["many_from_person"]


def test_a_flood_is_looked_at(consultation: Consultation, settings: Settings) -> None:
    settings.COMMENT_LIMITS = {**settings.COMMENT_LIMITS, "consultation_minute": 2}
    places = ["192.0.2.1", "192.0.2.2", "192.0.2.3"]
    sent = [
        submission(consultation, number, came=came(place)).pending
        for number, place in enumerate(places)
    ]
    statuses = [confirm(pending).comment.status for pending in sent]
    assert statuses == ["published", "published", "held"]
    assert ModerationRecord.objects.get().reasons == ["flood"]


def test_faster_than_a_person(consultation: Consultation, settings: Settings) -> None:
    settings.COMMENT_LIMITS = {**settings.COMMENT_LIMITS, "shortest_seconds": 3}
    assert submission(consultation, 1, came=came(seconds=1)).pending.held_for == ["too_fast"]
    assert submission(consultation, 2, came=came(seconds=4)).pending.held_for == []


def test_addresses_are_stored_as_imprints_and_forgotten(consultation: Consultation) -> None:
    pending = submission(consultation, 1).pending
    assert "203.0.113.7" not in pending.address_hash
    assert len(pending.address_hash) == 64
    assert services.forget_addresses(now=NOW + dt.timedelta(days=6)) == 0
    assert services.forget_addresses(now=NOW + dt.timedelta(days=8)) == 1
    assert PendingComment.objects.get().address_hash == ""


def report(comment: ProvisionComment, **changes) -> Report:
    values = {"actor": None, "ground_code": "insults", "address": "203.0.113.7", "now": NOW}
    return services.report_comment(comment=comment, **(values | changes))


def test_imprints_of_addresses_beside_reports_are_forgotten_and_the_reports_stay(
    consultation: Consultation,
) -> None:
    comment = confirm(waiting(consultation)).comment
    account = UserFactory()
    mine = report(comment, actor=account)
    assert report(comment) == report(comment)
    report(comment, address="203.0.113.8")
    later = NOW + dt.timedelta(days=8)
    assert services.forget_addresses(now=NOW + dt.timedelta(days=6)) == 0
    assert services.forget_addresses(now=later) == 2
    assert services.forget_addresses(now=later) == 0
    assert list(comment.reports.filter(is_address=True).values_list("person", flat=True)) == [
        "",
        "",
    ]
    assert moderation_numbers(consultation).reports == 3
    assert report(comment, actor=account, now=later) == mine  # an account is remembered
    again = report(comment, now=later)  # an address is not, and from now on it is
    assert report(comment, now=later) == again
    assert comment.reports.count() == 4


def test_reports_from_nowhere_are_not_one(consultation: Consultation) -> None:
    comment = confirm(waiting(consultation)).comment
    assert report(comment, address="") != report(comment, address="")


def test_how_long_addresses_are_kept_is_a_rule(consultation: Consultation) -> None:
    submission(consultation, 1)
    Term.objects.filter(code="addresses.retention").update(amount=30)
    assert services.forget_addresses(now=NOW + dt.timedelta(days=29)) == 0
    assert services.forget_addresses(now=NOW + dt.timedelta(days=31)) == 1


@pytest.mark.usefixtures("open_now")
def test_before_sending_the_author_sees_what_would_hold_it(
    consultation: Consultation, client: Client
) -> None:
    url = new_url(consultation)
    warned = client.post(url, fill(client, url, rationale=PHONE))
    assert warned.status_code == 422
    page = warned.content.decode()
    assert "Номер телефона: <mark>+7 914 123-45-67</mark>" in page
    form = page[page.index('<form class="form"') :]
    default = re.search(r"<button[^>]*>", form)  # what Enter in a field presses
    assert default is not None
    assert "name=" not in default[0]
    assert PHONE in page  # nothing typed is lost
    assert not PendingComment.objects.exists()
    sent = client.post(url, fill(client, url, rationale=PHONE, send_anyway="1"))
    assert sent.status_code == 302
    assert PendingComment.objects.get().held_for == ["phone"]
    clean = client.post(url, fill(client, url, rationale="Без телефона."))
    assert clean.status_code == 302


@pytest.mark.usefixtures("open_now")
def test_the_form_knows_how_long_it_was_open(
    consultation: Consultation, client: Client, settings: Settings, time_machine
) -> None:
    settings.COMMENT_LIMITS = {**settings.COMMENT_LIMITS, "shortest_seconds": 3}
    url = new_url(consultation)
    client.post(url, fill(client, url, rationale="Сразу."))
    typed = fill(client, url, rationale="Подумав.", email="b@veche.example")
    time_machine.move_to(NOW + dt.timedelta(seconds=40), tick=False)
    client.post(url, typed)
    held = {p.payload["rationale"]: p.held_for for p in PendingComment.objects.all()}
    assert held == {"Сразу.": ["too_fast"], "Подумав.": []}
    assert not ProvisionComment.objects.exists()
