"""Verbs on argument groups, answers and summary conclusions."""

from consultations.conclusions.selectors.readiness import (
    finalise_blockers,
)
from consultations.conclusions.services.agreeing import (
    agree_answers,
)
from consultations.conclusions.services.assigning import (
    assign_groups,
)
from consultations.conclusions.services.conclusions import (
    finalise_conclusion,
    finalise_lapsed,
)
from consultations.conclusions.services.drafting import (
    GivenAnswer,
    discard_draft,
    draft_answer,
    draft_answers,
)
from consultations.conclusions.services.files import (
    make_files,
)
from consultations.conclusions.services.grouping import (
    merge_groups,
    move_members,
    rename_group,
    split_group,
    undo_change,
)
from consultations.conclusions.services.groups import (
    place_comment,
    place_remark,
    recount_open_items,
)
from consultations.conclusions.services.importing import (
    ImportedFile,
    apply_import,
    forget_imports,
    keep_import,
)
from consultations.conclusions.services.objecting import (
    contest_answer,
    decide_answer_objection,
    file_answer_objection,
    judge_objection_text,
    remind_reviewers,
)
from consultations.conclusions.services.placing import (
    read_prints,
)
from consultations.conclusions.services.positions import (
    give_position,
)
from consultations.conclusions.services.publishing import (
    publish_answers,
)
from consultations.conclusions.services.recommending import (
    place_recommendations,
)
from consultations.conclusions.services.reviewing import (
    hand_over_stranded,
    name_reviewer,
    reassign_objection,
    release_reviewer,
)
from consultations.conclusions.services.rewording import (
    place_again,
)
from consultations.conclusions.services.summaries import (
    sign_summary,
)

__all__ = [
    "GivenAnswer",
    "ImportedFile",
    "agree_answers",
    "apply_import",
    "assign_groups",
    "contest_answer",
    "decide_answer_objection",
    "discard_draft",
    "draft_answer",
    "draft_answers",
    "file_answer_objection",
    "finalise_blockers",
    "finalise_conclusion",
    "finalise_lapsed",
    "forget_imports",
    "give_position",
    "hand_over_stranded",
    "judge_objection_text",
    "keep_import",
    "make_files",
    "merge_groups",
    "move_members",
    "name_reviewer",
    "place_again",
    "place_comment",
    "place_recommendations",
    "place_remark",
    "publish_answers",
    "read_prints",
    "reassign_objection",
    "recount_open_items",
    "release_reviewer",
    "remind_reviewers",
    "rename_group",
    "sign_summary",
    "split_group",
    "undo_change",
]
