"""Verbs on argument groups, answers and summary conclusions."""

from consultations.conclusions.selectors.readiness import finalise_blockers
from consultations.conclusions.services.answers import answer_group
from consultations.conclusions.services.conclusions import finalise_conclusion
from consultations.conclusions.services.files import refresh_files, render_files
from consultations.conclusions.services.groups import (
    place_comment,
    place_remark,
    recount_open_items,
)

__all__ = [
    "answer_group",
    "finalise_blockers",
    "finalise_conclusion",
    "place_comment",
    "place_remark",
    "recount_open_items",
    "refresh_files",
    "render_files",
]
