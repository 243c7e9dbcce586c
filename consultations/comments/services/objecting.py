"""Objections of authors to moderation: one for a hiding, decided by another, with a reason."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from consultations.comments import mail
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import (
    OBJECTION_DECIDED_KIND,
    OBJECTION_FILED_KIND,
    ObjectionChanged,
    objection_changed,
)
from consultations.comments.links import record_of_objection
from consultations.comments.models import (
    CommentStatus,
    ModerationAction,
    ModerationRecord,
    Objection,
    ObjectionOutcome,
)
from consultations.comments.services.moderation import restore_comment
from consultations.process.models import Consultation
from core.accounts.models import Membership, MembershipRole, User
from core.journal import services as journal
from core.rules import selectors as rules

TERM: Final = "objection.moderation"
MAX_OBJECTION: Final = 4000


def record_of_token(token: str) -> ModerationRecord:
    """The decision of a link. Raises CommentError (token_forged)."""
    try:
        pk = record_of_objection(token)
    except ValueError as error:
        raise CommentError(CommentProblem.TOKEN_FORGED) from error
    records = ModerationRecord.objects.select_related(
        "comment__consultation__version__bill", "comment__provision", "comment__contact",
        "comment__participant",
    )  # fmt: skip
    found = records.filter(pk=pk, action=ModerationAction.HIDE).first()
    if found is None:
        raise CommentError(CommentProblem.TOKEN_FORGED)
    return found


@transaction.atomic
def file_objection(*, token: str, text: str, now: dt.datetime) -> Objection:
    """The author objects to a hiding, once. Until it is decided nothing can be signed.

    Raises CommentError (token_forged, no_text, too_long, nothing_to_object, objected_already,
    concluded).
    """
    text = text.strip()
    if not text:
        raise CommentError(CommentProblem.NO_TEXT)
    if len(text) > MAX_OBJECTION:
        raise CommentError(CommentProblem.TOO_LONG)
    record = record_of_token(token)
    consultation = Consultation.objects.locked().get(pk=record.comment.consultation_id)
    if consultation.concluded_at is not None:
        raise CommentError(CommentProblem.CONCLUDED)
    if Objection.objects.filter(record=record).exists():
        raise CommentError(CommentProblem.OBJECTED_ALREADY)
    last = record.comment.moderation.filter(action=ModerationAction.HIDE).first()
    if record.comment.status != CommentStatus.HIDDEN or last != record:
        raise CommentError(CommentProblem.NOTHING_TO_OBJECT)
    objection = Objection.objects.create(
        record=record,
        comment=record.comment,
        text=text,
        filed_at=now,
        due_on=rules.due_on(TERM, timezone.localdate(now)),
    )
    _tell(objection, OBJECTION_FILED_KIND, now, is_open=True)
    return objection


@transaction.atomic
def decide_objection(
    *, actor: User, objection: Objection, outcome: str, reasoning: str, now: dt.datetime
) -> Objection:
    """Upholds an objection, and the text is shown again, or rejects it; the author is told.

    Who has hidden the text decides only if the organiser has no other moderator. Raises
    CommentError (no_reasoning, wrong_status, own_decision).
    """
    reasoning = reasoning.strip()
    if not reasoning:
        raise CommentError(CommentProblem.NO_REASONING)
    Consultation.objects.locked().get(pk=objection.comment.consultation_id)
    current = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("record", "comment__consultation", "comment__contact", "comment__provision")
        .get(pk=objection.pk)
    )
    if current.outcome:
        raise CommentError(CommentProblem.WRONG_STATUS)
    if current.record.moderator_id == actor.pk and _has_others(current, actor, now):
        raise CommentError(CommentProblem.OWN_DECISION)
    current.outcome = ObjectionOutcome(outcome)
    current.reasoning, current.decided_by, current.decided_at = reasoning, actor, now
    current.save()
    _tell(current, OBJECTION_DECIDED_KIND, now, is_open=False)
    hidden = current.comment.status == CommentStatus.HIDDEN
    if current.outcome == ObjectionOutcome.UPHELD and hidden:
        restore_comment(actor=actor, comment=current.comment, now=now)
    mail.tell_objection(current)
    return current


def _has_others(objection: Objection, actor: User, now: dt.datetime) -> bool:
    moderators = Membership.objects.held(now).filter(
        body=objection.comment.consultation.organiser_id, role=MembershipRole.MODERATOR
    )
    return moderators.exclude(user=actor).exists()


def _tell(objection: Objection, kind: str, at: dt.datetime, *, is_open: bool) -> None:
    comment = objection.comment
    journal.record(
        kind=kind,
        subject_type="comment",
        subject_id=comment.pk,
        body={
            "consultation": comment.consultation_id,
            "objection": objection.pk,
            "outcome": str(objection.outcome),
        },
        at=at,
        actor_role="" if is_open else "moderator",
    )
    event = ObjectionChanged(objection.pk, comment.pk, comment.consultation_id, is_open)
    objection_changed.send(sender=ObjectionChanged, event=event)
