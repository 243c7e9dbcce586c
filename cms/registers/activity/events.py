"""What is written into the public journal."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext_lazy as _

MEETING_PUBLISHED_KIND: Final = "meeting.published"
MEETING_TAKEN_DOWN_KIND: Final = "meeting.taken_down"


def register_journal_kinds(register: Callable[..., None]) -> None:
    register(MEETING_PUBLISHED_KIND, _("meeting of a council published"))
    register(MEETING_TAKEN_DOWN_KIND, _("meeting of a council taken down"))
