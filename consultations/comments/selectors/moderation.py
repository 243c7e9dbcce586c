"""What a moderator has to decide, and may."""

from typing import Any, Final

from django.db.models import Case, QuerySet, SmallIntegerField, Value, When

from consultations.comments.models import CommentStatus, ModerationAction, ProvisionComment
from consultations.process.models import Consultation, ConsultationStatus
from core.accounts.policy import places
from core.web.access import Role

# Of `moderation_queue`: what is held stops the conclusion, so it comes first; then the newest.
QUEUE_ORDER: Final = ("rank", "-pk")

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


def moderation_queue(user: Any, *, status: str = "") -> QuerySet[ProvisionComment]:
    """Comments that this moderator answers for, with what a line of the list prints; to be put
    in QUEUE_ORDER. Those of concluded consultations are left out: they are decided, and what must
    still be hidden is found on its own page."""
    bodies = [body for role, body in places(user) if role is Role.MODERATOR]
    running = Consultation.objects.filter(organiser__in=bodies, status=ConsultationStatus.RUNNING)
    comments = ProvisionComment.objects.filter(consultation__in=running).with_author()
    if status in CommentStatus.values:
        comments = comments.filter(status=status)
    return comments.annotate(
        rank=Case(
            When(status=CommentStatus.HELD, then=Value(0)),
            default=Value(1),
            output_field=SmallIntegerField(),
        )
    )
