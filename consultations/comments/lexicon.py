"""The list of words that hold a text, read once."""

import tomllib
from functools import cache
from pathlib import Path

from consultations.comments.domain.detectors import Lexicon

_FILE = Path(__file__).resolve().parent / "data" / "obscenity.toml"


@cache
def lexicon() -> Lexicon:
    """Raises tomllib.TOMLDecodeError or re.error if the file was spoilt."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Lexicon.of(data["words"], data["masked"], data["allowed"])
