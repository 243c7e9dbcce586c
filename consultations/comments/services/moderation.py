"""Moderators' decisions. The grounds are a closed list of the rules; criticism is not one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from consultations.comments import mail
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import (
    APPEAL_TOLD_KIND,
    HELD_KIND,
    HIDDEN_KIND,
    RELEASED_KIND,
    RESTORED_KIND,
)
from consultations.comments.models import (
    CommentStatus,
    ModerationAction,
    ModerationRecord,
    ProvisionComment,
)
from consultations.comments.selectors import after_conclusion
from consultations.comments.services.creating import enter_status
from consultations.comments.services.reporting import settle_reports
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal
from core.rules import selectors as rules

_KINDS: Final = {
    ModerationAction.HIDE: HIDDEN_KIND,
    ModerationAction.RESTORE: RESTORED_KIND,
    ModerationAction.HOLD: HELD_KIND,
    ModerationAction.RELEASE: RELEASED_KIND,
}
_FROM: Final = {
    ModerationAction.HIDE: {CommentStatus.PUBLISHED, CommentStatus.HELD},
    ModerationAction.RESTORE: {CommentStatus.HIDDEN},
    ModerationAction.HOLD: {CommentStatus.PUBLISHED},
    ModerationAction.RELEASE: {CommentStatus.HELD},
}
_TO: Final = {
    ModerationAction.HIDE: CommentStatus.HIDDEN,
    ModerationAction.RESTORE: CommentStatus.PUBLISHED,
    ModerationAction.HOLD: CommentStatus.HELD,
    ModerationAction.RELEASE: CommentStatus.PUBLISHED,
}


def hide_comment(
    *,
    actor: User,
    comment: ProvisionComment,
    ground_code: str,
    note: str = "",
    seen: int | None = None,
    now: dt.datetime,
) -> ProvisionComment:
    """Hides the text on a ground of the closed list; a stub with the ground stays, the author is
    told. After the conclusion as well: what breaks the law must go, and the documents are made
    anew. Raises CommentError (unknown_ground, wrong_status, concluded)."""
    return _decide(ModerationAction.HIDE, actor, comment, note, now, ground_code, seen)


def restore_comment(
    *,
    actor: User,
    comment: ProvisionComment,
    note: str = "",
    seen: int | None = None,
    now: dt.datetime,
) -> ProvisionComment:
    """Shows a hidden text again; after the conclusion only what was hidden after it, because
    everything else would have no answer. Raises CommentError (wrong_status, concluded)."""
    return _decide(ModerationAction.RESTORE, actor, comment, note, now, seen=seen)


def hold_comment(
    *,
    actor: User,
    comment: ProvisionComment,
    note: str = "",
    seen: int | None = None,
    now: dt.datetime,
) -> ProvisionComment:
    """Takes a published text away for a check. Raises CommentError (wrong_status, concluded)."""
    return _decide(ModerationAction.HOLD, actor, comment, note, now, seen=seen)


def release_comment(
    *,
    actor: User,
    comment: ProvisionComment,
    note: str = "",
    seen: int | None = None,
    now: dt.datetime,
) -> ProvisionComment:
    """Publishes a checked text. Raises CommentError (wrong_status, concluded)."""
    return _decide(ModerationAction.RELEASE, actor, comment, note, now, seen=seen)


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """`done` were decided; `refused` are the receipt codes of the rest, each with its problem."""

    done: int
    refused: tuple[tuple[str, CommentError], ...]


def decide_many(
    *,
    actor: User,
    comments: Iterable[ProvisionComment],
    action: str,
    ground_code: str = "",
    note: str = "",
    seen: Mapping[int, int] | None = None,
    now: dt.datetime,
) -> BulkOutcome:
    """The same decision on several comments, each in a transaction of its own: what does not fit
    one of them does not undo the others. `seen`: the revision of each that the moderator has
    read."""
    done, refused = 0, []
    for comment in comments:
        try:
            read = (seen or {}).get(comment.pk)
            _decide(ModerationAction(action), actor, comment, note, now, ground_code, read)
            settle_reports(actor=actor, comment=comment, now=now)
        except CommentError as error:
            refused.append((comment.receipt_code, error))
        else:
            done += 1
    return BulkOutcome(done, tuple(refused))


@transaction.atomic
def tell_appeal(
    *, actor: User, comment: ProvisionComment, note: str = "", now: dt.datetime
) -> ModerationRecord:
    """«Похоже на обращение»: the status stays, the author is told by letter where an appeal to an
    authority is filed (59-FZ). Nothing is forwarded. Once for a comment: the second time returns
    the first record."""
    current = ProvisionComment.objects.locked().get(pk=comment.pk)
    told = current.moderation.filter(action=ModerationAction.APPEAL).first()
    if told is not None:
        return told
    record = ModerationRecord.objects.create(
        comment=current,
        action=ModerationAction.APPEAL,
        note=note.strip(),
        moderator=actor,
        decided_at=now,
    )
    journal.record(
        kind=APPEAL_TOLD_KIND,
        subject_type="comment",
        subject_id=current.pk,
        body={"consultation": current.consultation_id},
        at=now,
        actor_role="moderator",
    )
    mail.tell_appeal(current, record)
    return record


@transaction.atomic
def _decide(
    action: ModerationAction,
    actor: User,
    comment: ProvisionComment,
    note: str,
    now: dt.datetime,
    ground_code: str = "",
    seen: int | None = None,
) -> ProvisionComment:
    """`seen`: the revision that the moderator has read, if it is known."""
    consultation = Consultation.objects.locked().get(pk=comment.consultation_id)
    current = ProvisionComment.objects.locked().get(pk=comment.pk)
    if current.status not in _FROM[action]:
        raise CommentError(CommentProblem.WRONG_STATUS)
    if seen is not None and seen != current.revision:
        raise CommentError(CommentProblem.CHANGED)
    if consultation.concluded_at and action not in after_conclusion(current, consultation):
        raise CommentError(CommentProblem.CONCLUDED)
    ground = _ground(ground_code, now) if action is ModerationAction.HIDE else ""
    record = ModerationRecord.objects.create(
        comment=current,
        action=action,
        ground_code=ground_code if ground else "",
        ground_title=ground,
        note=note.strip(),
        moderator=actor,
        decided_at=now,
    )
    old, current.status = current.status, _TO[action]
    current.is_public = current.status == CommentStatus.PUBLISHED
    current.is_removed = current.status == CommentStatus.HIDDEN
    current.ground_code = record.ground_code or current.ground_code
    current.save()
    journal.record(
        kind=_KINDS[action],
        subject_type="comment",
        subject_id=current.pk,
        body={"consultation": current.consultation_id, "ground": record.ground_code},
        at=now,
        actor_role="moderator",
    )
    enter_status(current, old=old)
    mail.tell_decision(current, record)
    return current


def _ground(code: str, now: dt.datetime) -> str:
    for ground in rules.moderation_grounds(timezone.localdate(now)):
        if ground.code == code:
            return ground.title
    raise CommentError(CommentProblem.UNKNOWN_GROUND)
