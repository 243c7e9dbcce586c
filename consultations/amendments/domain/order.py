"""The order of amendments in a table: on the whole text, then by the structure, then by time."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"\d+")
_DIGITS: Final = 6
MAX_KEY: Final = 300


def place_key(place: str) -> str:
    """A place in words as a key that sorts as people count: «статья 5» < «статья 5.1» <
    «статья 6» < «статья 10»."""
    words = " ".join(place.casefold().split())
    padded = _NUMBER.sub(lambda found: found[0].zfill(_DIGITS), words)
    return padded[:MAX_KEY]
