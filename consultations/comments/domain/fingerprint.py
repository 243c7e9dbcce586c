"""When two posts are one: the same person, the same place, the same words."""

import hashlib
import unicodedata


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fingerprint(*, person: str, place: str, texts: tuple[str, ...]) -> str:
    """SHA-256 (hex) over a person's hash, a place (ids) and the texts; case and spaces do not
    matter."""
    parts = [person, place, *map(_plain, texts)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
