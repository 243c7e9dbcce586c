from consultations.comments.models.attachments import Attachment
from consultations.comments.models.comment import (
    Channel,
    CommentKind,
    CommentStatus,
    ProvisionComment,
    Stance,
)
from consultations.comments.models.counts import CommentCount
from consultations.comments.models.moderation import (
    ModerationAction,
    ModerationRecord,
    Objection,
    ObjectionOutcome,
    Report,
)
from consultations.comments.models.participant import Participant
from consultations.comments.models.pending import PendingComment
from consultations.comments.models.questions import (
    AnswerSheet,
    Question,
    QuestionAnswer,
    QuestionKind,
    QuestionOption,
)
from consultations.comments.models.revisions import CommentRevision
from consultations.comments.models.support import StanceCount, StanceMark, Support

__all__ = [
    "AnswerSheet",
    "Attachment",
    "Channel",
    "CommentCount",
    "CommentKind",
    "CommentRevision",
    "CommentStatus",
    "ModerationAction",
    "ModerationRecord",
    "Objection",
    "ObjectionOutcome",
    "Participant",
    "PendingComment",
    "ProvisionComment",
    "Question",
    "QuestionAnswer",
    "QuestionKind",
    "QuestionOption",
    "Report",
    "Stance",
    "StanceCount",
    "StanceMark",
    "Support",
]
