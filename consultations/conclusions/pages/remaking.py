"""Who may have a file made again that could not be made."""

from collections.abc import Mapping
from typing import Any

from consultations.conclusions.permissions import document_side
from core.accounts.permissions import policy


def may_remake(user: Any, part: Mapping[str, Any]) -> bool:
    """Whether `user` is to have buttons for it in a part of a page (`selectors.files_part`). Nobody
    is asked about while nothing has failed."""
    side = document_side(part["document"])
    return part["has_failed"] and policy.check(user, "conclusions.remake", side)
