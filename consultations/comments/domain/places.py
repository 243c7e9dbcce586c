"""Names of municipalities as people write them."""

import unicodedata
from typing import Final

MAX_PLACE: Final = 120


def normal_place(name: str) -> str:
    """The name of a municipality as it is compared: case, ё, and spaces do not matter. Not by the
    database: SQLite folds the case of Latin letters only."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return " ".join(plain.split())[:MAX_PLACE].rstrip()
