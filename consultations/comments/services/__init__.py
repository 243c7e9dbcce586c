"""Verbs on comments: submit, confirm, resend, withdraw, moderate."""

from consultations.comments.domain.texts import Author, CommentText
from consultations.comments.services.answered import mark_answered
from consultations.comments.services.counts import recount_comments
from consultations.comments.services.joining import ask_to_join, join_comment, leave_comment
from consultations.comments.services.moderation import (
    hide_comment,
    hold_comment,
    release_comment,
    restore_comment,
)
from consultations.comments.services.posting import (
    Confirmed,
    Submission,
    confirm_comment,
    confirmation_token,
    discard_lapsed,
    pending_of,
    pending_of_sent,
    resend_confirmation,
    sent_token,
    submit_comment,
    sweep_lapsed,
)
from consultations.comments.services.withdrawal import comment_of_secret, withdraw_comment

__all__ = [
    "Author",
    "CommentText",
    "Confirmed",
    "Submission",
    "ask_to_join",
    "comment_of_secret",
    "confirm_comment",
    "confirmation_token",
    "discard_lapsed",
    "hide_comment",
    "hold_comment",
    "join_comment",
    "leave_comment",
    "mark_answered",
    "pending_of",
    "pending_of_sent",
    "recount_comments",
    "release_comment",
    "resend_confirmation",
    "restore_comment",
    "sent_token",
    "submit_comment",
    "sweep_lapsed",
    "withdraw_comment",
]
