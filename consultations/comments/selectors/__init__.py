from consultations.comments.selectors.counts import count_badges, count_numbers
from consultations.comments.selectors.entries import (
    ENTERED_ORDER,
    UnitChoice,
    entered_comments,
    units_to_choose,
)
from consultations.comments.selectors.files import files_of, is_public
from consultations.comments.selectors.lists import (
    ORDERS,
    Wanted,
    comment_for_receipt,
    grounds_of,
    has_joined,
    history_of,
    journal_subjects,
    list_comments,
    load_files,
    replies_for,
    same_words,
)
from consultations.comments.selectors.marks import mark_counts, own_marks
from consultations.comments.selectors.moderation import (
    QUEUE_ORDER,
    REPORTED,
    QueueRow,
    after_conclusion,
    held_for,
    moderation_queue,
    open_objections,
    possible_decisions,
    queue_rows,
)
from consultations.comments.selectors.statistics import ModerationNumbers, moderation_numbers

__all__ = [
    "ENTERED_ORDER",
    "ORDERS",
    "QUEUE_ORDER",
    "REPORTED",
    "ModerationNumbers",
    "QueueRow",
    "UnitChoice",
    "Wanted",
    "after_conclusion",
    "comment_for_receipt",
    "count_badges",
    "count_numbers",
    "entered_comments",
    "files_of",
    "grounds_of",
    "has_joined",
    "held_for",
    "history_of",
    "is_public",
    "journal_subjects",
    "list_comments",
    "load_files",
    "mark_counts",
    "moderation_numbers",
    "moderation_queue",
    "open_objections",
    "own_marks",
    "possible_decisions",
    "queue_rows",
    "replies_for",
    "same_words",
    "units_to_choose",
]
