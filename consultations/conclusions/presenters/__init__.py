"""Groups, answers and blockers as the desk shows them."""

from consultations.conclusions.presenters.blockers import (
    BlockerLine,
    blocker_lines,
)
from consultations.conclusions.presenters.groups import (
    ChangeLine,
    GroupLine,
    MemberLine,
    SuggestionLine,
    WordingLine,
    count_rows,
)
from consultations.conclusions.presenters.objections import (
    ObjectionLine,
)
from consultations.conclusions.presenters.substance import (
    FlawNotice,
    flaw_notices,
)

__all__ = [
    "BlockerLine",
    "ChangeLine",
    "FlawNotice",
    "GroupLine",
    "MemberLine",
    "ObjectionLine",
    "SuggestionLine",
    "WordingLine",
    "blocker_lines",
    "count_rows",
    "flaw_notices",
]
