"""What happens to bills: entries of the public journal, and a signal for higher floors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERSION_PUBLISHED_KIND: Final = "version.published"
BILL_DESCRIBED_KIND: Final = "bill.described"


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A version of a bill became public; its text will not change any more."""

    version_id: int
    bill_id: int


@dataclass(frozen=True, slots=True)
class BillDescribed:
    """The card of a bill changed: its summary, its place in the Assembly or its date, and perhaps
    its topics."""

    bill_id: int
    has_new_topics: bool = False


# Sent inside the transaction of the service: send(sender=VersionPublished, event=…).
version_published: Final = Signal()
bill_described: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(VERSION_PUBLISHED_KIND, _("version of a bill published"))
    register(BILL_DESCRIBED_KIND, _("card of a bill changed"))
