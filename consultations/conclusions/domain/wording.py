"""Whether two wordings are versions of one text, so that a comparison helps the reader."""

from typing import Final

from core.web.redline import redline

_SHARED: Final = 0.4


def comparable(old: str, new: str) -> bool:
    """Do the two share enough words? A new unit beside an old one would only look like the old
    one crossed out."""
    if not old.strip() or not new.strip():
        return False
    shared = sum(len(part.text) for part in redline(old, new) if part.operation == "equal")
    return shared >= _SHARED * min(len(old), len(new))


def comparison_base(original: str, wording: str) -> str:
    """What to compare a wording with, so that only words show as changed; empty if a comparison
    would not help. Who types a wording in one line has not changed the paragraphs of the law."""
    if not comparable(original, wording):
        return ""
    return original if "\n" in wording.strip() else " ".join(original.split("\n"))
