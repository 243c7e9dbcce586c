"""Everything that a page of this desk shows, gathered in one place."""

from consultations.conclusions.pages.answer_list import (
    ListPage,
)
from consultations.conclusions.pages.batches import (
    AgreePage,
    PublishPage,
)
from consultations.conclusions.pages.groups import (
    MembersPage,
)
from consultations.conclusions.pages.objections import (
    DecidePage,
    ObjectPage,
    ReviewersPage,
    objections_context,
)
from consultations.conclusions.pages.plain import (
    PlainPage,
)
from consultations.conclusions.pages.positions import (
    PositionPage,
    introduced_context,
    positions_context,
)
from consultations.conclusions.pages.previews import (
    KINDS as PREVIEWS,
)
from consultations.conclusions.pages.previews import (
    preview,
)
from consultations.conclusions.pages.screen import (
    AnswerPage,
)
from consultations.conclusions.pages.signing import (
    ConclusionPage,
    LapsedPage,
    SigningPage,
    SummaryPage,
)

__all__ = [
    "PREVIEWS",
    "AgreePage",
    "AnswerPage",
    "ConclusionPage",
    "DecidePage",
    "LapsedPage",
    "ListPage",
    "MembersPage",
    "ObjectPage",
    "PlainPage",
    "PositionPage",
    "PublishPage",
    "ReviewersPage",
    "SigningPage",
    "SummaryPage",
    "introduced_context",
    "objections_context",
    "positions_context",
    "preview",
]
