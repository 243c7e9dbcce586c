"""What a moderator has to decide, and may."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, QuerySet

from consultations.comments.models import (
    CommentStatus,
    ModerationAction,
    ModerationRecord,
    Objection,
    ProvisionComment,
    Report,
)
from consultations.comments.querysets import queue_rank
from consultations.comments.selectors.lists import same_words
from consultations.process.models import Consultation, ConsultationStatus
from core.accounts.policy import places
from core.web.access import Role
from drafts.selectors import own_text

# Of `moderation_queue`: what is held stops the conclusion, so it comes first; then the newest.
QUEUE_ORDER: Final = ("rank", "-pk")
REPORTED: Final = "reported"

_DECISIONS: Final = {
    CommentStatus.PUBLISHED: (ModerationAction.HIDE, ModerationAction.HOLD),
    CommentStatus.HELD: (ModerationAction.RELEASE, ModerationAction.HIDE),
    CommentStatus.HIDDEN: (ModerationAction.RESTORE,),
}


def possible_decisions(comment: ProvisionComment) -> list[ModerationAction]:
    """What a moderator may decide on a comment now, the usual first."""
    decisions = list(_DECISIONS.get(CommentStatus(comment.status), ()))
    if comment.consultation.concluded_at is None:
        return decisions
    still = after_conclusion(comment, comment.consultation)
    return [decision for decision in decisions if decision in still]


def after_conclusion(
    comment: ProvisionComment, consultation: Consultation
) -> set[ModerationAction]:
    """Decisions that leave a signed conclusion true: hiding, and taking such a hiding back."""
    if comment.status == CommentStatus.PUBLISHED:
        return {ModerationAction.HIDE}
    hidden_since = comment.moderation.filter(
        action=ModerationAction.HIDE, decided_at__gte=consultation.concluded_at
    )
    is_late = comment.status == CommentStatus.HIDDEN and hidden_since.exists()
    return {ModerationAction.RESTORE} if is_late else set()


def held_for(comment: ProvisionComment) -> list[str]:
    """Why the rules hold a comment (codes of HoldReason); nothing if it is shown."""
    record = comment.moderation.filter(action=ModerationAction.HOLD).first()  # the latest
    return list(record.reasons) if record and not comment.is_visible else []


def _own_bodies(user: Any) -> list[int | None]:
    return [body for role, body in places(user) if role is Role.MODERATOR]


def moderation_queue(user: Any, *, status: str = "") -> QuerySet[ProvisionComment]:
    """Comments that this moderator answers for, with what a line of the list prints; to be put
    in QUEUE_ORDER. Those of concluded consultations are left out: they are decided, and what must
    still be hidden is found on its own page. `status`: a CommentStatus, or REPORTED."""
    running = Consultation.objects.filter(
        organiser__in=_own_bodies(user), status=ConsultationStatus.RUNNING
    )
    comments = ProvisionComment.objects.filter(consultation__in=running).with_author()
    comments = comments.annotate(rank=queue_rank())
    if status in CommentStatus.values:
        # The rank as well: or PostgreSQL goes past all that is held to find the others.
        comments = comments.filter(status=status, rank=int(status != CommentStatus.HELD))
    elif status == REPORTED:
        # Read first: few among many, which PostgreSQL does not see in a subquery.
        open_reports = Report.objects.filter(settled_at=None).order_by()
        comments = comments.filter(pk__in=set(open_reports.values_list("comment", flat=True)))
    return comments


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line of the queue with its context: why the rules hold it (codes of HoldReason), how many
    readers have reported it, how many proposals have the same words, what else its author has said
    here and how much of that is hidden."""

    comment: ProvisionComment
    original: str
    reasons: tuple[str, ...]
    reports: int
    same: int
    said: int
    hidden: int


def queue_rows(comments: Sequence[ProvisionComment]) -> list[QueueRow]:
    """The context of a page of the queue; four queries, however many lines there are."""
    ids = [comment.pk for comment in comments]
    held = ModerationRecord.objects.filter(comment__in=ids, action=ModerationAction.HOLD)
    last = {record.comment_id: record for record in held.order_by("decided_at", "pk")}
    reasons = {pk: tuple(record.reasons) for pk, record in last.items()}
    open_reports = Report.objects.filter(comment__in=ids, settled_at=None).order_by()
    reports = dict(open_reports.values_list("comment").annotate(count=Count("pk")))
    same = same_words(comments)
    said, hidden = _records_of({comment.participant_id for comment in comments})
    return [
        QueueRow(
            comment=comment,
            original=own_text(comment.provision) if comment.provision else "",
            reasons=reasons.get(comment.pk, ()) if comment.status == CommentStatus.HELD else (),
            reports=reports.get(comment.pk, 0),
            same=same.get(comment.words_hash, 0),
            said=said[comment.participant_id] - 1,
            hidden=hidden[comment.participant_id],
        )
        for comment in comments
    ]


def _records_of(participants: set[int]) -> tuple[Counter[int], Counter[int]]:
    """How much each participant has said, and how much of that is hidden; one query."""
    theirs = ProvisionComment.objects.filter(participant__in=participants).order_by()
    rows = theirs.values_list("participant", "status").annotate(count=Count("pk"))
    said: Counter[int] = Counter()
    hidden: Counter[int] = Counter()
    for person, status, count in rows:
        said[person] += count
        if status == CommentStatus.HIDDEN:
            hidden[person] += count
    return said, hidden


def open_objections(user: Any) -> QuerySet[Objection]:
    """Objections that wait for a decision in the consultations of a moderator, by their term."""
    waiting = Objection.objects.filter(
        outcome="", comment__consultation__organiser__in=_own_bodies(user)
    )
    return waiting.select_related(
        "record", "comment__consultation__version__bill", "comment__provision"
    ).order_by("due_on", "pk")
