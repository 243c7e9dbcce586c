"""What is written into the public journal."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext_lazy as _

COMPETITION_PUBLISHED_KIND: Final = "competition.published"
COMPETITION_TAKEN_DOWN_KIND: Final = "competition.taken_down"


def register_journal_kinds(register: Callable[..., None]) -> None:
    register(COMPETITION_PUBLISHED_KIND, _("competition for seats in a council published"))
    register(COMPETITION_TAKEN_DOWN_KIND, _("competition for seats in a council taken down"))
