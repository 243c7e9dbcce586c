from consultations.conclusions.forms.answer_list import (
    AnswersFilter,
    AssignForm,
)
from consultations.conclusions.forms.answers import (
    AnswerForm,
)
from consultations.conclusions.forms.batches import (
    AgreeForm,
    PublishForm,
)
from consultations.conclusions.forms.groups import (
    MembersForm,
    MergeForm,
    TitleForm,
)
from consultations.conclusions.forms.objections import (
    AnswerObjectionDecisionForm,
    AnswerObjectionForm,
    ObjectionTextForm,
    ReassignForm,
    ReviewerForm,
)
from consultations.conclusions.forms.positions import (
    PositionForm,
)
from consultations.conclusions.forms.signing import (
    LapsedForm,
    SignForm,
    SummaryForm,
)

__all__ = [
    "AgreeForm",
    "AnswerForm",
    "AnswerObjectionDecisionForm",
    "AnswerObjectionForm",
    "AnswersFilter",
    "AssignForm",
    "LapsedForm",
    "MembersForm",
    "MergeForm",
    "ObjectionTextForm",
    "PositionForm",
    "PublishForm",
    "ReassignForm",
    "ReviewerForm",
    "SignForm",
    "SummaryForm",
    "TitleForm",
]
