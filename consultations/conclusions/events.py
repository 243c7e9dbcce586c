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
CONCLUSION_SIGNED_KIND: Final = "conclusion.signed"


@dataclass(frozen=True, slots=True)
class AnswerPublished:
    """The committee answered a group, or superseded its answer."""

    answer_id: int
    group_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class ConclusionSigned:
    """The organiser signed a summary conclusion."""

    conclusion_id: int
    consultation_id: int


answer_published: Final = Signal()
conclusion_signed: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(ANSWER_PUBLISHED_KIND, _("position of the responsible committee published"))
    register(ANSWER_REVISED_KIND, _("position of the responsible committee revised"))
    register(CONCLUSION_SIGNED_KIND, _("summary conclusion signed"))
