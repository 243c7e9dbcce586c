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
    basis_of,
    committee_days_late,
    conclusion_document,
    current_conclusion,
    current_file,
    current_summary,
    files_part,
    find_consultation,
    find_document,
    uncovered,
)
from consultations.conclusions.selectors.readiness import (
    conclusion_blockers,
    finalise_blockers,
    lapsed_blockers,
)
from consultations.conclusions.selectors.reading import Reading
from consultations.conclusions.selectors.substance import (
    forget_substance,
    substance_of,
)

__all__ = [
    "Reading",
    "answers_for_comments",
    "answers_for_recommendations",
    "answers_for_remarks",
    "basis_of",
    "committee_days_late",
    "conclusion_blockers",
    "conclusion_document",
    "current_conclusion",
    "current_file",
    "current_summary",
    "files_part",
    "finalise_blockers",
    "find_consultation",
    "find_document",
    "forget_substance",
    "forget_tallies",
    "group_of_comment",
    "kept_tallies",
    "lapsed_blockers",
    "remark_tallies",
    "substance_of",
    "tallies",
    "tally",
    "uncovered",
]
