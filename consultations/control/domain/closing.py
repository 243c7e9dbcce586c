"""The text of a closing document: of a monitoring («итоговый документ») or of an inspection."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

# The blocks in the order in which they are printed (212-FZ, art. 26).
BLOCKS: Final = (
    "place_time", "tasks", "forms", "facts", "proposals", "conclusions", "recommendations",
    "attachments",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClosingData:
    """The blocks as people write them; a draft may lack anything."""

    place_time: str = ""
    tasks: str = ""
    forms: str = ""
    facts: str = ""
    proposals: str = ""
    conclusions: str = ""
    recommendations: str = ""
    attachments: str = ""

    def stripped(self) -> "ClosingData":
        return ClosingData(**{name: text.strip() for name, text in asdict(self).items()})


@dataclass(frozen=True, slots=True)
class Required:
    """A block that must be written. `code`: «inspection.facts»; `title` in the rules' words."""

    code: str
    title: str

    @property
    def block(self) -> str:
        return self.code.partition(".")[2]


def missing_blocks(data: ClosingData, required: Sequence[Required]) -> list[Required]:
    """The required blocks that are empty, in their order; unknown codes ask for nothing."""
    texts = asdict(data)
    return [item for item in required if item.block in texts and not texts[item.block].strip()]


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the values in one unambiguous form."""
    said = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
