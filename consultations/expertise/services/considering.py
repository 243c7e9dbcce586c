"""Citizens' comments that the council considers, one by one: each is a change of the draft."""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from consultations.expertise.domain.opinions import ConsideredData, OpinionData
from consultations.expertise.models import Opinion
from consultations.expertise.selectors import opinion_data
from consultations.expertise.services.saving import draft_of, open_consultation, write_draft
from consultations.process.models import Referral
from core.accounts.models import User


@transaction.atomic
def consider_comment(
    *, actor: User | None, referral: Referral, data: ConsideredData, now: dt.datetime
) -> Opinion:
    """Writes down what the council thinks of a comment, in place of what it thought before; the
    rest of the draft stays as it is. Raises ExpertiseError (already_adopted, concluded,
    foreign_comment, unknown_value)."""
    opinion = _locked(actor, referral, now)
    current = opinion_data(opinion)
    rows = [row if row.comment_id != data.comment_id else data for row in current.considered]
    if data not in rows:
        rows.append(data)
    return _written(opinion, current, replace(current, considered=tuple(rows)), actor, now)


@transaction.atomic
def drop_considered(
    *, actor: User | None, referral: Referral, comment_id: int, now: dt.datetime
) -> Opinion:
    """Takes a comment out of the draft. Raises ExpertiseError (already_adopted, concluded)."""
    opinion = _locked(actor, referral, now)
    current = opinion_data(opinion)
    rows = tuple(row for row in current.considered if row.comment_id != comment_id)
    return _written(opinion, current, replace(current, considered=rows), actor, now)


def _locked(actor: User | None, referral: Referral, now: dt.datetime) -> Opinion:
    return draft_of(actor, open_consultation(referral.consultation_id), referral, now)


def _written(
    opinion: Opinion, current: OpinionData, data: OpinionData, actor: User | None, now: dt.datetime
) -> Opinion:
    if data != current:
        write_draft(opinion, current, data, actor=actor, now=now)
    return opinion
