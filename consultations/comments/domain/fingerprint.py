"""When two posts are one: the same person, the same place, the same words."""

import hashlib
import re
import unicodedata
from typing import Final

_WORDS: Final = re.compile(r"\w+")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fingerprint(*, person: str, place: str, texts: tuple[str, ...]) -> str:
    """SHA-256 (hex) over a person's hash, a place (ids) and the texts; case and spaces do not
    matter."""
    parts = [person, place, *map(_plain, texts)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def words_hash(*, place: str, texts: tuple[str, ...]) -> str:
    """SHA-256 (hex) over a place (ids) and the texts without their author: what several people send
    in the same words (однотипные предложения). Case, spaces, ё, and punctuation do not matter."""
    plain = (_WORDS.findall(_plain(text).replace("ё", "е")) for text in texts)
    parts = [place, *map(" ".join, plain)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
