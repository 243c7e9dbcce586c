"""The check before a request is shown, and hiding on a ground of the closed list."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.requests import mail
from consultations.requests.errors import RequestError, RequestProblem
from consultations.requests.events import (
    HIDDEN_KIND,
    SHOWN_KIND,
    RequestChecked,
    request_checked,
)
from consultations.requests.models import PublicRequest, RequestStatus
from core.accounts.models import User
from core.journal import services as journal
from core.rules import selectors as rules


@transaction.atomic
def show_request(*, actor: User | None, request: PublicRequest, now: dt.datetime) -> PublicRequest:
    """Publishes the words of a request, or shows a hidden one again. Raises RequestError
    (already_shown, already_decided, not_waiting)."""
    current = _locked(request)
    if current.status == RequestStatus.SHOWN:
        raise RequestError(RequestProblem.ALREADY_SHOWN)
    _mark(current, RequestStatus.SHOWN, actor, now)
    _note(current, SHOWN_KIND, now, actor)
    return current


@transaction.atomic
def hide_request(
    *, actor: User | None, request: PublicRequest, ground_code: str, now: dt.datetime
) -> PublicRequest:
    """Hides a request; a stub with the ground and the date stays, and the author is told. Criticism
    is not a ground. Raises RequestError (unknown_ground, already_hidden, already_decided,
    not_waiting)."""
    grounds = rules.moderation_grounds(timezone.localdate(now))
    ground = next((item for item in grounds if item.code == ground_code), None)
    if ground is None:
        raise RequestError(RequestProblem.UNKNOWN_GROUND)
    current = _locked(request)
    if current.status == RequestStatus.HIDDEN:
        raise RequestError(RequestProblem.ALREADY_HIDDEN)
    _mark(current, RequestStatus.HIDDEN, actor, now, ground.code, ground.title)
    _note(current, HIDDEN_KIND, now, actor)
    mail.tell_hidden(current)
    return current


def _locked(request: PublicRequest) -> PublicRequest:
    rows = PublicRequest.objects.select_for_update(of=("self",))
    current = rows.select_related("version__bill", "contact", "chamber").get(pk=request.pk)
    if current.status == RequestStatus.DECIDED:
        raise RequestError(RequestProblem.ALREADY_DECIDED)
    if current.status == RequestStatus.UNCONFIRMED:
        raise RequestError(RequestProblem.NOT_WAITING)
    return current


def _mark(
    request: PublicRequest,
    status: RequestStatus,
    actor: User | None,
    now: dt.datetime,
    ground_code: str = "",
    ground_title: str = "",
) -> None:
    request.status = status
    request.checked_at = now
    request.checked_by = actor
    request.ground_code = ground_code
    request.ground_title = ground_title
    request.save(
        update_fields=["status", "checked_at", "checked_by", "ground_code", "ground_title"]
    )


def _note(request: PublicRequest, kind: str, now: dt.datetime, actor: User | None) -> None:
    journal.record(
        kind=kind,
        subject_type="request",
        subject_id=request.pk,
        body={"ground": request.ground_code} if request.ground_code else {},
        at=now,
        actor_role="moderator" if actor else "",
    )
    request_checked.send(sender=RequestChecked, event=RequestChecked(request.pk))
