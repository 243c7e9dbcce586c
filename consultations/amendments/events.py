"""Entries of the public journal about tables of amendments; a signal for a published edition."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TABLES_PUBLISHED_KIND: Final = "amendments.published"


@dataclass(frozen=True, slots=True)
class TablesPublished:
    """An edition of the tables became public and took the place of the one before; sent inside the
    transaction."""

    table_id: int
    consultation_id: int


tables_published: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(TABLES_PUBLISHED_KIND, _("tables of amendments published by the committee"))
