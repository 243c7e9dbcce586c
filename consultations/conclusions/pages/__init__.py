"""Everything that a page of this desk shows, gathered in one place."""

from consultations.conclusions.pages.answers import answers_context
from consultations.conclusions.pages.groups import MembersPage
from consultations.conclusions.pages.screen import AnswerPage
from consultations.conclusions.pages.signing import SignPage

__all__ = ["AnswerPage", "MembersPage", "SignPage", "answers_context"]
