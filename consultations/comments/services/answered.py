"""Which proposals have an answer: told from above, so that lists need not ask there."""

import datetime as dt
from collections.abc import Collection

from consultations.comments.events import CommentsAnswered, comments_answered
from consultations.comments.models import ProvisionComment


def mark_answered(*, comment_ids: Collection[int], at: dt.datetime) -> None:
    """Notes when these proposals were answered first; one query. Needs the transaction of the
    answer."""
    waiting = ProvisionComment.objects.filter(pk__in=comment_ids, answered_at=None)
    waiting.update(answered_at=at)
    _tell(comment_ids)


def mark_unanswered(*, comment_ids: Collection[int]) -> None:
    """Takes the note back: these proposals wait for an answer again; one query. Needs the
    transaction of the change."""
    ProvisionComment.objects.filter(pk__in=comment_ids).update(answered_at=None)
    _tell(comment_ids)


def _tell(comment_ids: Collection[int]) -> None:
    event = CommentsAnswered(tuple(comment_ids))
    comments_answered.send(sender=CommentsAnswered, event=event)
