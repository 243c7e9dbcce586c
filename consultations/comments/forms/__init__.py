from consultations.comments.forms.author import AuthorForm
from consultations.comments.forms.comment import (
    CommentForm,
    ReplyForm,
    ReplyRevisionForm,
    RevisionForm,
)
from consultations.comments.forms.entering import EntryForm
from consultations.comments.forms.joining import JoinForm
from consultations.comments.forms.moderation import (
    BulkForm,
    ModerationForm,
    ObjectionDecisionForm,
    ObjectionForm,
    ReportForm,
)
from consultations.comments.forms.questions import AnswersForm, QuestionForm, name_of

__all__ = [
    "AnswersForm",
    "AuthorForm",
    "BulkForm",
    "CommentForm",
    "EntryForm",
    "JoinForm",
    "ModerationForm",
    "ObjectionDecisionForm",
    "ObjectionForm",
    "QuestionForm",
    "ReplyForm",
    "ReplyRevisionForm",
    "ReportForm",
    "RevisionForm",
    "name_of",
]
