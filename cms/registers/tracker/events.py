"""What the tracker tells others, and what it writes into the public journal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

RESOLUTION_ADDED_KIND: Final = "resolution.added"
STATUS_CHANGED_KIND: Final = "recommendation.status"


@dataclass(frozen=True, slots=True)
class RecommendationsChanged:
    """What is public of these recommendations (ids) has changed."""

    recommendation_ids: tuple[int, ...]


recommendations_changed = Signal()


def register_journal_kinds(register: Callable[..., None]) -> None:
    register(RESOLUTION_ADDED_KIND, _("resolution put under control"))
    register(STATUS_CHANGED_KIND, _("status of a recommendation"))
