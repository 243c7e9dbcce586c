"""What pages, documents and other floors read about answers and conclusions."""

from consultations.conclusions.selectors.answers import (
    answers_for_comments,
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
from consultations.conclusions.selectors.substance import forget_substance, substance_of

__all__ = [
    "answers_for_comments",
    "answers_for_remarks",
    "conclusion_document",
    "current_conclusion",
    "finalise_blockers",
    "find_consultation",
    "forget_substance",
    "forget_tallies",
    "group_of_comment",
    "kept_tallies",
    "remark_tallies",
    "substance_of",
    "tallies",
    "tally",
]
