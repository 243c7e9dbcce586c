"""The public answer of the Chamber to a request."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils import timezone

from consultations.process.models import Consultation
from consultations.requests import mail
from consultations.requests.domain.decisions import Decision, DecisionProblem
from consultations.requests.errors import RequestError, RequestProblem
from consultations.requests.events import (
    DECIDED_KIND,
    FOLLOWED_KIND,
    RequestDecided,
    request_decided,
)
from consultations.requests.models import Disposition, PublicRequest, RequestStatus
from core.accounts.models import User
from core.journal import services as journal


@transaction.atomic
def decide_request(
    *, actor: User | None, request: PublicRequest, decision: Decision, now: dt.datetime
) -> PublicRequest:
    """Publishes the decision, late or not; the author and all who joined get a letter.

    Raises RequestError (no_event, announced_in_past, no_reason, no_body, decision_too_long,
    other_bill, already_decided, not_waiting).
    """
    decision = decision.cleaned()
    problem = decision.problem(timezone.localdate(now))
    if problem is not None:
        raise RequestError(problem)
    current = _locked(request)
    if current.status == RequestStatus.DECIDED:
        raise RequestError(RequestProblem.ALREADY_DECIDED)
    if current.status != RequestStatus.SHOWN:
        raise RequestError(RequestProblem.NOT_WAITING)
    if decision.consultation_id is not None:
        current.consultation = _event(current, decision.consultation_id)
    current.status = RequestStatus.DECIDED
    current.disposition = Disposition(decision.disposition)
    current.decision_text = decision.text
    current.announce_by = decision.announce_by
    current.passed_to = decision.passed_to
    current.decided_at = now
    current.decided_by = actor
    current.save()
    _note_decision(current, now, actor)
    mail.tell_decision(current)
    return current


@transaction.atomic
def name_event(
    *,
    actor: User | None,
    request: PublicRequest,
    consultation: Consultation,
    now: dt.datetime,
) -> PublicRequest:
    """Links an agreed request to the event that was promised; the author and all who joined get a
    letter. Raises RequestError (not_waiting: it
    is not agreed; already_decided: an event is named; other_bill)."""
    current = _locked(request)
    if current.disposition != Disposition.AGREED:
        raise RequestError(RequestProblem.NOT_WAITING)
    if current.consultation_id is not None:
        raise RequestError(RequestProblem.ALREADY_DECIDED)
    current.consultation = _event(current, consultation.pk)
    current.save(update_fields=["consultation"])
    journal.record(
        kind=FOLLOWED_KIND,
        subject_type="request",
        subject_id=current.pk,
        body={"consultation": consultation.pk},
        at=now,
        actor_role="secretary" if actor else "",
    )
    mail.tell_event(current)
    return current


def _locked(request: PublicRequest) -> PublicRequest:
    rows = PublicRequest.objects.select_for_update(of=("self",))
    return rows.select_related("version__bill", "contact", "chamber").get(pk=request.pk)


def _event(request: PublicRequest, pk: int) -> Consultation:
    """The event, if it may follow this request: on the same bill."""
    found = Consultation.objects.select_related("version__bill").filter(pk=pk).first()
    if found is None:
        raise RequestError(DecisionProblem.NO_EVENT)
    if request.version is not None and found.version.bill_id != request.version.bill_id:
        raise RequestError(RequestProblem.OTHER_BILL)
    return found


def _note_decision(request: PublicRequest, now: dt.datetime, actor: User | None) -> None:
    body: dict[str, object] = {"disposition": str(request.disposition)}
    if request.consultation_id is not None:
        body["consultation"] = request.consultation_id
    if request.announce_by is not None:
        body["announce_by"] = request.announce_by.isoformat()
    if request.decision_text:
        body["text_sha256"] = hashlib.sha256(request.decision_text.encode()).hexdigest()
    journal.record(
        kind=DECIDED_KIND,
        subject_type="request",
        subject_id=request.pk,
        body=body,
        at=now,
        actor_role="secretary" if actor else "",
    )
    event = RequestDecided(request_id=request.pk)
    request_decided.send(sender=RequestDecided, event=event)
