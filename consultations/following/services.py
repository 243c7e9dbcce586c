"""Verbs on following: follow, ask to follow, stop, choose how often, send what is new."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.following import mail, selectors
from consultations.following.domain.targets import Target
from consultations.following.errors import FollowingError, FollowingProblem
from consultations.following.models import Frequency, Subscription
from consultations.following.subjects import Subject, subject_of
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact, NameDisplay, User
from core.accounts.purposes import Description, Impossible, Moments, Outcome
from core.accounts.selectors import email_hash

PURPOSE: Final = "follow"
MAX_SUBSCRIPTIONS: Final = 200
_PORTION: Final = 100
_signer: Final = signing.Signer(salt="consultations.following.person")


@transaction.atomic
def follow(
    *,
    actor: User,
    target: Target,
    frequency: str = Frequency.DAILY,
    municipality: str = "",
    language: str = "ru",
    now: dt.datetime,
) -> Subscription:
    """A person with an account follows at once; the same again only changes how often.

    Raises FollowingError (nothing_there, too_many), NoConsentText.
    """
    subject = subject_of(target, municipality=municipality)
    known = _known(target, email_hash(actor.email))
    if known is not None:
        return set_frequency(subscription=known, frequency=frequency)
    contact = _contact(actor, actor.email, ("processing",), language, now)
    return _subscribe(subject, contact, frequency, now)


@transaction.atomic
def ask_to_follow(
    *,
    target: Target,
    email: str,
    consents: Iterable[str],
    frequency: str = Frequency.DAILY,
    municipality: str = "",
    language: str = "ru",
    now: dt.datetime,
) -> Confirmation:
    """Anybody else follows after the letter is confirmed. Raises FollowingError (nothing_there),
    ConsentMissing, NoConsentText."""
    subject_of(target, municipality=municipality)
    contact = _contact(None, email, consents, language, now)
    payload = {"target": target.key, "frequency": frequency, "municipality": municipality}
    return accounts.ask_confirmation(purpose=PURPOSE, payload=payload, contact=contact, now=now)


def describe(payload: Mapping[str, Any]) -> Description:
    """What the letter says that asks to confirm."""
    subject = _asked(payload)
    return Description(
        title=_("Confirm that you want news by e-mail"),
        about=subject.about,
        button=_("Yes, send me news"),
        url=subject.url,
    )


def perform(payload: Mapping[str, Any], contact: Contact, moments: Moments) -> Outcome:
    """Carries out what was asked for. Raises Impossible."""
    subject = _asked(payload)
    known = _known(subject.target, contact.email_hash)
    try:
        if known is None:
            _subscribe(subject, contact, payload["frequency"], moments.now)
        else:
            set_frequency(subscription=known, frequency=payload["frequency"])
    except FollowingError as error:
        raise Impossible(_("You follow very much already.")) from error
    message = _("You will get news by e-mail. Each letter has a link to stop.")
    return Outcome(subject.url, message, keeps_contact=known is None)


def set_frequency(*, subscription: Subscription, frequency: str) -> Subscription:
    """How often letters come: a value of Frequency."""
    subscription.frequency = Frequency(frequency)
    subscription.save(update_fields=["frequency"])
    return subscription


@transaction.atomic
def stop_following(*, subscription: Subscription) -> None:
    """No more letters about this; the address is destroyed if nothing else needs it."""
    contact = subscription.contact
    subscription.delete()
    _forget(contact)


@transaction.atomic
def stop_all(*, person: str) -> int:
    """No more letters to the owner of an e-mail hash; returns how many subscriptions ended."""
    found = list(Subscription.objects.of_person(person).select_related("contact"))
    for subscription in found:
        stop_following(subscription=subscription)
    return len(found)


def person_token(person: str) -> str:
    """What stands in the link of every letter: the person's hash under our signature."""
    return _signer.sign(person)


def person_of(token: str) -> str:
    """The reverse of `person_token`. Raises FollowingError (forged)."""
    try:
        return _signer.unsign(token)
    except signing.BadSignature as error:
        raise FollowingError(FollowingProblem.FORGED) from error


def send_news(*, now: dt.datetime) -> int:
    """Writes the letters that are due: one to each person, with everything that is new since the
    last one; returns how many. Safe to run twice and safe to miss."""
    sent = 0
    while True:
        people = selectors.people_due(now, limit=_PORTION)
        if not people:
            return sent
        for person in people:
            sent += _send_to(person, now)


def sweep(now: dt.datetime) -> str:
    """The clock's job: `send_news`, with what it did in a word."""
    count = send_news(now=now)
    return f"{count} letters" if count else ""


@transaction.atomic
def _send_to(person: str, now: dt.datetime) -> int:
    due = Subscription.objects.due(now).of_person(person).select_for_update(of=("self",))
    subscriptions = list(due.with_subject())
    if not subscriptions:
        return 0
    contact = subscriptions[0].contact
    with override(contact.language):
        sections = selectors.news_sections(subscriptions, until=now)
    sent = mail.send_digest(contact, sections, token=person_token(person), now=now)
    Subscription.objects.filter(pk__in=[item.pk for item in subscriptions]).update(news_since=now)
    return int(sent)


def _asked(payload: Mapping[str, Any]) -> Subject:
    try:
        target = Target.parse(payload["target"])
        return subject_of(target, municipality=payload.get("municipality", ""))
    except FollowingError as error:
        raise Impossible(_("What you wanted to follow is not on the site any more.")) from error


def _known(target: Target, person: str) -> Subscription | None:
    return Subscription.objects.of_person(person).filter(target=target.key).first()


def _contact(
    actor: User | None, email: str, consents: Iterable[str], language: str, now: dt.datetime
) -> Contact:
    return accounts.record_contact(
        actor=actor,
        email=email,
        author_type="citizen",
        name_display=NameDisplay.PSEUDONYM,
        consents=consents,
        language=language,
        now=now,
    )


def _subscribe(
    subject: Subject, contact: Contact, frequency: str, now: dt.datetime
) -> Subscription:
    if Subscription.objects.of_person(contact.email_hash).count() >= MAX_SUBSCRIPTIONS:
        raise FollowingError(FollowingProblem.TOO_MANY)
    return Subscription.objects.create(
        target=subject.target.key,
        contact=contact,
        email_hash=contact.email_hash,
        frequency=Frequency(frequency),
        created_at=now,
        news_since=now,
        **subject.parts,
    )


def _forget(contact: Contact) -> None:
    """Every subscription has a contact of its own."""
    contact.delete()
