"""Entries of the public journal about hearings; a signal for signed minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MINUTES_SIGNED_KIND: Final = "minutes.signed"
MINUTES_CORRECTED_KIND: Final = "minutes.corrected"


@dataclass(frozen=True, slots=True)
class MinutesSigned:
    """Minutes were signed, in the place of others or not; sent inside the transaction."""

    minutes_id: int
    consultation_id: int
    superseded_id: int | None = None


minutes_signed: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(MINUTES_SIGNED_KIND, _("minutes of hearings signed"))
    register(MINUTES_CORRECTED_KIND, _("corrected minutes of hearings signed"))
