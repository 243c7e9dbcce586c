"""Replacing the words of a comment through its author's link; the earlier ones stay as history."""

import datetime as dt

from django.db import transaction

from consultations.comments.domain.texts import CommentText
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import REVISED_KIND, CommentRevised, comment_revised
from consultations.comments.models import (
    CommentRevision,
    CommentStatus,
    ModerationAction,
    ModerationRecord,
    PendingComment,
    ProvisionComment,
)
from consultations.comments.services.checking import reasons_in_texts
from consultations.comments.services.creating import Place, enter_status, words_of
from consultations.comments.services.posting import fingerprint_of
from consultations.comments.services.withdrawal import comment_of_secret
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.journal import services as journal


@transaction.atomic
def revise_comment(*, secret: str, text: CommentText, now: dt.datetime) -> ProvisionComment:
    """Puts new words in the place of a comment's while proposals are being received. Who has joined
    stays counted, as somebody who joined an earlier wording. New words are checked as new comments
    are: first, if the consultation says so or the rules object.

    Raises CommentError (unknown_secret, closed, not_revisable, answered, no_text, no_wording,
    too_long, nothing_changed, already_posted); then nothing is written.
    """
    text = text.cleaned()
    comment = comment_of_secret(secret)
    consultation = Consultation.objects.locked().get(pk=comment.consultation_id)
    if consultation.phase_at(now) is not Phase.OPEN:
        raise CommentError(CommentProblem.CLOSED, closes_on=consultation.closes_on)
    comment = (
        ProvisionComment.objects.locked()
        .select_related("provision", "reply_to", "contact", "consultation")
        .get(pk=comment.pk)
    )
    _check(comment, text)
    _keep_fingerprint(comment, text)
    CommentRevision.objects.create(
        comment=comment,
        number=comment.revision,
        kind=comment.kind,
        stance=comment.stance,
        quoted_text=comment.quoted_text,
        proposed_text=comment.proposed_text,
        rationale=comment.rationale,
        written_at=comment.revised_at or comment.submitted_at,
        replaced_at=now,
        was_public=comment.status == CommentStatus.PUBLISHED,
    )
    _replace(comment, text, now)
    _recheck(comment, consultation, now)
    Consultation.objects.filter(pk=consultation.pk).public_changed()
    journal.record(
        kind=REVISED_KIND,
        subject_type="comment",
        subject_id=comment.pk,
        body={
            "consultation": comment.consultation_id,
            "revision": comment.revision,
            "kind": str(comment.kind),
            "status": str(comment.status),
        },
        at=now,
    )
    comment_revised.send(
        sender=CommentRevised, event=CommentRevised(comment.pk, comment.consultation_id)
    )
    return comment


def _check(comment: ProvisionComment, text: CommentText) -> None:
    if comment.status not in {CommentStatus.PUBLISHED, CommentStatus.HELD}:
        raise CommentError(CommentProblem.NOT_REVISABLE)
    if comment.answered_at is not None:
        raise CommentError(CommentProblem.ANSWERED)
    problem = text.problem()
    if problem is not None:
        raise CommentError(CommentProblem(problem))
    said = (comment.kind, comment.stance, comment.rationale, comment.proposed_text)
    if said == (text.kind, text.stance, text.rationale, text.proposed_text):
        raise CommentError(CommentProblem.NOTHING_CHANGED)


def _place(comment: ProvisionComment) -> Place:
    return Place(comment.consultation, comment.provision, comment.reply_to)


def _keep_fingerprint(comment: ProvisionComment, text: CommentText) -> None:
    """The same post twice is one post: from now on that is told by the new words. Raises
    CommentError (already_posted) if the author has said exactly this here in another comment."""
    mark = fingerprint_of(_place(comment), text, comment.contact.email_hash)
    sent = PendingComment.objects.filter(consultation=comment.consultation_id)
    others = sent.filter(fingerprint=mark, comment__isnull=False).exclude(comment=comment)
    if others.exclude(comment__status=CommentStatus.WITHDRAWN).exists():
        raise CommentError(CommentProblem.ALREADY_POSTED)
    sent.filter(comment=comment).update(fingerprint=mark)


def _replace(comment: ProvisionComment, text: CommentText, now: dt.datetime) -> None:
    comment.kind, comment.stance = text.kind, text.stance
    comment.comment, comment.proposed_text = text.rationale, text.proposed_text
    comment.words_hash = words_of(_place(comment), text)
    comment.revision += 1
    comment.revised_at = now
    comment.earlier_supports = comment.support_count


def _recheck(comment: ProvisionComment, consultation: Consultation, now: dt.datetime) -> None:
    """Saves the new words; what must be looked at first is held, whatever it was before."""
    reasons = reasons_in_texts([comment.rationale, comment.proposed_text])
    old = comment.status
    if consultation.premoderated or reasons:
        comment.status, comment.is_public = CommentStatus.HELD, False
    comment.save()
    if reasons:
        ModerationRecord.objects.create(
            comment=comment,
            action=ModerationAction.HOLD,
            reasons=reasons,
            is_automatic=True,
            decided_at=now,
        )
    if comment.status != old:
        enter_status(comment, old=old)
