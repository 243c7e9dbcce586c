"""Asking by e-mail, confirming by POST: one way for everything small that a person without an
account may do."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from core.accounts.errors import ConfirmationError, ConfirmationProblem
from core.accounts.models import Confirmation, Contact
from core.accounts.purposes import Moments, Outcome, purpose_of
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail, erase_messages
from core.rules import selectors as rules

CONFIRMATION_TERM: Final = "comment.confirmation"
RESEND_PAUSE: Final = dt.timedelta(minutes=2)
_signer: Final = signing.Signer(salt="core.accounts.confirm")
_sent_signer: Final = signing.Signer(salt="core.accounts.sent")


@transaction.atomic
def ask_confirmation(
    *, purpose: str, payload: Mapping[str, Any], contact: Contact, now: dt.datetime
) -> Confirmation:
    """Writes the request down and sends its letter to `contact.email`; the same request of the same
    person again sends the letter again (not more often than every two minutes).

    `payload` holds ids and codes only. Raises LookupError for an unknown purpose, Impossible.
    """
    mark = _fingerprint(purpose, payload, contact.email_hash)
    waiting = (
        Confirmation.objects.waiting(now)
        .select_related("contact")
        .select_for_update(of=("self",))
        .filter(fingerprint=mark)
        .first()
    )
    if waiting is not None:
        _forget_contact(contact)
        if now - waiting.last_sent_at >= RESEND_PAUSE:
            _send(waiting, now)
        return waiting
    _destroy(list(Confirmation.objects.lapsed(now).filter(fingerprint=mark)))
    term = rules.duration(CONFIRMATION_TERM, timezone.localdate(now))
    asked = Confirmation.objects.create(
        purpose=purpose,
        payload=dict(payload),
        contact=contact,
        fingerprint=mark,
        asked_at=now,
        expires_at=now + term,
        last_sent_at=now,
    )
    _send(asked, now)
    return asked


def token_of(asked: Confirmation) -> str:
    """What stands in the link of the letter; only the letter may carry it."""
    return _signer.sign(str(asked.pk))


def sent_token_of(asked: Confirmation) -> str:
    """Names the request in the browser that has sent it; confirms nothing."""
    return _sent_signer.sign(str(asked.pk))


def waiting_of(token: str, *, now: dt.datetime, by_sender: bool = False) -> Confirmation:
    """The request of a link, confirmed or not. Raises ConfirmationError (forged, expired)."""
    try:
        pk = int((_sent_signer if by_sender else _signer).unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise ConfirmationError(ConfirmationProblem.FORGED) from error
    found = Confirmation.objects.select_related("contact").filter(pk=pk).first()
    if found is None or (found.confirmed_at is None and now >= found.expires_at):
        raise ConfirmationError(ConfirmationProblem.EXPIRED)
    return found


@transaction.atomic
def confirm(*, token: str, now: dt.datetime) -> Outcome:
    """Carries out what was asked for. Raises ConfirmationError (forged, expired, done), and
    Impossible, after which the request still waits."""
    found = waiting_of(token, now=now)
    locked = Confirmation.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if locked is None or locked.contact is None:
        done = locked is not None and locked.confirmed_at is not None
        raise ConfirmationError(ConfirmationProblem.DONE if done else ConfirmationProblem.EXPIRED)
    if locked.confirmed_at is not None:
        raise ConfirmationError(ConfirmationProblem.DONE)
    contact = locked.contact
    moments = Moments(locked.asked_at, now)
    outcome = purpose_of(locked.purpose).perform(locked.payload, contact, moments)
    locked.confirmed_at = now
    locked.save(update_fields=["confirmed_at"])
    if not outcome.keeps_contact:
        erase_messages(key_prefix=_key(locked))
        _forget_contact(contact)
    return outcome


@transaction.atomic
def resend(*, asked: Confirmation, now: dt.datetime) -> None:
    """Sends the letter again. Raises ConfirmationError (expired, done, too_soon)."""
    locked = Confirmation.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first()
    if locked is None or (locked.confirmed_at is None and now >= locked.expires_at):
        raise ConfirmationError(ConfirmationProblem.EXPIRED)
    if locked.confirmed_at is not None:
        raise ConfirmationError(ConfirmationProblem.DONE)
    if now - locked.last_sent_at < RESEND_PAUSE:
        raise ConfirmationError(ConfirmationProblem.TOO_SOON)
    _send(locked, now)


@transaction.atomic
def forget_lapsed(*, now: dt.datetime) -> int:
    """Destroys requests whose term has run out, with the e-mails and letters of those that nobody
    has confirmed; returns how many."""
    over = list(Confirmation.objects.over(now).select_related("contact"))
    _destroy([asked for asked in over if asked.confirmed_at is None])
    Confirmation.objects.filter(pk__in=[asked.pk for asked in over]).delete()
    return len(over)


def sweep_lapsed(now: dt.datetime) -> str:
    """The clock's job: `forget_lapsed`, with what it did in a word."""
    count = forget_lapsed(now=now)
    return f"{count} destroyed" if count else ""


def _send(asked: Confirmation, now: dt.datetime) -> None:
    contact = asked.contact
    if contact is None:
        return
    asked.last_sent_at = now
    asked.save(update_fields=["last_sent_at"])
    with override(contact.language):
        description = purpose_of(asked.purpose).describe(asked.payload)
    enqueue_mail(
        key=f"{_key(asked)}{int(now.timestamp())}",
        to=contact.email,
        template="accounts/confirm",
        context={
            "title": description.title,
            "about": description.about,
            "button": description.button,
            "about_url": absolute(description.url),
            "url": absolute_reverse("accounts:confirm", token=token_of(asked)),
            "expires_at": asked.expires_at,
            "later": description.later,
            "later_url": absolute(description.later_url) if description.later_url else "",
        },
        language=contact.language,
    )


def _key(asked: Confirmation) -> str:
    return f"confirmation:{asked.pk}:"


def _destroy(lapsed: list[Confirmation]) -> None:
    for asked in lapsed:
        erase_messages(key_prefix=_key(asked))
        contact = asked.contact
        asked.delete()
        if contact is not None:
            _forget_contact(contact)


def _forget_contact(contact: Contact) -> None:
    """Nothing else needs this contact: it was made for the letter alone."""
    contact.delete()


def _fingerprint(purpose: str, payload: Mapping[str, Any], person: str) -> str:
    said = json.dumps(payload, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{purpose}\x1f{said}\x1f{person}".encode()).hexdigest()
