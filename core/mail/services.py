"""What the rest of the site may do with mail."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from core.mail.errors import BadAddressError, BadKeyError, BadUnsubscribeLinkError
from core.mail.models import MessageStatus, OutboxMessage
from core.mail.querysets import OutboxQuerySet
from core.mail.rendering import render_mail
from core.mail.tasks import send_message

MAX_KEY = 200
MAX_SUBJECT = 250
# A waiting message this long past its time has lost its task (a worker was killed).
LOST_AFTER = timedelta(minutes=15)
# How long the text of a letter that has been sent is kept, to answer «I got nothing».
KEEP_BODIES = timedelta(days=30)


def enqueue_mail(
    *,
    key: str,
    to: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    list_unsubscribe: str = "",
    not_before: datetime | None = None,
) -> OutboxMessage:
    """Renders `templates/mail/<template>.*` in `language` and puts the message into the outbox.

    `key` names the occasion («answer:<id>:<receipt>»; no personal data in it): with a key that is
    already there nothing is rendered or sent, and the earlier message is returned. Call it inside
    the transaction of the change that the message reports: both become real together or not at
    all. `not_before`: it leaves then, not at once. Raises BadKeyError, BadAddressError,
    BadUnsubscribeLinkError, TemplateDoesNotExist.
    """
    existing = OutboxMessage.objects.filter(key=key).first()
    if existing is not None:
        return existing
    rendered = render_mail(template, context, language)
    return _put(
        key=key,
        to=to,
        subject=rendered.subject,
        body_text=rendered.body_text,
        body_html=rendered.body_html,
        language=language,
        list_unsubscribe=list_unsubscribe,
        not_before=not_before,
    )


def enqueue_rendered(
    *, key: str, to: str, subject: str, body_text: str, body_html: str = "", language: str = ""
) -> OutboxMessage:
    """The same for a message whose texts another package has made (allauth)."""
    existing = OutboxMessage.objects.filter(key=key).first()
    return existing or _put(
        key=key,
        to=to,
        subject=subject,
        body_text=body_text,
        body_html=body_html,
        language=language,
        list_unsubscribe="",
    )


def erase_recipient(email: str) -> int:
    """Blanks the address, subject and bodies of every message to `email`; waiting ones are
    suppressed. Returns how many messages there were. Part of the erasure of a person's data."""
    return _erase(OutboxMessage.objects.addressed_to(email))


def erase_messages(*, key_prefix: str) -> int:
    """The same for the messages of an occasion that must leave no trace (a text that its author
    never confirmed): those whose key begins with `key_prefix`, to whomever."""
    return _erase(OutboxMessage.objects.filter(key__startswith=key_prefix))


def suppress_waiting(*, stop_links: Collection[str]) -> int:
    """Letters that still wait and can be stopped by one of these links (`list_unsubscribe`) are not
    sent; returns how many. Letters without such a link answer an act of their reader and still go
    out, and so does one that is being sent at this moment."""
    waiting = OutboxMessage.objects.filter(
        status=MessageStatus.QUEUED, list_unsubscribe__in=[link for link in stop_links if link]
    )
    return waiting.update(status=MessageStatus.SUPPRESSED)


def _erase(messages: OutboxQuerySet) -> int:
    with transaction.atomic():
        messages.filter(status=MessageStatus.QUEUED).update(status=MessageStatus.SUPPRESSED)
        return messages.update(
            to="", subject="", body_text="", body_html="", list_unsubscribe="", last_error=""
        )


def forget_old(*, now: datetime) -> int:
    """`forget_finished` for messages older than KEEP_BODIES; called by `tick`."""
    return forget_finished(before=now - KEEP_BODIES)


def forget_finished(*, before: datetime) -> int:
    """Blanks the bodies of messages created before `before` that wait for nothing any more: they
    hold confirmation links and people's words. Returns how many; safe to repeat."""
    finished = OutboxMessage.objects.filter(created_at__lt=before).exclude(
        status=MessageStatus.QUEUED
    )
    return finished.exclude(body_text="", body_html="").update(
        body_text="", body_html="", list_unsubscribe=""
    )


def requeue_lost(*, now: datetime) -> int:
    """Gives a new task to waiting messages that have lost theirs. Returns how many.

    Called by `tick`; safe to run twice: a message taken up again is not overdue any more.
    """
    count = 0
    for message_id in OutboxMessage.objects.overdue(now, grace=LOST_AFTER).values_list(
        "pk", flat=True
    ):
        with transaction.atomic():
            taken = OutboxMessage.objects.overdue(now, grace=LOST_AFTER).filter(pk=message_id)
            if taken.update(not_before=now):
                send_message.enqueue(message_id)
                count += 1
    return count


def _put(
    *,
    key: str,
    to: str,
    subject: str,
    list_unsubscribe: str,
    not_before: datetime | None = None,
    **texts: str,
) -> OutboxMessage:
    if not key or len(key) > MAX_KEY:
        raise BadKeyError(f"a key has 1 to {MAX_KEY} characters")
    values: dict[str, Any] = {
        "to": _address(to),
        # One line: a line break in a header would start another header.
        "subject": " ".join(subject.split())[:MAX_SUBJECT],
        "list_unsubscribe": _unsubscribe(list_unsubscribe),
        **texts,
    }
    if not_before is not None:
        values["not_before"] = not_before
    with transaction.atomic(savepoint=False):
        # Who puts the same key at the same moment gets the same row; a second task finds it taken.
        (message,) = OutboxMessage.objects.bulk_create(
            [OutboxMessage(key=key, **values)],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["key"],
        )
        task = send_message if not_before is None else send_message.using(run_after=not_before)
        task.enqueue(message.pk)
    return message


def _address(to: str) -> str:
    address = to.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddressError("not an e-mail address") from error
    return address


def _unsubscribe(link: str) -> str:
    if link and (
        not link.startswith(("https://", "http://", "mailto:"))
        or not link.isprintable()
        or set(link) & set(" <>,")
    ):
        raise BadUnsubscribeLinkError(link)
    return link
