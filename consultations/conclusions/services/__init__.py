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
from consultations.conclusions.services.objecting import (
    contest_answer,
    decide_answer_objection,
    file_answer_objection,
    remind_reviewers,
)
from consultations.conclusions.services.placing import read_prints
from consultations.conclusions.services.positions import give_position
from consultations.conclusions.services.publishing import publish_answers
from consultations.conclusions.services.reviewing import (
    hand_over_stranded,
    name_reviewer,
    reassign_objection,
    release_reviewer,
)

__all__ = [
    "agree_answers",
    "assign_groups",
    "contest_answer",
    "decide_answer_objection",
    "discard_draft",
    "draft_answer",
    "file_answer_objection",
    "finalise_blockers",
    "finalise_conclusion",
    "give_position",
    "hand_over_stranded",
    "merge_groups",
    "move_members",
    "name_reviewer",
    "place_again",
    "place_comment",
    "place_remark",
    "publish_answers",
    "read_prints",
    "reassign_objection",
    "recount_open_items",
    "refresh_files",
    "release_reviewer",
    "remind_reviewers",
    "rename_group",
    "render_files",
    "split_group",
    "undo_change",
]
