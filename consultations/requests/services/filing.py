"""From a filled-in form to a request that the Chamber must answer."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.requests import mail
from consultations.requests.domain.decisions import (
    Caution,
    Kind,
    RequestText,
    WordsProblem,
)
from consultations.requests.errors import RequestError, RequestProblem
from consultations.requests.events import RECEIVED_KIND, RequestReceived, request_received
from consultations.requests.messages import problem_message
from consultations.requests.models import PublicRequest, RequestStatus
from consultations.requests.purposes import FILE
from consultations.requests.selectors import DECISION_TERM
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact, Council, NameDisplay, User
from core.accounts.purposes import Description, Impossible, Moments, Outcome
from core.accounts.services.confirmations import CONFIRMATION_TERM
from core.journal import services as journal
from core.rules import selectors as rules
from core.rules.domain.calendar import CalendarError
from core.rules.errors import UnknownRuleError
from core.web.addresses import imprint
from drafts.models import BillVersion

_DAY: Final = dt.timedelta(days=1)
_HOUR: Final = dt.timedelta(hours=1)
KEEP_ADDRESSES: Final = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as the form says; `email` is that of the account for a signed-in person."""

    email: str = ""
    author_type: str = "citizen"
    full_name: str = ""
    organisation: str = ""
    municipality: str = ""
    name_display: str = NameDisplay.PSEUDONYM
    consents: tuple[str, ...] = ()
    language: str = "ru"


@dataclass(frozen=True, slots=True)
class Came:
    """How a request came: the network address, and how long the form had been open."""

    address: str = ""
    open_for: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """`asked` waits for the author's e-mail; None: of a signed-in person, received at once."""

    request: PublicRequest
    asked: Confirmation | None = None


@transaction.atomic
def file_request(
    *,
    actor: User | None,
    chamber: Council | None,
    text: RequestText,
    asker: Asker,
    came: Came | None = None,
    now: dt.datetime,
) -> Filed:
    """Takes a request: of a signed-in person at once, of anybody else until the e-mail is
    confirmed. Nothing is refused for the way in which it came: a moderator is told.

    The same words of the same person again, before they are confirmed, only send the letter again.
    Raises RequestError (no_bill, no_title, no_text, too_long, no_chamber, no_rules, no_calendar),
    ConsentMissing, NoConsentText.
    """
    text = text.cleaned()
    _check(text, chamber)
    _due_on(now)  # refuse now, not when the letter is opened
    assert chamber is not None  # noqa: S101 – checked above
    came = came or Came()
    email = actor.email if actor else asker.email
    contact = accounts.record_contact(actor=actor, now=now, **asdict(asker) | {"email": email})
    same = None if actor else _same(text, chamber, contact, now)
    request = same or PublicRequest.objects.create(
        kind=text.kind,
        version_id=text.version_id,
        title=text.title,
        text=text.text,
        chamber=chamber,
        contact=contact,
        submitted_at=now,
        cautions=_cautions(contact, came, now),
        address_hash=imprint(came.address),
    )
    if actor is not None:
        return Filed(_receive(request, now))
    payload = {"request": request.pk}
    asked = accounts.ask_confirmation(purpose=FILE, payload=payload, contact=contact, now=now)
    return Filed(request, asked)


def describe(payload: Mapping[str, Any]) -> Description:
    """What the letter says that asks to confirm. Raises Impossible."""
    request = _waiting(payload)
    return Description(
        title=_("Confirm your request"),
        about=request.full_subject,
        button=_("Send the request to the Chamber"),
        url="/requests/",
    )


def perform(payload: Mapping[str, Any], contact: Contact, moments: Moments) -> Outcome:
    """Receives what was asked for; the term counts from now. Raises Impossible."""
    request = _waiting(payload)
    try:
        received = _receive(request, moments.now)
    except RequestError as error:
        raise Impossible(problem_message(error)) from error
    message = _("Your request is received: its words appear after a check.")
    return Outcome(received.get_absolute_url(), message, keeps_contact=True)


@transaction.atomic
def forget_lapsed(*, now: dt.datetime) -> int:
    """Destroys requests that nobody can confirm any more, with their contacts, and the imprints of
    addresses that are not needed; returns how many requests. They were never counted."""
    term = rules.duration(CONFIRMATION_TERM, timezone.localdate(now))
    lapsed = PublicRequest.objects.filter(
        status=RequestStatus.UNCONFIRMED, submitted_at__lt=now - term - _DAY
    )
    contacts = list(lapsed.values_list("contact", flat=True))
    Contact.objects.filter(pk__in=contacts).delete()
    old = PublicRequest.objects.filter(submitted_at__lt=now - KEEP_ADDRESSES)
    old.exclude(address_hash="").update(address_hash="")
    return len(contacts)


def _check(text: RequestText, chamber: Council | None) -> None:
    problem = text.problem()
    if problem is not None:
        raise RequestError(problem)
    if text.kind == Kind.EXPERTISE:
        published = BillVersion.objects.published().filter(pk=text.version_id or 0)
        if not published.exists():
            raise RequestError(WordsProblem.NO_BILL)
    if chamber is None:
        raise RequestError(RequestProblem.NO_CHAMBER)


def _due_on(now: dt.datetime) -> dt.date:
    """The last day for the decision on what is received now; never guessed."""
    try:
        return rules.due_on(DECISION_TERM, timezone.localdate(now))
    except UnknownRuleError as error:
        raise RequestError(RequestProblem.NO_RULES) from error
    except CalendarError as error:
        year = str(getattr(error, "year", ""))
        raise RequestError(RequestProblem.NO_CALENDAR, year=year) from error


def _same(
    text: RequestText, chamber: Council, contact: Contact, now: dt.datetime
) -> PublicRequest | None:
    """The same request of the same person that may still be confirmed."""
    term = rules.duration(CONFIRMATION_TERM, timezone.localdate(now))
    return PublicRequest.objects.filter(
        status=RequestStatus.UNCONFIRMED,
        submitted_at__gt=now - term,
        contact__email_hash=contact.email_hash,
        chamber=chamber,
        kind=text.kind,
        version_id=text.version_id,
        title=text.title,
        text=text.text,
    ).first()


def _cautions(contact: Contact, came: Came, now: dt.datetime) -> list[str]:
    """Codes of Caution; two queries."""
    limits = settings.COMMENT_LIMITS
    lately = PublicRequest.objects.filter(submitted_at__gt=now - _DAY)
    found = []
    shortest = dt.timedelta(seconds=limits["shortest_seconds"])
    if came.open_for is not None and came.open_for < shortest:
        found.append(Caution.TOO_FAST)
    if came.address:
        there = lately.filter(submitted_at__gt=now - _HOUR, address_hash=imprint(came.address))
        if there.count() + 1 >= limits["address_hour"]:
            found.append(Caution.MANY_FROM_ADDRESS)
    if lately.filter(contact__email_hash=contact.email_hash).count() + 1 >= limits["person_day"]:
        found.append(Caution.MANY_FROM_PERSON)
    return [str(caution) for caution in found]


def _waiting(payload: Mapping[str, Any]) -> PublicRequest:
    found = (
        PublicRequest.objects.select_related("version__bill", "chamber", "contact")
        .filter(pk=payload["request"])
        .first()
    )
    if found is None:
        raise Impossible(_("This request is no longer here: please send it anew."))
    return found


def _receive(request: PublicRequest, now: dt.datetime) -> PublicRequest:
    request.status = RequestStatus.CHECKING
    request.confirmed_at = now
    request.due_on = _due_on(now)
    request.save(update_fields=["status", "confirmed_at", "due_on"])
    body = {"kind": str(request.kind), "chamber": request.chamber_id}
    if request.version_id is not None:
        body["version"] = request.version_id
    journal.record(
        kind=RECEIVED_KIND,
        subject_type="request",
        subject_id=request.pk,
        body=body | {"due_on": request.due_on.isoformat()},
        at=now,
    )
    event = RequestReceived(request_id=request.pk)
    request_received.send(sender=RequestReceived, event=event)
    mail.tell_chamber(request)
    return request
