from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class PublishedLock(BaseLock):
    """What was public once keeps its words, for everybody: what has changed is said anew."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _("This was published, and its words stay as they are. Add a new report instead.")

    def get_locked_by(self, user: Any) -> str:
        return _("Published")

    def get_description(self, user: Any) -> str:
        return _("Nobody changes what was published")
