"""What happens to the rules, for higher floors; sent inside the transaction of the service."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CALENDAR_LOADED_KIND: Final = "calendar.loaded"


@dataclass(frozen=True, slots=True)
class CalendarLoaded:
    """The working days of a year became known, or others than before (`replaced`). `days`: how many
    differ from their place in the week; `sha256` of the sorted «date kind» lines; `role`: a code,
    empty for a command."""

    year: int
    days: int
    sha256: str
    replaced: bool
    role: str
    at: dt.datetime


calendar_loaded: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Declares what the journal writes about the rules (`core.journal.receivers`)."""
    register(CALENDAR_LOADED_KIND, _("calendar of working days loaded"))
