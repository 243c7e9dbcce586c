from consultations.conclusions.forms.answers import AnswerForm, AnswersFilter
from consultations.conclusions.forms.groups import MembersForm, MergeForm, TitleForm
from consultations.conclusions.forms.objections import (
    AnswerObjectionDecisionForm,
    AnswerObjectionForm,
    ReassignForm,
    ReviewerForm,
)
from consultations.conclusions.forms.positions import PositionForm
from consultations.conclusions.forms.signing import SignForm

__all__ = [
    "AnswerForm",
    "AnswerObjectionDecisionForm",
    "AnswerObjectionForm",
    "AnswersFilter",
    "MembersForm",
    "MergeForm",
    "PositionForm",
    "ReassignForm",
    "ReviewerForm",
    "SignForm",
    "TitleForm",
]
