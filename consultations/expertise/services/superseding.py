"""Correcting an adopted opinion: it is never edited, another one takes its place."""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.errors import ExpertiseError, ExpertiseProblem
from consultations.expertise.models import Opinion, Remark
from consultations.expertise.selectors import opinion_data
from consultations.expertise.services.saving import open_consultation, write_draft
from core.accounts.models import User


@transaction.atomic
def supersede_opinion(
    *, actor: User | None, opinion: Opinion, reason: str, now: dt.datetime
) -> Opinion:
    """A new draft with the words of an adopted opinion, to be corrected and adopted in its place.

    The sitting, the vote and the dissents are not taken over: the council decides anew. `reason` is
    published with the correction. Until that is adopted the public reads the old one. Raises
    ExpertiseError (not_adopted, concluded, empty_reason, correction_under_way).
    """
    open_consultation(opinion.consultation_id)
    old = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if not old.is_adopted:
        raise ExpertiseError(ExpertiseProblem.NOT_ADOPTED)
    if not reason.strip():
        raise ExpertiseError(ExpertiseProblem.EMPTY_REASON)
    if Opinion.objects.filter(supersedes=old).exists():
        raise ExpertiseError(ExpertiseProblem.CORRECTION_UNDER_WAY)
    draft = Opinion.objects.create(
        consultation_id=old.consultation_id,
        council_id=old.council_id,
        edition=old.edition + 1,
        supersedes=old,
        correction_reason=reason.strip(),
        recorded_by=actor,
        created_at=now,
        # Numbers go on, so that a form of the old draft is not taken for one of this.
        revision=old.revision,
    )
    # Comments that were hidden since are not taken over: nothing new may be said of them.
    kept = old.considered.filter(comment__status="published").values_list("comment_id", flat=True)
    data = _to_correct(opinion_data(old), set(kept))
    write_draft(draft, OpinionData(), data, actor=actor, now=now)
    _note_origins(draft, old)
    return draft


def _to_correct(data: OpinionData, visible: set[int]) -> OpinionData:
    empty = OpinionData()
    return replace(
        data,
        number="",
        meeting_on=None,
        meeting_form=empty.meeting_form,
        minutes_number="",
        members_present=0,
        votes_for=0,
        votes_against=0,
        votes_abstained=0,
        is_secret=False,
        ballots=(),
        dissents=(),
        considered=tuple(row for row in data.considered if row.comment_id in visible),
        remarks=tuple(replace(row, pk=None) for row in data.remarks),
        factors=tuple(replace(row, pk=None) for row in data.factors),
    )


def _note_origins(draft: Opinion, old: Opinion) -> None:
    """Each remark knows the one that it was made from, so that an answer to the same words can
    follow it."""
    pairs = zip(draft.remarks.order_by("position"), old.remarks.order_by("position"), strict=True)
    rows = []
    for new, origin in pairs:
        new.origin = origin
        rows.append(new)
    Remark.objects.bulk_update(rows, ["origin"])
