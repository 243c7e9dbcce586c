"""What happens to requests: entries of the public journal, and signals for higher floors.

Signals are sent inside the transaction of the service: send(sender=EventClass, event=…).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RECEIVED_KIND: Final = "request.received"
SHOWN_KIND: Final = "request.shown"
HIDDEN_KIND: Final = "request.hidden"
JOINED_KIND: Final = "request.joined"
DECIDED_KIND: Final = "request.decided"
FOLLOWED_KIND: Final = "request.followed"


@dataclass(frozen=True, slots=True)
class RequestReceived:
    """Somebody has asked for an expertise or a discussion, and has confirmed the e-mail."""

    request_id: int


@dataclass(frozen=True, slots=True)
class RequestChecked:
    """A moderator has published a request or hidden it."""

    request_id: int


@dataclass(frozen=True, slots=True)
class RequestDecided:
    """The Public Chamber has answered a request."""

    request_id: int


request_received: Final = Signal()
request_checked: Final = Signal()
request_decided: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(RECEIVED_KIND, _("request for an event of public control received"))
    register(SHOWN_KIND, _("request published"))
    register(HIDDEN_KIND, _("request hidden"))
    register(JOINED_KIND, _("somebody joined a request"))
    register(DECIDED_KIND, _("request decided"))
    register(FOLLOWED_KIND, _("event held upon a request named"))
