from consultations.conclusions.forms.answers import AnswerForm, AnswersFilter
from consultations.conclusions.forms.groups import MembersForm, MergeForm, TitleForm
from consultations.conclusions.forms.signing import SignForm

__all__ = ["AnswerForm", "AnswersFilter", "MembersForm", "MergeForm", "SignForm", "TitleForm"]
