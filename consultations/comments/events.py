"""What happens to comments: entries of the public journal, and a signal for higher floors.

It is sent inside the transaction of the service: send(sender=CommentStatusChanged, event=…).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RECEIVED_KIND: Final = "comment.received"
HIDDEN_KIND: Final = "comment.hidden"
RESTORED_KIND: Final = "comment.restored"
OBJECTION_FILED_KIND: Final = "objection.filed"
OBJECTION_DECIDED_KIND: Final = "objection.decided"
APPEAL_TOLD_KIND: Final = "comment.appeal_told"
HELD_KIND: Final = "comment.held"
RELEASED_KIND: Final = "comment.released"
JOINED_KIND: Final = "comment.joined"
LEFT_KIND: Final = "comment.left"
WITHDRAWN_KIND: Final = "comment.withdrawn"
REVISED_KIND: Final = "comment.revised"
QUESTION_ADDED_KIND: Final = "question.added"
QUESTION_CHANGED_KIND: Final = "question.changed"
QUESTION_MOVED_KIND: Final = "question.moved"
QUESTION_REMOVED_KIND: Final = "question.removed"
QUESTIONS_ANSWERED_KIND: Final = "questions.answered"
ANSWERS_WITHDRAWN_KIND: Final = "questions.withdrawn"


@dataclass(frozen=True, slots=True)
class CommentStatusChanged:
    """A comment appeared (`old` is None) or its status changed; statuses as in CommentStatus."""

    comment_id: int
    consultation_id: int
    provision_id: int | None
    is_reply: bool
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class CommentRevised:
    """An author has replaced the words of a comment; its status is told by CommentStatusChanged."""

    comment_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class CommentsAnswered:
    """Proposals came to an answer, or lost the one that they had."""

    comment_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ObjectionChanged:
    """An objection to moderation was filed (`is_open`) or decided."""

    objection_id: int
    comment_id: int
    consultation_id: int
    is_open: bool


comment_status_changed: Final = Signal()
comment_revised: Final = Signal()
comments_answered: Final = Signal()
objection_changed: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(RECEIVED_KIND, _("proposal received"))
    register(HIDDEN_KIND, _("proposal hidden by a moderator"))
    register(RESTORED_KIND, _("proposal shown again"))
    register(OBJECTION_FILED_KIND, _("objection to moderation filed"))
    register(OBJECTION_DECIDED_KIND, _("objection to moderation decided"))
    register(APPEAL_TOLD_KIND, _("author told where to send an appeal"))
    register(HELD_KIND, _("proposal taken for a check"))
    register(RELEASED_KIND, _("proposal published after a check"))
    register(JOINED_KIND, _("somebody has joined a proposal"))
    register(LEFT_KIND, _("somebody no longer joins a proposal"))
    register(WITHDRAWN_KIND, _("proposal withdrawn by its author"))
    register(REVISED_KIND, _("proposal replaced by its author"))
    register(QUESTION_ADDED_KIND, _("question of the organiser added"))
    register(QUESTION_CHANGED_KIND, _("question of the organiser changed"))
    register(QUESTION_MOVED_KIND, _("question of the organiser put elsewhere in the list"))
    register(QUESTION_REMOVED_KIND, _("question of the organiser removed"))
    register(QUESTIONS_ANSWERED_KIND, _("somebody has answered the organiser's questions"))
    register(ANSWERS_WITHDRAWN_KIND, _("somebody has taken answers to the questions back"))
