"""All comments of the demo, by the key of the consultation."""

from . import comments_budgeting, comments_silence, comments_volunteers
from .bills import BUDGETING, SILENCE, VOLUNTEERS
from .types import CommentData

COMMENTS: dict[str, tuple[CommentData, ...]] = {
    BUDGETING: comments_budgeting.COMMENTS,
    SILENCE: comments_silence.COMMENTS,
    VOLUNTEERS: comments_volunteers.COMMENTS,
}
