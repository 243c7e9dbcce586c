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


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What an edition prints above and below its rows. `bill`: «№ 15-8 «О …»»; the name and the
    post of who signs may be empty."""

    bill: str
    title: str
    stage: str
    committee: str
    signer_name: str = ""
    signer_post: str = ""


def fingerprint(lines: Iterable[Line], head: HeadFacts | None = None) -> str:
    """SHA-256 of the head and the lines in their order, each as JSON with sorted keys in UTF-8.
    The first editions kept no head: their hash is of the lines alone."""
    digest = hashlib.sha256()
    if head is not None:
        digest.update(_plain(head))
    for line in lines:
        digest.update(_plain(line))
    return digest.hexdigest()


def _plain(value: Line | HeadFacts) -> bytes:
    text = json.dumps(asdict(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"
