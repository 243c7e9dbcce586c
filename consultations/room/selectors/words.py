"""Words of members as plain values."""

from typing import Any, Final

from consultations.room.models import MemberRemark, Position

FIELDS: Final[dict[type, tuple[str, ...]]] = {
    Position: ("stance", "text"),
    MemberRemark: ("text", "proposed_text", "importance", "norm"),
}


def content_of(words: Position | MemberRemark) -> dict[str, Any]:
    """What the author may change, by field."""
    return {name: str(getattr(words, name)) for name in FIELDS[type(words)]}
