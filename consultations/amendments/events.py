"""Entries of the public journal that tables of amendments make."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TABLES_PUBLISHED_KIND: Final = "amendments.published"


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(TABLES_PUBLISHED_KIND, _("tables of amendments published by the committee"))
