"""Entries of the public journal about monitoring and inspection; signals for higher floors,
sent inside the transaction of the service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INSPECTOR_NAMED_KIND: Final = "inspector.named"
INSPECTOR_ENDED_KIND: Final = "inspector.ended"
NOTICE_SENT_KIND: Final = "inspection.notice"
OBSERVATION_WRITTEN_KIND: Final = "observation.written"
OBSERVATION_WITHDRAWN_KIND: Final = "observation.withdrawn"
OBJECTIONS_ENTERED_KIND: Final = "inspection.objections"
CLOSING_SIGNED_KIND: Final = "closing.signed"


@dataclass(frozen=True, slots=True)
class ClosingSigned:
    """A closing document was signed; sent inside the transaction."""

    document_id: int
    consultation_id: int


@dataclass(frozen=True, slots=True)
class ObservationChanged:
    """An observation was published or withdrawn."""

    observation_id: int


closing_signed: Final = Signal()
observation_changed: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(INSPECTOR_NAMED_KIND, _("public inspector named"))
    register(INSPECTOR_ENDED_KIND, _("public inspector released"))
    register(NOTICE_SENT_KIND, _("notice of a public inspection sent"))
    register(OBSERVATION_WRITTEN_KIND, _("observation published"))
    register(OBSERVATION_WITHDRAWN_KIND, _("observation withdrawn"))
    register(OBJECTIONS_ENTERED_KIND, _("objections of the inspected body entered"))
    register(CLOSING_SIGNED_KIND, _("closing document of a monitoring or an inspection signed"))
