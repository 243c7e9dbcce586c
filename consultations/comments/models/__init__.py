from consultations.comments.models.comment import (
    Channel,
    CommentKind,
    CommentStatus,
    ProvisionComment,
    Stance,
)
from consultations.comments.models.counts import CommentCount
from consultations.comments.models.moderation import ModerationAction, ModerationRecord
from consultations.comments.models.participant import Participant
from consultations.comments.models.pending import PendingComment

__all__ = [
    "Channel",
    "CommentCount",
    "CommentKind",
    "CommentStatus",
    "ModerationAction",
    "ModerationRecord",
    "Participant",
    "PendingComment",
    "ProvisionComment",
    "Stance",
]
