from consultations.comments.selectors.counts import count_badges, count_numbers
from consultations.comments.selectors.lists import (
    comment_for_receipt,
    grounds_of,
    journal_subjects,
    list_comments,
    replies_for,
)
from consultations.comments.selectors.moderation import (
    QUEUE_ORDER,
    after_conclusion,
    moderation_queue,
    possible_decisions,
)

__all__ = [
    "QUEUE_ORDER",
    "after_conclusion",
    "comment_for_receipt",
    "count_badges",
    "count_numbers",
    "grounds_of",
    "journal_subjects",
    "list_comments",
    "moderation_queue",
    "possible_decisions",
    "replies_for",
]
