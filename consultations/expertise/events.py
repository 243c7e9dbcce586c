"""What happens to opinions: entries of the public journal, and a signal for higher floors.

The signal is sent inside the service's transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OPINION_ADOPTED_KIND: Final = "opinion.adopted"
DISSENT_FILED_KIND: Final = "dissent.filed"
OPINION_SIGNED_KIND: Final = "opinion.signed"
OPINION_FILE_KIND: Final = "opinion.file_attached"


@dataclass(frozen=True, slots=True)
class OpinionAdopted:
    """A council adopted its opinion; from now on it is public and its remarks need answers.

    `superseded_id` is the opinion whose place a correction takes.
    """

    opinion_id: int
    consultation_id: int
    superseded_id: int | None = None


@dataclass(frozen=True, slots=True)
class DissentFiled:
    """A member's dissenting opinion became public beside the opinion of the council."""

    opinion_id: int


opinion_adopted: Final = Signal()
dissent_filed: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(OPINION_ADOPTED_KIND, _("opinion of a council adopted"))
    register(DISSENT_FILED_KIND, _("dissenting opinion filed"))
    register(OPINION_SIGNED_KIND, _("opinion of a council signed"))
    register(OPINION_FILE_KIND, _("file attached to an opinion of a council"))
