"""What happens in working rooms that the public journal tells, without a word of personal text."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DECLARED_KIND: Final = "room.declared"
PREPARATION_SET_KIND: Final = "room.preparation_set"


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Names the kinds of journal entries that this app writes."""
    register(DECLARED_KIND, _("conflict of interest declared or denied in a council's work"))
    register(PREPARATION_SET_KIND, _("preparation of a council's opinion entrusted"))
