"""Verbs on argument groups, answers and summary conclusions."""

from consultations.conclusions.selectors.readiness import finalise_blockers
from consultations.conclusions.services.agreeing import agree_answers
from consultations.conclusions.services.assigning import assign_groups
from consultations.conclusions.services.conclusions import finalise_conclusion
from consultations.conclusions.services.drafting import discard_draft, draft_answer
from consultations.conclusions.services.files import refresh_files, render_files
from consultations.conclusions.services.grouping import (
    merge_groups,
    move_members,
    rename_group,
    split_group,
    undo_change,
)
from consultations.conclusions.services.groups import (
    place_again,
    place_comment,
    place_remark,
    recount_open_items,
)
from consultations.conclusions.services.placing import read_prints
from consultations.conclusions.services.publishing import publish_answers
from consultations.conclusions.services.recommending import place_recommendations

__all__ = [
    "agree_answers",
    "assign_groups",
    "discard_draft",
    "draft_answer",
    "finalise_blockers",
    "finalise_conclusion",
    "merge_groups",
    "move_members",
    "place_again",
    "place_comment",
    "place_recommendations",
    "place_remark",
    "publish_answers",
    "read_prints",
    "recount_open_items",
    "refresh_files",
    "rename_group",
    "render_files",
    "split_group",
    "undo_change",
]
