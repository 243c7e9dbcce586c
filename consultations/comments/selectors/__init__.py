from consultations.comments.selectors.counts import count_badges, count_numbers
from consultations.comments.selectors.lists import (
    ORDERS,
    Wanted,
    comment_for_receipt,
    grounds_of,
    has_joined,
    journal_subjects,
    list_comments,
    replies_for,
    same_words,
)
from consultations.comments.selectors.moderation import (
    QUEUE_ORDER,
    after_conclusion,
    moderation_queue,
    possible_decisions,
)

__all__ = [
    "ORDERS",
    "QUEUE_ORDER",
    "Wanted",
    "after_conclusion",
    "comment_for_receipt",
    "count_badges",
    "count_numbers",
    "grounds_of",
    "has_joined",
    "journal_subjects",
    "list_comments",
    "moderation_queue",
    "possible_decisions",
    "replies_for",
    "same_words",
]
