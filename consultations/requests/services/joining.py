"""Joining another's request, once for a person."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from consultations.requests.errors import RequestError, RequestProblem
from consultations.requests.events import JOINED_KIND
from consultations.requests.messages import problem_message
from consultations.requests.models import PublicRequest, RequestStatus, RequestSupport
from consultations.requests.purposes import JOIN
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact, NameDisplay, User
from core.accounts.purposes import Description, Impossible, Moments, Outcome
from core.accounts.selectors import email_hash
from core.journal import services as journal


@transaction.atomic
def join_request(
    *,
    actor: User,
    request: PublicRequest,
    consents: Iterable[str] = ("processing",),
    language: str = "ru",
    now: dt.datetime,
) -> RequestSupport:
    """A person with an account joins at once; the decision comes by e-mail. Raises RequestError
    (not_joinable, own, already_joined), NoConsentText."""
    _check(request, email_hash(actor.email))
    contact = _contact(actor, actor.email, consents, language, now)
    return _join(request.pk, contact, now)


@transaction.atomic
def ask_to_join(
    *,
    request: PublicRequest,
    email: str,
    consents: Iterable[str],
    language: str = "ru",
    now: dt.datetime,
) -> Confirmation:
    """Anybody else joins after the letter is confirmed. Who has not proved an e-mail is not told
    whether its owner has joined already. Raises RequestError (not_joinable), ConsentMissing,
    NoConsentText."""
    if request.status != RequestStatus.SHOWN:
        raise RequestError(RequestProblem.NOT_JOINABLE)
    contact = _contact(None, email, consents, language, now)
    payload = {"request": request.pk}
    return accounts.ask_confirmation(purpose=JOIN, payload=payload, contact=contact, now=now)


def describe(payload: Mapping[str, Any]) -> Description:
    """What the letter says that asks to confirm. Raises Impossible."""
    request = _asked(payload)
    return Description(
        title=_("Confirm that you join the request"),
        about=request.subject,
        button=_("Join"),
        url=request.get_absolute_url(),
    )


def perform(payload: Mapping[str, Any], contact: Contact, moments: Moments) -> Outcome:
    """Carries out what was asked for; having joined before is no fault. Raises Impossible."""
    request = _asked(payload)
    url = request.get_absolute_url()
    try:
        _join(request.pk, contact, moments.now)
    except RequestError as error:
        if error.code is not RequestProblem.ALREADY_JOINED:
            raise Impossible(problem_message(error)) from error
        return Outcome(url, problem_message(error))
    return Outcome(url, _("You have joined the request."), keeps_contact=True)


def _asked(payload: Mapping[str, Any]) -> PublicRequest:
    found = PublicRequest.objects.received().with_parties().filter(pk=payload["request"]).first()
    if found is None:
        raise Impossible(problem_message(RequestError(RequestProblem.NOT_JOINABLE)))
    return found


def _check(request: PublicRequest, person: str) -> None:
    if request.status != RequestStatus.SHOWN:
        raise RequestError(RequestProblem.NOT_JOINABLE)
    if request.contact.email_hash == person:
        raise RequestError(RequestProblem.OWN)
    if RequestSupport.objects.filter(request=request, email_hash=person).exists():
        raise RequestError(RequestProblem.ALREADY_JOINED)


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


def _join(pk: int, contact: Contact, now: dt.datetime) -> RequestSupport:
    """Under the lock of the request, so that the count is true."""
    current = PublicRequest.objects.select_for_update(of=("self",)).select_related("contact")
    request = current.get(pk=pk)
    _check(request, contact.email_hash)
    try:
        with transaction.atomic():
            support = RequestSupport.objects.create(
                request=request, email_hash=contact.email_hash, contact=contact, joined_at=now
            )
    except IntegrityError as error:
        raise RequestError(RequestProblem.ALREADY_JOINED) from error
    PublicRequest.objects.filter(pk=pk).update(supporter_count=F("supporter_count") + 1)
    journal.record(
        kind=JOINED_KIND,
        subject_type="request",
        subject_id=pk,
        body={"supporters": request.supporter_count + 1},
        at=now,
    )
    return support
