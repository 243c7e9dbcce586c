"""Saving the draft of an opinion as a whole, with what was saved before kept as a revision."""

import datetime as dt
from dataclasses import fields, replace
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from consultations.expertise.domain.changes import Change, changes
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.domain.serialise import ROWS, to_json
from consultations.expertise.errors import ExpertiseError, ExpertiseProblem, StaleRevision
from consultations.expertise.models import Opinion, OpinionRevision, Verdict
from consultations.expertise.selectors import opinion_data
from consultations.expertise.services.checking import check_belongings
from consultations.expertise.services.rows import write_rows
from consultations.process.models import Consultation, ConsultationStatus, Referral
from core.accounts.models import User

_PLAIN: Final = tuple(field.name for field in fields(OpinionData) if field.name not in ROWS)


@transaction.atomic
def save_opinion(
    *,
    actor: User | None,
    referral: Referral,
    data: OpinionData,
    revision: int,
    now: dt.datetime | None = None,
) -> Opinion:
    """Saves the draft of the council's opinion as a whole; a draft may lack anything.

    `revision` is the number of the draft that `data` was made from (0: there was none). Raises
    StaleRevision with the present text if another number has been saved since, and ExpertiseError
    (already_adopted, concluded, and what `check_belongings` raises). Writes no journal entry: a
    draft is not public.
    """
    now = now or timezone.now()
    consultation = open_consultation(referral.consultation_id)
    opinion = draft_of(actor, consultation, referral, now)
    current = opinion_data(opinion)
    if opinion.revision != revision:
        raise StaleRevision(current, opinion.revision)
    write_draft(opinion, current, data, actor=actor, now=now)
    return opinion


def write_draft(
    opinion: Opinion,
    current: OpinionData,
    data: OpinionData,
    *,
    actor: User | None,
    now: dt.datetime,
) -> None:
    """Writes `data` over the locked draft whose text is `current`, and keeps the revision. Raises
    what `check_belongings` raises."""
    data = normal(data)
    check_belongings(data, current, opinion)
    for name in _PLAIN:
        setattr(opinion, name, getattr(data, name))
    opinion.revision += 1
    opinion.recorded_by = actor
    opinion.save()
    write_rows(opinion, data)
    saved = opinion_data(opinion)
    OpinionRevision.objects.create(
        opinion=opinion,
        number=opinion.revision,
        saved_by=actor,
        saved_at=now,
        changed=[_note(change) for change in changes(current, saved)],
        data=to_json(saved),
    )


def _note(change: Change) -> dict[str, Any]:
    return {"part": change.part, "kind": str(change.kind), "key": change.key}


def normal(data: OpinionData) -> OpinionData:
    """As it is kept: texts without spaces around them, no empty assessments, counts that follow
    from the ballots."""
    values: dict[str, Any] = {}
    for field in fields(data):
        value = getattr(data, field.name)
        if field.name in ROWS:
            values[field.name] = tuple(_stripped(row) for row in value)
        else:
            values[field.name] = value.strip() if isinstance(value, str) else value
    assessments = tuple(
        row for row in values["assessments"] if row.text or row.verdict != Verdict.NOT_ASSESSED
    )
    return replace(OpinionData(**values), assessments=assessments).counted()


def _stripped(row: Any) -> Any:
    texts = {
        field.name: value.strip()
        for field in fields(row)
        if isinstance(value := getattr(row, field.name), str)
    }
    return replace(row, **texts)


def with_known_authors(data: OpinionData, *known: OpinionData) -> OpinionData:
    """What came through a form, with only those authors of remarks whom saved drafts name."""
    wrote: dict[int | None, frozenset[int]] = {}
    for draft in known:
        for remark in draft.remarks:
            wrote[remark.pk] = wrote.get(remark.pk, frozenset()) | remark.authors
    remarks = tuple(
        replace(remark, authors=remark.authors & wrote.get(remark.pk, frozenset()))
        for remark in data.remarks
    )
    return replace(data, remarks=remarks)


def open_consultation(pk: int) -> Consultation:
    """The consultation, locked: its conclusion cannot be signed while we write. Raises
    ExpertiseError (concluded)."""
    consultation = Consultation.objects.locked().get(pk=pk)
    if consultation.status == ConsultationStatus.CONCLUDED:
        raise ExpertiseError(ExpertiseProblem.CONCLUDED)
    return consultation


def draft_of(
    actor: User | None, consultation: Consultation, referral: Referral, now: dt.datetime
) -> Opinion:
    """The draft of this council, locked; a new one with revision 0 if the council has written
    nothing. A draft that was begun before the council was asked anew goes on under the new
    referral. Raises ExpertiseError (already_adopted, referral_closed)."""
    check_live(referral.pk)
    written = list(Opinion.objects.select_for_update().of_referral(referral))
    opinion = next((one for one in written if not one.is_published), None)
    if opinion is None and written:
        raise ExpertiseError(ExpertiseProblem.ALREADY_ADOPTED)
    if opinion is not None and opinion.supersedes_id is None:
        opinion.referral = referral
    return opinion or Opinion.objects.create(
        consultation=consultation,
        council_id=referral.council_id,
        referral=referral,
        recorded_by=actor,
        created_at=now,
    )


def check_live(referral_id: int | None) -> None:
    """What was declined or withdrawn gets no opinion. Raises ExpertiseError (referral_closed)."""
    if referral_id and not Referral.objects.live().filter(pk=referral_id).exists():
        raise ExpertiseError(ExpertiseProblem.REFERRAL_CLOSED)


def role_of(actor: User | None) -> str:
    """For the journal."""
    return "secretary" if actor else ""
