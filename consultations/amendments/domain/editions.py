"""A published edition as data: what its hash in the journal is a hash of."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

# Decision → number of the table.
PARTS: Final = {"adopt": 1, "reject": 2, "undecided": 3}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as it is printed."""

    part: int
    number: int
    place: str
    sponsor: str
    original: str
    text: str
    resulting: str
    decision: str
    reason: str


def fingerprint(lines: Iterable[Line]) -> str:
    """SHA-256 of the lines in their order, as JSON with sorted keys in UTF-8."""
    digest = hashlib.sha256()
    for line in lines:
        plain = json.dumps(asdict(line), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest.update(plain.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
