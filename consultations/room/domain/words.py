"""What a member writes, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PositionData:
    """`stance` is a code of Stance. A short text is needed where the stance asks for changes."""

    stance: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class RemarkWords:
    """`importance` is a code of Importance; `norm` is what the remark rests on."""

    text: str
    proposed_text: str = ""
    importance: str = "medium"
    norm: str = ""


def plain(text: str) -> str:
    """A text by which same ones are told: no case, no ё, single spaces, no closing dot."""
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".; ")
