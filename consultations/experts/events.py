"""What happens to experts and calls: entries of the public journal, and signals for higher floors,
sent inside the transaction of the service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EXPERT_APPLIED_KIND: Final = "expert.applied"
EXPERT_INCLUDED_KIND: Final = "expert.included"
EXPERT_EXCLUDED_KIND: Final = "expert.excluded"
APPOINTMENT_MADE_KIND: Final = "appointment.made"
APPOINTMENT_ENDED_KIND: Final = "appointment.ended"
CALL_ANNOUNCED_KIND: Final = "call.announced"
CANDIDACY_FILED_KIND: Final = "candidacy.filed"
CANDIDACY_DECIDED_KIND: Final = "candidacy.decided"
ENTRY_ASKED_KIND: Final = "entry.asked"
ENTRY_DECIDED_KIND: Final = "entry.decided"


@dataclass(frozen=True, slots=True)
class ExpertChanged:
    """A person applied to the register, was included in it or excluded from it."""

    expert_id: int


@dataclass(frozen=True, slots=True)
class CallAnnounced:
    """A council looks for experts for one bill."""

    call_id: int


expert_changed: Final = Signal()
call_announced: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(EXPERT_APPLIED_KIND, _("application to the register of experts"))
    register(EXPERT_INCLUDED_KIND, _("expert included in the register"))
    register(EXPERT_EXCLUDED_KIND, _("expert not included in the register or excluded from it"))
    register(APPOINTMENT_MADE_KIND, _("person appointed to a council's work"))
    register(APPOINTMENT_ENDED_KIND, _("appointment to a council's work ended"))
    register(CALL_ANNOUNCED_KIND, _("call for experts announced"))
    register(CANDIDACY_FILED_KIND, _("application to a call for experts"))
    register(CANDIDACY_DECIDED_KIND, _("application to a call for experts decided"))
    register(ENTRY_ASKED_KIND, _("organisation asked to take part in a council's work"))
    register(ENTRY_DECIDED_KIND, _("request of an organisation decided"))
