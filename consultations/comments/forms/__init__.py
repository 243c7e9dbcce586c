from consultations.comments.forms.author import AuthorForm
from consultations.comments.forms.comment import CommentForm, ReplyForm
from consultations.comments.forms.joining import JoinForm
from consultations.comments.forms.moderation import ModerationForm

__all__ = ["AuthorForm", "CommentForm", "JoinForm", "ModerationForm", "ReplyForm"]
