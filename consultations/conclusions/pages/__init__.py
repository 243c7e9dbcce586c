"""Everything that a page of this desk shows, gathered in one place."""

from consultations.conclusions.pages.answers import AnswerPage, answers_context
from consultations.conclusions.pages.groups import MembersPage
from consultations.conclusions.pages.previews import KINDS as PREVIEWS
from consultations.conclusions.pages.previews import preview
from consultations.conclusions.pages.signing import (
    ConclusionPage,
    LapsedPage,
    SigningPage,
    SummaryPage,
)

__all__ = [
    "PREVIEWS",
    "AnswerPage",
    "ConclusionPage",
    "LapsedPage",
    "MembersPage",
    "SigningPage",
    "SummaryPage",
    "answers_context",
    "preview",
]
