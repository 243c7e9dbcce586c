"""Verbs on comments: of authors, of readers, of moderators, of the clock."""

from consultations.comments.domain.questions import Given, QuestionText
from consultations.comments.domain.texts import Author, CommentText, Selection
from consultations.comments.services.answer_counts import recount_answers
from consultations.comments.services.answered import mark_answered, mark_unanswered
from consultations.comments.services.answering import (
    answer_questions,
    ask_to_answer,
    sweep_sheets,
)
from consultations.comments.services.checking import (
    Circumstances,
    Finding,
    findings,
    forget_addresses,
    sweep_addresses,
)
from consultations.comments.services.counts import recount_comments
from consultations.comments.services.entering import Receipt, enter_proposal
from consultations.comments.services.joining import ask_to_join, join_comment, leave_comment
from consultations.comments.services.marking import (
    MARKS,
    mark_provision,
    new_browser_key,
    recount_marks,
)
from consultations.comments.services.moderation import (
    BulkOutcome,
    decide_many,
    hide_comment,
    hold_comment,
    release_comment,
    restore_comment,
    tell_appeal,
)
from consultations.comments.services.objecting import (
    decide_objection,
    file_objection,
    record_of_token,
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
from consultations.comments.services.questions import (
    add_question,
    change_question,
    move_question,
    remove_question,
)
from consultations.comments.services.reporting import report_comment, settle_reports
from consultations.comments.services.revising import revise_comment
from consultations.comments.services.unanswering import (
    withdraw_answers,
    withdraw_answers_by_link,
)
from consultations.comments.services.withdrawal import comment_of_secret, withdraw_comment

__all__ = [
    "MARKS",
    "Author",
    "BulkOutcome",
    "Circumstances",
    "CommentText",
    "Confirmed",
    "Finding",
    "Given",
    "QuestionText",
    "Receipt",
    "Selection",
    "Submission",
    "add_question",
    "answer_questions",
    "ask_to_answer",
    "ask_to_join",
    "change_question",
    "comment_of_secret",
    "confirm_comment",
    "confirmation_token",
    "decide_many",
    "decide_objection",
    "discard_lapsed",
    "enter_proposal",
    "file_objection",
    "findings",
    "forget_addresses",
    "hide_comment",
    "hold_comment",
    "join_comment",
    "leave_comment",
    "mark_answered",
    "mark_provision",
    "mark_unanswered",
    "move_question",
    "new_browser_key",
    "pending_of",
    "pending_of_sent",
    "record_of_token",
    "recount_answers",
    "recount_comments",
    "recount_marks",
    "release_comment",
    "remove_question",
    "report_comment",
    "resend_confirmation",
    "restore_comment",
    "revise_comment",
    "sent_token",
    "settle_reports",
    "submit_comment",
    "sweep_addresses",
    "sweep_lapsed",
    "sweep_sheets",
    "tell_appeal",
    "withdraw_answers",
    "withdraw_answers_by_link",
    "withdraw_comment",
]
