"""Verbs during a monitoring or an inspection: notice, inspectors, observations."""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from consultations.control import mail
from consultations.control.domain.data import InspectorData, ObservationData
from consultations.control.errors import ControlError, ControlProblem
from consultations.control.events import (
    INSPECTOR_ENDED_KIND,
    INSPECTOR_NAMED_KIND,
    NOTICE_SENT_KIND,
    OBSERVATION_WITHDRAWN_KIND,
    OBSERVATION_WRITTEN_KIND,
    ObservationChanged,
    observation_changed,
)
from consultations.control.models import (
    InspectionNotice,
    Inspector,
    Observation,
    ObservationFile,
)
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Form
from core.accounts import services as accounts
from core.accounts.models import AuthorType, ConsentKind, Membership, NameDisplay, User
from core.journal import services as journal
from core.uploads.intake import CheckedFile
from drafts.models import Provision


@transaction.atomic
def send_notice(*, consultation: Consultation, now: dt.datetime) -> InspectionNotice | None:
    """Tells the inspected body of an inspection, once; None for any other form."""
    if consultation.form != Form.INSPECTION or consultation.inspected_body is None:
        return None
    known = InspectionNotice.objects.filter(consultation=consultation).first()
    if known is not None:
        return known
    notice = InspectionNotice.objects.create(
        consultation=consultation,
        body=consultation.inspected_body,
        sent_at=now,
        is_mailed=bool(mail.tell_inspected(consultation)),
    )
    note(NOTICE_SENT_KIND, consultation, {"body": notice.body_id}, now)
    return notice


@transaction.atomic
def name_inspector(
    *,
    actor: User | None,
    consultation: Consultation,
    user: User,
    data: InspectorData,
    now: dt.datetime,
) -> Inspector:
    """Names a public inspector, in public, so the consents are recorded as given on paper. A
    conflict of interest, and work for the inspected body, bar.

    Raises ControlError (not_inspection, concluded, no_certificate, no_order, no_statement,
    conflict, works_for_inspected, inspector_twice, no_name, no_consent, no_consent_text).
    """
    event = running(consultation, now)
    if event.form != Form.INSPECTION:
        raise ControlError(ControlProblem.NOT_INSPECTION)
    _require_fit(user, event, data, now)
    _record_consents(user, has_consented=data.has_consented, now=now)
    inspector = Inspector.objects.create(
        consultation=event,
        user=user,
        certificate=data.certificate.strip(),
        order=data.order.strip(),
        conflict=data.conflict.strip(),
        named_at=now,
        named_by=actor,
    )
    body = {"inspector": inspector.pk, "user": user.pk}
    note(INSPECTOR_NAMED_KIND, event, body, now, "secretary" if actor else "")
    mail.tell_inspector(inspector)
    return inspector


@transaction.atomic
def release_inspector(
    *, actor: User | None, inspector: Inspector, reason: str, now: dt.datetime
) -> Inspector:
    """Releases an inspector; what was observed stays. Raises ControlError (concluded,
    ended_already, no_reason)."""
    event = running(inspector.consultation, now)
    current = Inspector.objects.select_for_update(of=("self",)).get(pk=inspector.pk)
    if current.ended_at is not None:
        raise ControlError(ControlProblem.ENDED_ALREADY)
    if not reason.strip():
        raise ControlError(ControlProblem.NO_REASON)
    current.ended_at, current.end_reason = now, reason.strip()
    current.save(update_fields=["ended_at", "end_reason"])
    body = {"inspector": current.pk}
    note(INSPECTOR_ENDED_KIND, event, body, now, "secretary" if actor else "")
    return current


@transaction.atomic
def write_observation(
    *,
    actor: User,
    consultation: Consultation,
    data: ObservationData,
    files: Sequence[CheckedFile] = (),
    now: dt.datetime,
) -> Observation:
    """Publishes what was seen, while the event lasts.

    Raises ControlError (not_control, concluded, not_started, window_over, outside_term,
    seen_in_future, no_place, no_fact, no_topic, foreign_provision).
    """
    event = running(consultation, now)
    phase = event.phase_at(now)
    for is_wrong, code in (
        (phase is Phase.ANNOUNCED, ControlProblem.NOT_STARTED),
        (phase is Phase.ANSWERING, ControlProblem.WINDOW_OVER),
        (data.seen_on > timezone.localdate(now), ControlProblem.SEEN_IN_FUTURE),
        (not event.opens_on <= data.seen_on <= event.closes_on, ControlProblem.OUTSIDE_TERM),
        (not data.place.strip(), ControlProblem.NO_PLACE),
        (not data.fact.strip(), ControlProblem.NO_FACT),
        (not data.provision_id and not data.topic.strip(), ControlProblem.NO_TOPIC),
        (_is_foreign(data.provision_id, event), ControlProblem.FOREIGN_PROVISION),
    ):
        if is_wrong:
            raise ControlError(code)
    observation = Observation.objects.create(
        consultation=event,
        author=actor,
        seen_on=data.seen_on,
        place=data.place.strip(),
        fact=data.fact.strip(),
        topic=data.topic.strip(),
        provision_id=data.provision_id,
        written_at=now,
    )
    for file in files:
        _keep(observation, file, now)
    body = {"observation": observation.pk, "files": [file.sha256 for file in files]}
    note(OBSERVATION_WRITTEN_KIND, event, body, now, "inspector")
    _tell(observation)
    Consultation.objects.filter(pk=event.pk).public_changed()
    return observation


@transaction.atomic
def withdraw_observation(
    *, actor: User | None, observation: Observation, reason: str, now: dt.datetime
) -> Observation:
    """Takes an observation back; a stub with the reason stays. Raises ControlError (concluded,
    withdrawn_already, no_reason)."""
    event = running(observation.consultation, now)
    current = Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)
    if current.withdrawn_at is not None:
        raise ControlError(ControlProblem.WITHDRAWN_ALREADY)
    if not reason.strip():
        raise ControlError(ControlProblem.NO_REASON)
    current.withdrawn_at, current.withdrawal_reason = now, reason.strip()[:300]
    current.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    note(OBSERVATION_WITHDRAWN_KIND, event, {"observation": current.pk}, now)
    _tell(current)
    Consultation.objects.filter(pk=event.pk).public_changed()
    return current


def _tell(observation: Observation) -> None:
    event = ObservationChanged(observation.pk)
    observation_changed.send(sender=ObservationChanged, event=event)


def running(consultation: Consultation, now: dt.datetime) -> Consultation:
    """The event under its lock. Raises ControlError (not_control, concluded)."""
    event = Consultation.objects.locked().get(pk=consultation.pk)
    if not event.is_control:
        raise ControlError(ControlProblem.NOT_CONTROL)
    if event.phase_at(now) is Phase.CONCLUDED:
        raise ControlError(ControlProblem.CONCLUDED)
    return event


def note(
    kind: str, event: Consultation, body: dict[str, Any], now: dt.datetime, role: str = ""
) -> None:
    """An entry about the event in the public journal."""
    journal.record(
        kind=kind,
        subject_type="consultation",
        subject_id=event.pk,
        body=body,
        at=now,
        actor_role=role,
    )


def _inspects(user: User, event: Consultation) -> bool:
    return Inspector.objects.active().filter(consultation=event, user=user).exists()


def _works_for(user: User, event: Consultation, now: dt.datetime) -> bool:
    places = Membership.objects.active(timezone.localdate(now))
    return places.filter(user=user, body=event.inspected_body_id).exists()


def _require_fit(user: User, event: Consultation, data: InspectorData, now: dt.datetime) -> None:
    for is_wrong, code in (
        (not data.certificate.strip(), ControlProblem.NO_CERTIFICATE),
        (not data.order.strip(), ControlProblem.NO_ORDER),
        (not data.conflict.strip(), ControlProblem.NO_STATEMENT),
        (data.has_conflict, ControlProblem.CONFLICT),
        (_works_for(user, event, now), ControlProblem.WORKS_FOR_INSPECTED),
        (_inspects(user, event), ControlProblem.INSPECTOR_TWICE),
        (not user.full_name.strip(), ControlProblem.NO_NAME),
    ):
        if is_wrong:
            raise ControlError(code)


def _record_consents(user: User, *, has_consented: bool, now: dt.datetime) -> None:
    kinds = [ConsentKind.PROCESSING, ConsentKind.DISSEMINATION] if has_consented else []
    try:
        accounts.record_contact(
            actor=user,
            email=user.email,
            author_type=AuthorType.CITIZEN,
            name_display=NameDisplay.FULL,
            consents=kinds,
            full_name=user.full_name,
            municipality=user.municipality,
            now=now,
            on_paper=True,
        )
    except accounts.ConsentMissing as error:
        raise ControlError(ControlProblem.NO_CONSENT) from error
    except accounts.NoConsentText as error:
        raise ControlError(ControlProblem.NO_CONSENT_TEXT) from error


def _is_foreign(provision_id: int | None, event: Consultation) -> bool:
    if not provision_id:
        return False
    known = Provision.objects.filter(pk=provision_id, version=event.version_id)
    return not known.exists()


def _keep(observation: Observation, file: CheckedFile, now: dt.datetime) -> None:
    row = ObservationFile(
        observation=observation,
        name=file.name,
        kind=file.kind,
        size=file.size,
        sha256=file.sha256,
        uploaded_at=now,
    )
    row.file.save(file.name, File(BytesIO(file.content)), save=True)
