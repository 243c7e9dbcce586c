"""What text may hold in a document, whoever wrote it."""

import dataclasses
import re
from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeVar, cast

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_BREAKS: Final = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
# XML 1.0 (production 2) has no place for C0 controls, surrogates, U+FFFE and U+FFFF; C1 controls
# and the other noncharacters print nothing anywhere. Direction overrides and isolates are refused
# because one of them, typed into a proposal, turns the words of the answer beside it around.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000))
    + "]"
)

T = TypeVar("T")


def clean(text: str) -> str:
    """All line ends as `\\n`; every forbidden character becomes U+FFFD, so that its place shows."""
    return _FORBIDDEN.sub(REPLACEMENT, _BREAKS.sub("\n", text))


def map_texts(value: T, change: Callable[[str], str]) -> T:
    """A copy of a document, or of any part of it, with `change` applied to every string."""
    changed: Any = value
    if isinstance(value, str) and not isinstance(value, Enum):
        changed = change(value)
    elif isinstance(value, tuple):
        changed = tuple(map_texts(item, change) for item in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        changed = dataclasses.replace(
            value, **{name: map_texts(getattr(value, name), change) for name in names}
        )
    return cast(T, changed)


def cleaned(value: T) -> T:
    """A copy of a document with every text cleaned. The first step of every renderer."""
    return map_texts(value, clean)
