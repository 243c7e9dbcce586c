"""Verbs on saved searches: save, ask to save, change, stop, send what is new."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.following.services import person_token
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact, NameDisplay, User
from core.accounts.purposes import Description, Impossible, Moments, Outcome
from core.accounts.selectors import email_hash
from core.mail.services import suppress_waiting
from search.alerts import mail, selectors
from search.alerts.asking import parsed, plain
from search.alerts.errors import AlertError, AlertProblem
from search.alerts.messages import problem_message
from search.alerts.models import LONGEST_NAME, Frequency, SavedSearch
from search.asked import Asked

PURPOSE: Final = "search"
MAX_SEARCHES: Final = 50
LONGEST_QUERY: Final = 4000
_PORTION: Final = 100


@transaction.atomic
def save_search(
    *,
    actor: User,
    asked: Asked,
    name: str = "",
    frequency: str = Frequency.DAILY,
    language: str = "ru",
    now: dt.datetime,
) -> SavedSearch:
    """A person with an account saves at once; the same search again only changes name and letters.

    Raises AlertError (nothing_asked, too_long, too_many), NoConsentText.
    """
    query = _kept(asked)
    known = _known(query, email_hash(actor.email))
    if known is not None:
        return change_search(search=known, name=name, frequency=frequency)
    contact = _contact(actor, actor.email, ("processing",), language, now)
    return _save(query, contact, name, frequency, now)


@transaction.atomic
def ask_to_save(
    *,
    asked: Asked,
    email: str,
    consents: Iterable[str],
    frequency: str = Frequency.DAILY,
    language: str = "ru",
    now: dt.datetime,
) -> Confirmation:
    """Anybody else saves after the letter is confirmed. Raises AlertError (nothing_asked,
    too_long), ConsentMissing, NoConsentText."""
    payload = {"query": _kept(asked), "frequency": frequency}
    contact = _contact(None, email, consents, language, now)
    return accounts.ask_confirmation(purpose=PURPOSE, payload=payload, contact=contact, now=now)


def describe(payload: Mapping[str, Any]) -> Description:
    """What the letter says that asks to confirm."""
    asked = parsed(payload["query"])
    (words,) = selectors.in_words([asked])
    return Description(
        title=_("Confirm that you want news of a search by e-mail"),
        about=_("Search: %(words)s") % {"words": words},
        button=_("Yes, send me news"),
        url=selectors.address(asked),
    )


def confirm(payload: Mapping[str, Any], contact: Contact, moments: Moments) -> Outcome:
    """Saves what was asked for. Raises Impossible."""
    query, frequency = payload["query"], payload["frequency"]
    known = _known(query, contact.email_hash)
    try:
        if known is None:
            _save(query, contact, "", frequency, moments.now)
        else:
            change_search(search=known, frequency=frequency)
    except AlertError as error:
        raise Impossible(problem_message(error)) from error
    message = _("You will get news by e-mail. Each letter has a link to stop.")
    url = selectors.address(parsed(query))
    return Outcome(url, message, keeps_contact=known is None)


def change_search(*, search: SavedSearch, name: str = "", frequency: str) -> SavedSearch:
    """What a search is called (an empty name leaves it) and how often letters come."""
    search.name = name.strip()[:LONGEST_NAME] or search.name
    search.frequency = Frequency(frequency)
    search.save(update_fields=["name", "frequency"])
    return search


@transaction.atomic
def stop_search(*, search: SavedSearch) -> None:
    """No more letters about this; the address is destroyed: every search has one of its own."""
    contact = search.contact
    search.delete()
    contact.delete()


@transaction.atomic
def stop_all(*, person: str) -> int:
    """No more letters to the owner of an e-mail hash, not even those that wait to be sent; returns
    how many searches ended."""
    found = list(SavedSearch.objects.of_person(person).select_related("contact"))
    for search in found:
        stop_search(search=search)
    suppress_waiting(stop_links=[mail.stop_link(person_token(person))])
    return len(found)


def send_alerts(*, now: dt.datetime) -> int:
    """Writes the letters that are due: one to each person, with everything that is new; returns how
    many. Safe to run twice and safe to miss.

    `reached` is taken once and first: whatever comes into the index meanwhile is for the next time.
    Nothing with a smaller number can come later, since one writer at a time takes numbers and keeps
    the others out until it commits (search.services.locking.only_writer).
    """
    sent, reached = 0, selectors.reached()
    while True:
        people = selectors.people_due(now, reached=reached, limit=_PORTION)
        if not people:
            return sent
        for person in people:
            sent += _send_to(person, reached, now)


def sweep(now: dt.datetime) -> str:
    """The clock's job: `send_alerts`, with what it did in a word."""
    count = send_alerts(now=now)
    return f"{count} letters" if count else ""


@transaction.atomic
def _send_to(person: str, reached: int, now: dt.datetime) -> int:
    due = SavedSearch.objects.due(now, reached=reached).of_person(person)
    searches = list(due.select_related("contact").select_for_update(of=("self",)))
    if not searches:
        return 0
    contact = searches[0].contact
    with override(contact.language):
        news = selectors.news_of(searches, upto=reached)
    sent = mail.send_alert(contact, news, token=person_token(person), now=now)
    told = {one.search.pk for one in news}
    for search in searches:
        search.seen = reached
        # Who wants to hear soon does not wait an hour after a look that has found nothing.
        if search.frequency != Frequency.SOON or search.pk in told:
            search.told_at = now
    SavedSearch.objects.bulk_update(searches, ["seen", "told_at"])
    return int(sent)


def _kept(asked: Asked) -> str:
    """The search as it is kept: without page and order. Raises AlertError."""
    query = plain(asked).query_string
    if len(query) > LONGEST_QUERY:
        raise AlertError(AlertProblem.TOO_LONG)
    if not selectors.is_askable(asked):
        raise AlertError(AlertProblem.NOTHING_ASKED)
    return query


def _hash(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()


def _known(query: str, person: str) -> SavedSearch | None:
    return SavedSearch.objects.of_person(person).filter(query_hash=_hash(query)).first()


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


def _save(query: str, contact: Contact, name: str, frequency: str, now: dt.datetime) -> SavedSearch:
    if SavedSearch.objects.of_person(contact.email_hash).count() >= MAX_SEARCHES:
        raise AlertError(AlertProblem.TOO_MANY)
    proposed = selectors.proposed_name(parsed(query))
    return SavedSearch.objects.create(
        name=name.strip()[:LONGEST_NAME] or proposed,
        query=query,
        query_hash=_hash(query),
        contact=contact,
        email_hash=contact.email_hash,
        frequency=Frequency(frequency),
        created_at=now,
        told_at=now,
        seen=selectors.reached(),
    )
