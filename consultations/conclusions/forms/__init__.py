from consultations.conclusions.forms.answers import AnswerForm, AnswersFilter
from consultations.conclusions.forms.groups import MembersForm, MergeForm, TitleForm
from consultations.conclusions.forms.signing import LapsedForm, SignForm, SummaryForm

__all__ = [
    "AnswerForm",
    "AnswersFilter",
    "LapsedForm",
    "MembersForm",
    "MergeForm",
    "SignForm",
    "SummaryForm",
    "TitleForm",
]
