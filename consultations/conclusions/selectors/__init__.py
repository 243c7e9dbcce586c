"""What pages, documents and other floors read about answers and conclusions."""

from consultations.conclusions.selectors.answers import (
    answers_for_comments,
    answers_for_recommendations,
    answers_for_remarks,
    forget_tallies,
    group_of_comment,
    kept_tallies,
    remark_tallies,
    tallies,
    tally,
)
from consultations.conclusions.selectors.documents import (
    conclusion_document,
    current_conclusion,
    find_consultation,
)
from consultations.conclusions.selectors.readiness import finalise_blockers

__all__ = [
    "answers_for_comments",
    "answers_for_recommendations",
    "answers_for_remarks",
    "conclusion_document",
    "current_conclusion",
    "finalise_blockers",
    "find_consultation",
    "forget_tallies",
    "group_of_comment",
    "kept_tallies",
    "remark_tallies",
    "tallies",
    "tally",
]
