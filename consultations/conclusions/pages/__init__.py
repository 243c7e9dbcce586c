"""Everything that a page of this desk shows, gathered in one place."""

from consultations.conclusions.pages.answers import AnswerPage, answers_context
from consultations.conclusions.pages.groups import MembersPage
from consultations.conclusions.pages.objections import (
    DecidePage,
    ObjectPage,
    ReviewersPage,
    objections_context,
)
from consultations.conclusions.pages.positions import (
    PositionPage,
    introduced_context,
    positions_context,
)
from consultations.conclusions.pages.signing import SignPage

__all__ = [
    "AnswerPage",
    "DecidePage",
    "MembersPage",
    "ObjectPage",
    "PositionPage",
    "ReviewersPage",
    "SignPage",
    "answers_context",
    "introduced_context",
    "objections_context",
    "positions_context",
]
