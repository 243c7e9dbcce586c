"""Whether an answer is to the point: empty phrases, and one text for different arguments."""

import hashlib
import re
from collections.abc import Collection
from enum import StrEnum
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")


class Flaw(StrEnum):
    EMPTY = "empty"  # nothing is left of the reasoning without stock phrases
    REPEATED = "repeated"  # another argument has been answered with the same text


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in small letters, «ё» as «е»; nothing else counts."""
    return tuple(_WORD.findall(text.lower().replace("ё", "е")))


def text_key(text: str) -> str:
    """SHA-256 (hex) of the words of a reasoning; empty if there are none."""
    words = words_of(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""


def is_empty(text: str, *, phrases: Collection[str]) -> bool:
    """Whether nothing is left of a reasoning without stock phrases («не представляется
    возможным»). A text of no words at all is not judged: it is a fault, not a flaw."""
    left = f" {' '.join(words_of(text))} "
    if not left.strip():
        return False
    for phrase in sorted(phrases, key=len, reverse=True):
        left = left.replace(f" {' '.join(words_of(phrase))} ", " ")
    return not left.strip()
