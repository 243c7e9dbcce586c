"""The committee's position on a group of same proposals."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from consultations.comments.services import mark_answered
from consultations.conclusions.domain.answers import AnswerData, Reason, answer_faults
from consultations.conclusions.errors import (
    AnswerRefused,
    ConclusionsError,
    ConclusionsProblem,
    StaleAnswer,
)
from consultations.conclusions.events import (
    ANSWER_PUBLISHED_KIND,
    ANSWER_REVISED_KIND,
    AnswerPublished,
    answer_published,
)
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem
from consultations.conclusions.services.groups import add_open, lock, refresh
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal
from core.rules import selectors as rules
from core.rules.models import ReasonCode

_ANSWERABLE = (Phase.OPEN, Phase.ANSWERING)


@transaction.atomic
def answer_group(
    *,
    actor: User | None,
    group: ArgumentGroup,
    data: AnswerData,
    now: dt.datetime,
    seen_revision: int | None = None,
) -> Answer:
    """Publishes the committee's position on a group; a new one supersedes the earlier.

    The committee may answer while proposals are still being received. `seen_revision`, if given,
    is the answer that the person saw (0: none). The authors who left an e-mail get a letter. The
    same position again is no new answer: the current one is returned, and nobody is written to.
    Raises AnswerRefused with the faults, StaleAnswer, and ConclusionsError (concluded,
    not_answerable_now, nothing_to_answer).
    """
    consultation = lock(group.consultation_id)
    _check_phase(consultation, now)
    current = Answer.objects.current().filter(group_id=group.pk).first()
    revision = current.revision if current else 0
    if seen_revision is not None and seen_revision != revision:
        raise StaleAnswer(current)
    reason = _checked_reason(group, data, timezone.localdate(now))
    if current is not None and _says(current, data):
        return current
    if current is not None:
        Answer.objects.filter(pk=current.pk).update(is_current=False)
    answer = Answer.objects.create(
        group=group,
        revision=revision + 1,
        disposition=data.disposition,
        reason_code=data.reason_code,
        reason_title=reason.title if reason else "",
        text=data.text.strip(),
        norm=data.norm.strip(),
        expected_text=data.expected_text.strip(),
        answered_by=actor,
        published_at=now,
    )
    items = ArgumentItem.objects.filter(group=group, comment__isnull=False)
    mark_answered(comment_ids=list(items.values_list("comment", flat=True)), at=now)
    Consultation.objects.filter(pk=consultation.pk).public_changed()
    closed = ArgumentGroup.objects.get(pk=group.pk)
    add_open(consultation, refresh(closed))
    group.is_open = closed.is_open
    _note(answer, consultation, actor, now)
    return answer


def _says(answer: Answer, data: AnswerData) -> bool:
    said = (answer.disposition, answer.reason_code, answer.text, answer.norm, answer.expected_text)
    wanted = (data.disposition, data.reason_code, data.text, data.norm, data.expected_text)
    return said == tuple(text.strip() for text in wanted)


def _check_phase(consultation: Consultation, now: dt.datetime) -> None:
    phase = consultation.phase_at(now)
    if phase is Phase.CONCLUDED:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    if phase not in _ANSWERABLE:
        raise ConclusionsError(ConclusionsProblem.NOT_ANSWERABLE_NOW)


def _checked_reason(group: ArgumentGroup, data: AnswerData, today: dt.date) -> ReasonCode | None:
    """The chosen reason, or None; raises AnswerRefused and ConclusionsError."""
    if not ArgumentItem.objects.shown().filter(group=group).exists():
        raise ConclusionsError(ConclusionsProblem.NOTHING_TO_ANSWER)
    codes = rules.reason_codes(today)
    reasons = [Reason(code.code, code.disposition, code.requires_text) for code in codes]
    faults = answer_faults(data, reasons=reasons, has_wording=_wordings(group).exists())
    if faults:
        raise AnswerRefused(faults)
    return next((code for code in codes if code.code == data.reason_code), None)


def _wordings(group: ArgumentGroup) -> QuerySet[ArgumentItem]:
    """Published members of a group that propose words."""
    words = Q(remark__proposed_text__gt="") | Q(comment__proposed_text__gt="")
    return ArgumentItem.objects.shown().filter(words, group=group)


def _note(answer: Answer, consultation: Consultation, actor: User | None, now: dt.datetime) -> None:
    journal.record(
        kind=ANSWER_PUBLISHED_KIND if answer.revision == 1 else ANSWER_REVISED_KIND,
        subject_type="answer",
        subject_id=answer.pk,
        body={
            "consultation": consultation.pk,
            "group": answer.group_id,
            "revision": answer.revision,
            "disposition": str(answer.disposition),
            "reason": answer.reason_code,
        },
        at=now,
        actor_role="clerk" if actor else "",
    )
    event = AnswerPublished(
        answer_id=answer.pk, group_id=answer.group_id, consultation_id=consultation.pk
    )
    answer_published.send(sender=AnswerPublished, event=event)
