"""Putting messages into the outbox and taking them out."""

import smtplib
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template import TemplateDoesNotExist
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from core.clock import registry
from core.mail import delivery
from core.mail.errors import BadAddressError, BadKeyError, BadUnsubscribeLinkError
from core.mail.models import MessageStatus, OutboxMessage
from core.mail.selectors import outbox_page
from core.mail.services import (
    LOST_AFTER,
    enqueue_mail,
    enqueue_rendered,
    erase_recipient,
    forget_finished,
    requeue_lost,
)
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "welcome.subject.txt").write_text("{% load i18n %}{% trans 'Yes' %},\n {{ name }}\n")
    (folder / "welcome.txt").write_text(
        '{% extends "mail/base.txt" %}{% block body %}{% include "mail/name.txt" %}{% endblock %}'
    )
    (folder / "name.txt").write_text("{{ name }}, {{ path }}")
    (folder / "welcome.html").write_text(
        '{% extends "mail/base.html" %}{% block body %}<p>{{ name }}</p>{% endblock %}'
    )
    (folder / "plain.subject.txt").write_text("Тема")
    (folder / "plain.txt").write_text("Текст")
    (folder / "broken.subject.txt").write_text("Тема")
    (folder / "broken.txt").write_text("Текст")
    (folder / "broken.html").write_text('{% extends "mail/absent.html" %}')
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]


def put(key: str = "receipt:1", **fields: Any) -> OutboxMessage:
    values = {"to": "anna@example.ru", "subject": "Тема", "body_text": "Текст"}
    return enqueue_rendered(key=key, **(values | fields))


def welcome(key: str = "welcome:1", **fields: Any) -> OutboxMessage:
    values: dict[str, Any] = {
        "to": "anna@example.ru",
        "template": "welcome",
        "context": {"name": "Анна <b>& Co</b>", "path": "/a/?b=1&c=2"},
        "language": "ru",
    }
    return enqueue_mail(key=key, **(values | fields))


# --- putting in ---


def test_a_message_is_rendered_in_its_language() -> None:
    russian, english = welcome("ru"), welcome("en", language="en")
    assert russian.subject == "Да, Анна <b>& Co</b>"
    assert english.subject == "Yes, Анна <b>& Co</b>"
    assert (russian.language, english.language) == ("ru", "en")
    assert '<html lang="en">' in english.body_html


def test_texts_are_not_escaped_and_html_is() -> None:
    message = welcome()
    assert message.body_text.startswith("Анна <b>& Co</b>, /a/?b=1&c=2\n")
    assert "<p>Анна &lt;b&gt;&amp; Co&lt;/b&gt;</p>" in message.body_html


def test_every_message_says_who_writes(settings: Settings) -> None:
    message = welcome()
    signature = f"\n-- \n{settings.SITE_NAME}, {settings.REGION_NAME}\n{settings.SITE_URL}/\n"
    assert signature in message.body_text
    assert settings.SITE_NAME in message.body_html


def test_html_is_optional_but_not_allowed_to_be_broken() -> None:
    assert welcome(template="plain").body_html == ""
    with pytest.raises(TemplateDoesNotExist, match="absent"):
        welcome("other", template="broken")
    with pytest.raises(TemplateDoesNotExist):
        welcome("third", template="missing")


def test_the_same_key_is_the_same_message() -> None:
    first, second = welcome(), welcome(to="boris@example.ru", template="plain")
    assert first.pk == second.pk
    put("a", subject="Первая")
    assert put("a", subject="Вторая").subject == "Первая"
    run_tasks()
    assert [message.to for message in mail.outbox] == [["anna@example.ru"]] * 2


def test_a_rolled_back_change_leaves_no_mail() -> None:
    with transaction.atomic():
        welcome()
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert run_tasks() == []
    assert mail.outbox == []


@pytest.mark.parametrize("to", ["", "anna", "a@b.ru, c@d.ru", "a@b.ru\nBcc: c@d.ru", "<a@b.ru>"])
def test_only_one_real_address(to: str) -> None:
    with pytest.raises(BadAddressError):
        put(to=to)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_keys_are_short_and_not_empty(key: str) -> None:
    with pytest.raises(BadKeyError):
        put(key)


@pytest.mark.parametrize(
    "link", ["javascript:x", "/path/", "https://a.ru/ b", "https://a.ru/>\r\nBcc: x", "https://a,b"]
)
def test_unsubscribe_links_cannot_carry_headers(link: str) -> None:
    with pytest.raises(BadUnsubscribeLinkError):
        welcome(list_unsubscribe=link)


def test_a_subject_is_one_line() -> None:
    message = put(subject=" Тема\r\nBcc: c@d.ru\n " + "x" * 300)
    assert message.subject.startswith("Тема Bcc: c@d.ru xxx")
    assert len(message.subject) == 250
    run_tasks()
    assert mail.outbox[0].bcc == []
    assert "Bcc" not in mail.outbox[0].message()


def test_the_database_keeps_the_rules() -> None:
    message = put()
    row = OutboxMessage.objects.filter(pk=message.pk)
    for wrong in ({"status": "sent"}, {"sent_at": timezone.now()}, {"to": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**wrong)


# --- sending ---


def test_the_task_sends_and_records() -> None:
    message = welcome(list_unsubscribe="https://veche.example/u/1/")
    assert mail.outbox == []
    (result,) = run_tasks()
    assert result.return_value == "sent"
    message.refresh_from_db()
    assert (message.status, message.attempts, message.last_error) == ("sent", 1, "")
    assert message.sent_at is not None
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert (sent.to, sent.body) == (["anna@example.ru"], message.body_text)
    assert sent.alternatives[0].content == message.body_html
    assert sent.message()["List-Unsubscribe"] == "<https://veche.example/u/1/>"


def test_a_second_task_sends_nothing() -> None:
    message = put()
    run_tasks()
    assert delivery.deliver(message.pk).code == "skipped"
    assert delivery.deliver(999_999).code == "skipped"
    assert len(mail.outbox) == 1


def test_two_workers_do_not_share_a_message() -> None:
    message = put()
    inner: list[str] = []

    def meanwhile(self: EmailMultiAlternatives) -> int:
        inner.append(delivery.deliver(message.pk).code)
        return 1

    with patch.object(EmailMultiAlternatives, "send", meanwhile):
        assert delivery.deliver(message.pk).code == "sent"
    assert inner == ["skipped"]


def refuse(error: Exception) -> Any:
    return patch.object(EmailMultiAlternatives, "send", side_effect=error)


def test_trouble_is_recorded_and_tried_again_after_a_pause() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        message = put()
        with refuse(ConnectionRefusedError("no server")):
            (result,) = run_tasks()
        assert result.return_value == "deferred"
        message.refresh_from_db()
        assert (message.status, message.attempts) == ("queued", 1)
        assert message.last_error == "ConnectionRefusedError: no server"
        assert run_tasks() == []  # not yet
    with time_machine.travel(now + delivery.PAUSES[0] + timedelta(seconds=1), tick=False):
        (result,) = run_tasks()
    message.refresh_from_db()
    assert (message.status, message.attempts, message.last_error) == ("sent", 2, "")
    assert len(mail.outbox) == 1


def test_pauses_grow_and_end() -> None:
    message = put()
    moment = timezone.now()
    waited = []
    with refuse(smtplib.SMTPServerDisconnected("gone")):
        for _ in range(20):
            with time_machine.travel(moment, tick=False):
                outcome = delivery.deliver(message.pk)
            if outcome.retry_at is None:
                break
            waited.append(outcome.retry_at - moment)
            moment = outcome.retry_at
    assert outcome.code == "failed"
    assert waited == list(delivery.PAUSES)
    assert waited == sorted(waited)
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("failed", len(delivery.PAUSES) + 1)


def test_a_refused_recipient_is_final() -> None:
    message = put()
    with refuse(smtplib.SMTPRecipientsRefused({"anna@example.ru": (550, b"no such user")})):
        (result,) = run_tasks()
    assert result.return_value == "failed"
    message.refresh_from_db()
    assert message.status == MessageStatus.FAILED
    assert run_tasks() == []


def test_a_mistake_of_ours_shows_and_can_be_tried_again() -> None:
    message = put()
    with refuse(TypeError("bug")):
        (result,) = run_tasks(expect_failures=True)
    assert result.status == "FAILED"
    assert "TypeError: bug" in result.traceback
    message.refresh_from_db()
    assert (message.status, message.last_error) == ("queued", "TypeError: bug")
    with time_machine.travel(message.not_before, tick=False):
        assert delivery.deliver(message.pk).code == "sent"


def test_run_tasks_does_not_hide_failures() -> None:
    put()
    with refuse(TypeError("bug")), pytest.raises(AssertionError, match="TypeError: bug"):
        run_tasks()


# --- lost tasks ---


def test_a_message_that_lost_its_task_gets_another() -> None:
    message = put()
    DBTaskResult.objects.all().delete()
    assert requeue_lost(now=timezone.now()) == 0
    later = timezone.now() + LOST_AFTER + timedelta(minutes=1)
    assert requeue_lost(now=later) == 1
    assert requeue_lost(now=later) == 0
    with time_machine.travel(later, tick=False):
        run_tasks()
    message.refresh_from_db()
    assert message.status == MessageStatus.SENT


def test_a_worker_killed_while_sending_leaves_a_message_that_is_taken_up_again() -> None:
    """At least once: the two copies carry one Message-ID."""
    message = put()

    class Killed(BaseException):
        pass

    def sent_and_killed(self: EmailMultiAlternatives) -> int:
        mail.outbox.append(self)
        raise Killed

    with patch.object(EmailMultiAlternatives, "send", sent_and_killed), pytest.raises(Killed):
        delivery.deliver(message.pk)
    DBTaskResult.objects.all().delete()
    later = timezone.now() + delivery.LEASE + LOST_AFTER + timedelta(minutes=1)
    with time_machine.travel(later, tick=False):
        assert requeue_lost(now=later) == 1
        run_tasks()
    ids = [sent.extra_headers["Message-ID"] for sent in mail.outbox]
    assert len(ids) == 2
    assert len(set(ids)) == 1


# --- forgetting ---


def test_erasure_leaves_no_trace_of_the_person() -> None:
    put("sent", to="Anna@Example.ru")
    run_tasks()
    waiting = put("waiting", subject="Анна", body_html="<p>Анна</p>")
    with refuse(ConnectionRefusedError("anna@example.ru")):
        run_tasks()
    other = put("other", to="boris@example.ru")
    assert erase_recipient(" ANNA@example.ru") == 2
    assert erase_recipient("anna@example.ru") == 0
    for message in OutboxMessage.objects.exclude(pk=other.pk):
        assert (message.to, message.subject, message.body_text, message.body_html) == ("",) * 4
        assert (message.list_unsubscribe, message.last_error) == ("", "")
    waiting.refresh_from_db()
    assert waiting.status == MessageStatus.SUPPRESSED
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        run_tasks()
    assert [message.to for message in mail.outbox] == [["boris@example.ru"]]


def test_erased_while_being_sent_stays_erased() -> None:
    message = put()

    def meanwhile(self: EmailMultiAlternatives) -> int:
        erase_recipient("anna@example.ru")
        return 1

    with patch.object(EmailMultiAlternatives, "send", meanwhile):
        delivery.deliver(message.pk)
    message.refresh_from_db()
    assert (message.status, message.to) == ("suppressed", "")


def test_finished_messages_lose_their_bodies_in_time() -> None:
    sent = put("sent", body_html="<p>Текст</p>")
    run_tasks()
    waiting = put("waiting")
    later = timezone.now() + timedelta(days=1)
    assert forget_finished(before=timezone.now() - timedelta(days=1)) == 0
    assert forget_finished(before=later) == 1
    assert forget_finished(before=later) == 0
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.body_text, sent.body_html, sent.to) == ("", "", "anna@example.ru")
    assert waiting.body_text == "Текст"


def test_the_outbox_is_read_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(5):
        put(f"key:{number}")
    with django_assert_num_queries(1):
        page = outbox_page(per_page=3)
    assert [message.key for message in page.items] == ["key:4", "key:3", "key:2"]
    with django_assert_num_queries(1):
        rest = outbox_page(page.next_cursor, per_page=3)
    assert [message.key for message in rest.items] == ["key:1", "key:0"]
    assert rest.next_cursor is None


def test_the_clock_forgets_what_was_sent_a_month_ago() -> None:
    sent = put("sent")
    run_tasks()
    month = timezone.now() + timedelta(days=30)
    jobs = {job.name: job for job in registry.jobs()}
    assert jobs["mail.forget"].run(month - timedelta(hours=1)) == ""
    assert "1" in jobs["mail.forget"].run(month + timedelta(hours=1))
    sent.refresh_from_db()
    assert (sent.body_text, sent.status) == ("", "sent")
