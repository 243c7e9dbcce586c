"""Verbs on minutes: save a draft, sign it, begin a correction."""

import datetime as dt
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from consultations.hearings import selectors
from consultations.hearings.domain.minutes import (
    Fault,
    Found,
    MinutesData,
    RecommendationData,
    contradictions,
    missing,
)
from consultations.hearings.errors import (
    BadMinutes,
    HearingsError,
    HearingsProblem,
    StaleMinutes,
)
from consultations.hearings.events import (
    MINUTES_CORRECTED_KIND,
    MINUTES_SIGNED_KIND,
    MinutesSigned,
    minutes_signed,
)
from consultations.hearings.models import (
    MINUTED_FORMS,
    HearingMinutes,
    MinutesStatus,
    Recommendation,
)
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal
from core.uploads.intake import CheckedFile
from drafts.models import Provision

_FIELDS = (
    "held_on", "started_at", "ended_at", "place", "number", "chair_name", "secretary_name",
    "attending", "officials", "question", "course",
)  # fmt: skip


@transaction.atomic
def save_minutes(
    *,
    actor: User | None,
    consultation: Consultation,
    data: MinutesData,
    version: int,
    now: dt.datetime,
    file: CheckedFile | None = None,
) -> HearingMinutes:
    """Saves the draft, whole or not; `version` is that of the draft that the person saw (0: none).
    `file` takes the place of the uploaded sheets.

    Raises StaleMinutes, BadMinutes with what cannot be so, HearingsError (not_hearing, not_begun,
    concluded, signed_already).
    """
    event = _running(consultation, now)
    draft = HearingMinutes.objects.drafts().filter(consultation=event).first()
    if draft is None:
        if HearingMinutes.objects.public().filter(consultation=event).exists():
            raise HearingsError(HearingsProblem.SIGNED_ALREADY)
        draft = HearingMinutes(consultation=event)
    _require_version(draft, version)
    plain = _stripped(data)
    found = [*_contradictions(plain, event, now), *_foreign(plain, event)]
    if found:
        raise BadMinutes(found)
    for name in _FIELDS:
        setattr(draft, name, getattr(plain, name))
    draft.version, draft.saved_at, draft.saved_by = draft.version + 1, now, actor
    if file is not None:
        _keep(draft, file)
    draft.save()
    _write_rows(draft, plain)
    return draft


@transaction.atomic
def sign_minutes(
    *, actor: User | None, consultation: Consultation, version: int, now: dt.datetime
) -> HearingMinutes:
    """Signs the draft for the organiser: it is public and never changes any more; minutes that it
    corrects are superseded. What was recommended needs the committee's answer.

    Raises StaleMinutes, BadMinutes with what is missing, HearingsError (not_hearing, not_begun,
    concluded, no_draft).
    """
    event = _running(consultation, now)
    draft = HearingMinutes.objects.drafts().filter(consultation=event).first()
    if draft is None:
        raise HearingsError(HearingsProblem.NO_DRAFT)
    _require_version(draft, version)
    data = selectors.data_of(draft)
    found = [*_contradictions(data, event, now), *missing(data)]
    if found:
        raise BadMinutes(found)
    earlier = HearingMinutes.objects.in_force().filter(consultation=event)
    earlier.update(status=MinutesStatus.SUPERSEDED)
    draft.status, draft.signed_at, draft.signed_by = MinutesStatus.SIGNED, now, actor
    draft.save(update_fields=["status", "signed_at", "signed_by"])
    _note(draft, data, actor, now)
    Consultation.objects.filter(pk=event.pk).public_changed()
    return draft


@transaction.atomic
def correct_minutes(
    *, actor: User | None, consultation: Consultation, reason: str, now: dt.datetime
) -> HearingMinutes:
    """A new draft with the words of the signed minutes, to be signed in their place; until then
    these are in force. `reason` is published with it.

    Raises HearingsError (not_hearing, not_begun, concluded, not_signed, drafted_already,
    no_reason).
    """
    event = _running(consultation, now)
    signed = HearingMinutes.objects.in_force().filter(consultation=event).first()
    if signed is None:
        raise HearingsError(HearingsProblem.NOT_SIGNED)
    if HearingMinutes.objects.drafts().filter(consultation=event).exists():
        raise HearingsError(HearingsProblem.DRAFTED_ALREADY)
    if not reason.strip():
        raise HearingsError(HearingsProblem.NO_REASON)
    draft = HearingMinutes.objects.create(
        consultation=event,
        edition=signed.edition + 1,
        # Numbers go on, so that a form of the old draft is not taken for one of this.
        version=signed.version + 1,
        supersedes=signed,
        correction_reason=reason.strip(),
        saved_at=now,
        saved_by=actor,
        **{name: getattr(signed, name) for name in _FIELDS},
    )
    for row in signed.recommendations.order_by("position"):
        row.origin_id, row.pk, row.minutes = row.pk, None, draft
        row.save(force_insert=True)
    return draft


def _running(consultation: Consultation, now: dt.datetime) -> Consultation:
    event = Consultation.objects.locked().get(pk=consultation.pk)
    if event.form not in MINUTED_FORMS:
        raise HearingsError(HearingsProblem.NOT_HEARING)
    phase = event.phase_at(now)
    if phase is Phase.CONCLUDED:
        raise HearingsError(HearingsProblem.CONCLUDED)
    if phase is Phase.ANNOUNCED:
        raise HearingsError(HearingsProblem.NOT_BEGUN)
    return event


def _require_version(draft: HearingMinutes, version: int) -> None:
    if draft.version != version:
        raise StaleMinutes(selectors.data_of(draft), draft.version)


def _stripped(data: MinutesData) -> MinutesData:
    texts: dict[str, Any] = {
        name: value.strip() for name in _FIELDS if isinstance(value := getattr(data, name), str)
    }
    rows = tuple(
        replace(row, text=row.text.strip(), proposed_text=row.proposed_text.strip())
        for row in data.recommendations
    )
    return replace(data, **texts, recommendations=rows)


def _contradictions(data: MinutesData, event: Consultation, now: dt.datetime) -> list[Found]:
    return contradictions(data, announced_on=event.announced_on, today=timezone.localdate(now))


def _foreign(data: MinutesData, event: Consultation) -> list[Found]:
    wanted = {row.provision_id for row in data.recommendations if row.provision_id}
    if not wanted:
        return []
    known = Provision.objects.filter(pk__in=wanted, version=event.version_id)
    foreign = wanted - set(known.values_list("pk", flat=True))
    rows = enumerate(data.recommendations)
    return [Found(Fault.FOREIGN_PROVISION, n) for n, row in rows if row.provision_id in foreign]


def _keep(draft: HearingMinutes, file: CheckedFile) -> None:
    draft.file_name, draft.file_kind = file.name, file.kind
    draft.file_size, draft.file_sha256 = file.size, file.sha256
    draft.file.save(file.name, File(BytesIO(file.content)), save=False)


def _write_rows(draft: HearingMinutes, data: MinutesData) -> None:
    """All rows anew, in their order: nothing points at those of a draft. What a row was made from
    is remembered by the row that it was before."""
    origins = dict(draft.recommendations.values_list("pk", "origin"))
    draft.recommendations.all().delete()
    Recommendation.objects.bulk_create(
        _row(draft, position, row, origins.get(row.pk or 0))
        for position, row in enumerate(data.recommendations, start=1)
    )


def _row(
    draft: HearingMinutes, position: int, row: RecommendationData, origin: int | None
) -> Recommendation:
    return Recommendation(
        minutes=draft,
        position=position,
        provision_id=row.provision_id,
        text=row.text,
        proposed_text=row.proposed_text,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_abstained=row.votes_abstained,
        is_adopted=row.is_adopted,
        origin_id=origin,
    )


def _note(minutes: HearingMinutes, data: MinutesData, actor: User | None, now: dt.datetime) -> None:
    adopted = sum(1 for row in data.recommendations if row.is_adopted)
    journal.record(
        kind=MINUTES_CORRECTED_KIND if minutes.supersedes_id else MINUTES_SIGNED_KIND,
        subject_type="consultation",
        subject_id=minutes.consultation_id,
        body={
            "minutes": minutes.pk,
            "edition": minutes.edition,
            "recommendations": len(data.recommendations),
            "adopted": adopted,
        },
        at=now,
        actor_role="secretary" if actor else "",
    )
    event = MinutesSigned(
        minutes_id=minutes.pk,
        consultation_id=minutes.consultation_id,
        superseded_id=minutes.supersedes_id,
    )
    minutes_signed.send(sender=MinutesSigned, event=event)
