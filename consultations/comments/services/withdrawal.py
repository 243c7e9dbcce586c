"""What an author may do by the secret link, without an account."""

import datetime as dt

from django.db import transaction

from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import WITHDRAWN_KIND
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.comments.services.creating import enter_status, secret_hash
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.journal import services as journal


def comment_of_secret(secret: str) -> ProvisionComment:
    """The comment of an author's link. Raises CommentError(unknown_secret)."""
    comments = ProvisionComment.objects.with_author().filter(secret_hash=secret_hash(secret))
    found = comments.first()
    if found is None:
        raise CommentError(CommentProblem.UNKNOWN_SECRET)
    return found


@transaction.atomic
def withdraw_comment(*, secret: str, now: dt.datetime) -> ProvisionComment:
    """Takes a comment back while proposals are being received; a stub stays in its place.

    Raises CommentError (unknown_secret, closed, not_withdrawable).
    """
    comment = comment_of_secret(secret)
    consultation = Consultation.objects.locked().get(pk=comment.consultation_id)
    if consultation.phase_at(now) is not Phase.OPEN:
        raise CommentError(CommentProblem.CLOSED, closes_on=consultation.closes_on)
    comment = ProvisionComment.objects.locked().get(pk=comment.pk)
    if comment.status not in {CommentStatus.PUBLISHED, CommentStatus.HELD}:
        raise CommentError(CommentProblem.NOT_WITHDRAWABLE)
    old = comment.status
    comment.status, comment.is_public = CommentStatus.WITHDRAWN, False
    comment.save()
    journal.record(
        kind=WITHDRAWN_KIND,
        subject_type="comment",
        subject_id=comment.pk,
        body={"consultation": comment.consultation_id},
        at=now,
    )
    enter_status(comment, old=old)
    return comment
