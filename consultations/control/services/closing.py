"""Verbs on the closing document: draft, sign, a later edition, objections of the inspected body."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from consultations.control import gate
from consultations.control.domain.closing import (
    ClosingData,
    digest,
    missing_blocks,
)
from consultations.control.errors import (
    ControlError,
    ControlProblem,
    NotSignable,
    StaleDraft,
)
from consultations.control.events import (
    CLOSING_SIGNED_KIND,
    OBJECTIONS_ENTERED_KIND,
    ClosingSigned,
    closing_signed,
)
from consultations.control.messages import window_words
from consultations.control.models import ClosingDocument, Inspector, Objections, Observation
from consultations.control.querysets import ClosingQuerySet
from consultations.control.selectors import required_blocks, signer
from consultations.control.services.field import note
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, ConsultationStatus, Form
from core.accounts.models import User

_NOT_OVER = (Phase.ANNOUNCED, Phase.OPEN)


@transaction.atomic
def save_closing(
    *,
    actor: User | None,
    consultation: Consultation,
    data: ClosingData,
    revision: int,
    now: dt.datetime,
) -> ClosingDocument:
    """Saves the draft as a whole; a draft may lack anything and is not public.

    `revision` is the number of the draft that `data` was made from (0: there was none). Raises
    StaleDraft with the present text, ControlError (not_control, signed_already).
    """
    event = _control(consultation)
    draft = _editions(event).drafts().first()
    if draft is None and _editions(event).signed().exists():
        raise ControlError(ControlProblem.SIGNED_ALREADY)
    draft = draft or ClosingDocument(consultation=event)
    if draft.revision != revision:
        raise StaleDraft(draft.data(), draft.revision)
    draft.take(data.stripped())
    draft.revision += 1
    draft.saved_by = actor
    draft.save()
    return draft


@transaction.atomic
def sign_closing(
    *, actor: User | None, consultation: Consultation, number: str, now: dt.datetime
) -> ClosingDocument:
    """Signs the draft under `number` for the organiser: it is public from now on and never changes.
    The first edition concludes the event.

    Raises ControlError (not_control, no_draft, no_number, no_inspectors), NotSignable with the
    empty blocks and with what must happen before: the term must be over, citizens answered.
    """
    event = _control(consultation)
    draft = _editions(event).drafts().select_for_update(of=("self",)).first()
    if draft is None:
        raise ControlError(ControlProblem.NO_DRAFT)
    if not number.strip():
        raise ControlError(ControlProblem.NO_NUMBER)
    if event.form == Form.INSPECTION and not Inspector.objects.filter(consultation=event).exists():
        raise ControlError(ControlProblem.NO_INSPECTORS)
    missing = missing_blocks(draft.data(), required_blocks(event.form, timezone.localdate(now)))
    waiting = _waiting(event, now)
    if missing or waiting:
        raise NotSignable(missing, waiting)
    _sign(draft, event, actor, number.strip(), now)
    if event.status != ConsultationStatus.CONCLUDED:
        Consultation.objects.filter(pk=event.pk).update(
            status=ConsultationStatus.CONCLUDED, concluded_at=now
        )
    Consultation.objects.filter(pk=event.pk).public_changed()
    consultation.refresh_from_db(fields=["status", "concluded_at"])
    signed = ClosingSigned(document_id=draft.pk, consultation_id=event.pk)
    closing_signed.send(sender=ClosingSigned, event=signed)
    return draft


@transaction.atomic
def begin_edition(
    *, actor: User | None, consultation: Consultation, now: dt.datetime
) -> ClosingDocument:
    """A draft of the next edition, with the text of the signed one, which stays as it is.

    Raises ControlError (not_control, not_signed); a draft that is there is returned.
    """
    event = _control(consultation)
    draft = _editions(event).drafts().first()
    if draft is not None:
        return draft
    latest = _editions(event).signed().first()
    if latest is None:
        raise ControlError(ControlProblem.NOT_SIGNED)
    draft = ClosingDocument(consultation=event, edition=latest.edition + 1, saved_by=actor)
    draft.take(latest.data())
    draft.save()
    return draft


@transaction.atomic
def enter_objections(
    *,
    actor: User | None,
    consultation: Consultation,
    received_on: dt.date,
    text: str,
    number: str = "",
    now: dt.datetime,
) -> Objections:
    """Writes down what the inspected body objects, before the act is signed or after.

    Raises ControlError (not_control, not_inspection, no_text, received_in_future,
    received_before_start).
    """
    event = _control(consultation)
    if event.form != Form.INSPECTION:
        raise ControlError(ControlProblem.NOT_INSPECTION)
    if not text.strip():
        raise ControlError(ControlProblem.NO_TEXT)
    if received_on > timezone.localdate(now):
        raise ControlError(ControlProblem.RECEIVED_IN_FUTURE)
    if received_on < event.opens_on:
        raise ControlError(ControlProblem.RECEIVED_BEFORE_START)
    objections = Objections.objects.create(
        consultation=event,
        received_on=received_on,
        number=number.strip(),
        text=text.strip(),
        entered_at=now,
        entered_by=actor,
    )
    body = {"objections": objections.pk, "received_on": received_on.isoformat()}
    note(OBJECTIONS_ENTERED_KIND, event, body, now, "secretary" if actor else "")
    return objections


def _editions(event: Consultation) -> ClosingQuerySet:
    return ClosingDocument.objects.filter(consultation=event)


def _control(consultation: Consultation) -> Consultation:
    """The event under its lock, concluded or not."""
    event = Consultation.objects.with_parties().get(pk=consultation.pk)
    Consultation.objects.locked().get(pk=consultation.pk)
    if not event.is_control:
        raise ControlError(ControlProblem.NOT_CONTROL)
    return event


def _waiting(event: Consultation, now: dt.datetime) -> list[str]:
    """What must happen before the first edition; later ones only change the document."""
    phase = event.phase_at(now)
    if phase is Phase.CONCLUDED:
        return []
    if phase in _NOT_OVER:
        return [window_words(event)]
    return gate.waiting(event, now)


def _sign(
    draft: ClosingDocument, event: Consultation, actor: User | None, number: str, now: dt.datetime
) -> None:
    draft.number, draft.signed_at, draft.signed_by = number, now, actor
    draft.signer_name, draft.signer_post = signer(actor, event.organiser, timezone.localdate(now))
    draft.snapshot = _snapshot(event, now)
    printed: dict[str, Any] = {
        **asdict(draft.data()),
        "number": number,
        "edition": draft.edition,
        "signer": [draft.signer_name, draft.signer_post],
        "snapshot": draft.snapshot,
    }
    draft.sha256 = digest(printed)
    draft.save()
    body = {"document": draft.pk, "edition": draft.edition, "sha256": draft.sha256}
    note(CLOSING_SIGNED_KIND, event, body, now, "secretary" if actor else "")


def _snapshot(event: Consultation, now: dt.datetime) -> dict[str, Any]:
    """What the document says of the event, as it is at the signature."""
    inspected = event.inspected_body
    return {
        "form": str(event.form),
        "subject": event.subject,
        "basis": event.basis,
        "bill": {"title": event.version.bill.title, "number": event.version.bill.number},
        "version": event.version.number,
        "organiser": event.organiser.name,
        "inspected": inspected.name if inspected else "",
        "opens_on": event.opens_on.isoformat(),
        "closes_on": event.closes_on.isoformat(),
        "signed_on": timezone.localdate(now).isoformat(),
        "inspectors": [
            [each.user.full_name, each.certificate, each.order]
            for each in Inspector.objects.filter(consultation=event).select_related("user")
        ],
        "observations": [
            _observation(each)
            for each in Observation.objects.standing()
            .filter(consultation=event)
            .select_related("author", "provision")
        ],
        "objections": [
            [each.received_on.isoformat(), each.number, each.text]
            for each in Objections.objects.filter(consultation=event)
        ],
    }


def _observation(each: Any) -> list[str]:
    about = each.provision.path if each.provision else each.topic
    return [each.seen_on.isoformat(), each.place, about, each.fact, each.author.full_name]
