"""What happens to answers and conclusions: entries of the public journal, and signals for higher
floors, sent inside the service's transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ANSWER_PUBLISHED_KIND: Final = "answer.published"
ANSWER_REVISED_KIND: Final = "answer.revised"
ANSWERS_AGREED_KIND: Final = "answers.agreed"
CONCLUSION_SIGNED_KIND: Final = "conclusion.signed"
CONCLUSION_LAPSED_KIND: Final = "conclusion.lapsed"
SUMMARY_SIGNED_KIND: Final = "summary.signed"
GROUPS_MERGED_KIND: Final = "argument.merged"
GROUPS_DIVIDED_KIND: Final = "argument.divided"
MEMBERS_MOVED_KIND: Final = "argument.moved"
GROUP_NAMED_KIND: Final = "argument.named"
GROUP_UNDONE_KIND: Final = "argument.undone"
ANSWER_OBJECTION_FILED_KIND: Final = "answer_objection.filed"
ANSWER_OBJECTION_MOVED_KIND: Final = "answer_objection.moved"
ANSWER_OBJECTION_TEXT_KIND: Final = "answer_objection.text_judged"
ANSWER_OBJECTION_DECIDED_KIND: Final = "answer_objection.decided"
REVIEWER_NAMED_KIND: Final = "reviewer.named"
REVIEWER_RELEASED_KIND: Final = "reviewer.released"
SPONSOR_POSITION_KIND: Final = "sponsor.position"
TEMPLATE_REPLACED_KIND: Final = "template.replaced"
TEMPLATE_RESTORED_KIND: Final = "template.restored"


@dataclass(frozen=True, slots=True)
class AnswerPublished:
    """The committee answered a group, or superseded its answer."""

    answer_id: int
    group_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class AnswersPublished:
    """A batch of answers was published; each has had its AnswerPublished before."""

    publication_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class ConclusionSigned:
    """The organiser signed a summary conclusion; one without the committee's position leaves the
    event running."""

    conclusion_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class SummarySigned:
    """The committee signed a summary of proposals with its position."""

    summary_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """What the public reads of a group of like proposals changed: its members or its name."""

    group_id: int


@dataclass(frozen=True, slots=True)
class AuthorsToTell:
    """Members came to an answered group: their authors hear of the answer."""

    answer_id: int


answer_published: Final = Signal()
answers_published: Final = Signal()
authors_to_tell: Final = Signal()
conclusion_signed: Final = Signal()
group_changed: Final = Signal()
summary_signed: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(ANSWER_PUBLISHED_KIND, _("position of the responsible committee published"))
    register(ANSWER_REVISED_KIND, _("position of the responsible committee revised"))
    register(ANSWERS_AGREED_KIND, _("answers agreed at a sitting of the committee"))
    register(CONCLUSION_SIGNED_KIND, _("summary conclusion signed"))
    register(
        CONCLUSION_LAPSED_KIND,
        _("summary conclusion signed without the position of the committee"),
    )
    register(SUMMARY_SIGNED_KIND, _("summary of proposals signed by the committee"))
    register(GROUPS_MERGED_KIND, _("like proposals put together"))
    register(GROUPS_DIVIDED_KIND, _("a group of like proposals divided"))
    register(MEMBERS_MOVED_KIND, _("proposals moved to another group"))
    register(GROUP_NAMED_KIND, _("a group of like proposals named"))
    register(GROUP_UNDONE_KIND, _("a change of groups taken back"))
    register(ANSWER_OBJECTION_FILED_KIND, _("objection of an author to an answer filed"))
    register(ANSWER_OBJECTION_MOVED_KIND, _("objection to an answer given to another member"))
    register(ANSWER_OBJECTION_TEXT_KIND, _("text of an objection to an answer published or hidden"))
    register(ANSWER_OBJECTION_DECIDED_KIND, _("objection of an author to an answer decided"))
    register(REVIEWER_NAMED_KIND, _("member named who decides objections to answers"))
    register(REVIEWER_RELEASED_KIND, _("member released from deciding objections to answers"))
    register(SPONSOR_POSITION_KIND, _("position of the sponsor on a proposal published"))
    register(TEMPLATE_REPLACED_KIND, _("template of a document replaced"))
    register(TEMPLATE_RESTORED_KIND, _("stock template of a document restored"))
