"""One attempt to send one message.

At least once. The attempt takes a lease on the row (committed at once, no transaction stays open
while the mail server is spoken to), sends, and then records. If the process dies between sending
and recording, the lease runs out, `requeue_lost` gives the message another task and the person may
get it twice. The other choice, never twice, would lose a confirmation link or an answer for good,
and nobody would notice. Both copies carry the same Message-ID, by which mail programs recognise
them as one letter.
"""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.mail.models import MessageStatus, OutboxMessage

LEASE: Final = timedelta(minutes=10)
# Pauses after the first, second … failed attempt; after the last pause and one more failure the
# message is given up: two days in all.
PAUSES: Final = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
_PERMANENT: Final = 500
_MAX_ERROR: Final = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """`code`: sent, skipped, deferred or failed; a deferred one is to be tried at `retry_at`."""

    code: str
    retry_at: datetime | None = None


def deliver(message_id: int) -> Outcome:
    """Sends the message unless it is sent, gone or taken. Every failure is recorded and the message
    is tried again after a pause. Trouble of the mail server is only reported; a mistake of ours is
    raised, so that the failed task shows it (and `tick` tries the task again)."""
    if not OutboxMessage.objects.claim(message_id, now=timezone.now(), lease=LEASE):
        return Outcome("skipped")
    message = OutboxMessage.objects.get(pk=message_id)
    try:
        build(message).send()
    except Exception as error:
        outcome = _record_trouble(message, error)
        if isinstance(error, OSError):  # smtplib's errors are OSErrors
            return outcome
        raise
    _finish(message, status=MessageStatus.SENT, sent_at=timezone.now(), last_error="")
    return Outcome("sent")


def build(message: OutboxMessage) -> EmailMultiAlternatives:
    """The message as it goes out: text, HTML if there is one, and the headers of automatic mail
    (RFC 3834: no auto-reply comes back)."""
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(message.key)}
    if message.list_unsubscribe:
        headers["List-Unsubscribe"] = f"<{message.list_unsubscribe}>"
        if message.list_unsubscribe.startswith("https:"):  # RFC 8058: by one press, over TLS only
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message.language:
        headers["Content-Language"] = message.language
    mail = EmailMultiAlternatives(
        subject=message.subject, body=message.body_text, to=[message.to], headers=headers
    )
    if message.body_html:
        mail.attach_alternative(message.body_html, "text/html")
    return mail


def message_id(key: str) -> str:
    """The same for every attempt of a message; tells nothing about the key."""
    digest = salted_hmac("core.mail.message-id", key).hexdigest()
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def _record_trouble(message: OutboxMessage, error: Exception) -> Outcome:
    if is_permanent(error) or message.attempts > len(PAUSES):
        _finish(message, status=MessageStatus.FAILED, last_error=_describe(error))
        return Outcome("failed")
    retry_at = timezone.now() + PAUSES[message.attempts - 1]
    _finish(message, not_before=retry_at, last_error=_describe(error))
    return Outcome("deferred", retry_at)


def is_permanent(error: Exception) -> bool:
    """Has the server refused this recipient or this content for good (codes 5xx of RFC 5321)?"""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _reply in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _PERMANENT


def _finish(message: OutboxMessage, **values: object) -> None:
    """Writes the result of this attempt, unless the row is no longer waiting: erased meanwhile."""
    row = OutboxMessage.objects.filter(pk=message.pk, status=MessageStatus.QUEUED)
    row.update(**values)


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_MAX_ERROR]
