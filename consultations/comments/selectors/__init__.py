from consultations.comments.selectors.counts import count_badges, count_numbers
from consultations.comments.selectors.lists import (
    ORDERS,
    Wanted,
    comment_for_receipt,
    grounds_of,
    has_joined,
    history_of,
    journal_subjects,
    list_comments,
    replies_for,
    same_words,
)
from consultations.comments.selectors.marks import mark_counts, own_marks
from consultations.comments.selectors.moderation import (
    QUEUE_ORDER,
    REPORTED,
    QueueRow,
    after_conclusion,
    moderation_queue,
    open_objections,
    possible_decisions,
    queue_rows,
)
from consultations.comments.selectors.statistics import ModerationNumbers, moderation_numbers

__all__ = [
    "ORDERS",
    "QUEUE_ORDER",
    "REPORTED",
    "ModerationNumbers",
    "QueueRow",
    "Wanted",
    "after_conclusion",
    "comment_for_receipt",
    "count_badges",
    "count_numbers",
    "grounds_of",
    "has_joined",
    "history_of",
    "journal_subjects",
    "list_comments",
    "mark_counts",
    "moderation_numbers",
    "moderation_queue",
    "open_objections",
    "own_marks",
    "possible_decisions",
    "queue_rows",
    "replies_for",
    "same_words",
]
