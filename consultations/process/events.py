"""What happens to consultations: entries of the public journal, and signals for higher floors.

Signals are sent inside the transaction of the service: send(sender=EventClass, event=…).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CONSULTATION_ANNOUNCED_KIND: Final = "consultation.announced"
CONSULTATION_OPENED_KIND: Final = "consultation.opened"
CONSULTATION_CLOSED_KIND: Final = "consultation.closed"
REFERRAL_SENT_KIND: Final = "referral.sent"
REFERRAL_TAKEN_UP_KIND: Final = "referral.taken_up"
REFERRAL_ACCEPTED_KIND: Final = "referral.accepted"
REFERRAL_DECLINED_KIND: Final = "referral.declined"
REFERRAL_WITHDRAWN_KIND: Final = "referral.withdrawn"


@dataclass(frozen=True, slots=True)
class ConsultationAnnounced:
    """An act of public control was announced, with its window."""

    consultation_id: int


@dataclass(frozen=True, slots=True)
class ConsultationOpened:
    """The clock has noticed that the window opened: late perhaps, but exactly once."""

    consultation_id: int


@dataclass(frozen=True, slots=True)
class ConsultationClosed:
    """The clock has noticed that the window closed: late perhaps, but exactly once."""

    consultation_id: int


@dataclass(frozen=True, slots=True)
class ReferralSent:
    """A bill was sent to a council for public expertise."""

    referral_id: int


@dataclass(frozen=True, slots=True)
class ReferralTakenUp:
    """A council organises its own expertise without being asked."""

    referral_id: int


@dataclass(frozen=True, slots=True)
class ReferralAccepted:
    """The council has taken into work what was referred to it."""

    referral_id: int


@dataclass(frozen=True, slots=True)
class ReferralDeclined:
    """The council has refused to give an opinion, with a public reason."""

    referral_id: int


@dataclass(frozen=True, slots=True)
class ReferralWithdrawn:
    """The sender has taken the referral back, with a public reason."""

    referral_id: int


consultation_announced: Final = Signal()
consultation_opened: Final = Signal()
consultation_closed: Final = Signal()
referral_sent: Final = Signal()
referral_taken_up: Final = Signal()
referral_accepted: Final = Signal()
referral_declined: Final = Signal()
referral_withdrawn: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(CONSULTATION_ANNOUNCED_KIND, _("event of public control announced"))
    register(CONSULTATION_OPENED_KIND, _("receiving of proposals began"))
    register(CONSULTATION_CLOSED_KIND, _("receiving of proposals ended"))
    register(REFERRAL_SENT_KIND, _("sent to a council for public expertise"))
    register(REFERRAL_TAKEN_UP_KIND, _("a council began an expertise on its own initiative"))
    register(REFERRAL_ACCEPTED_KIND, _("a council accepted the referral"))
    register(REFERRAL_DECLINED_KIND, _("a council declined the referral"))
    register(REFERRAL_WITHDRAWN_KIND, _("a referral to a council was withdrawn"))
