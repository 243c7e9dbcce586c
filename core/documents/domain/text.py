"""What text may hold in a document, whoever wrote it."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
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
    if text.isprintable():  # neither occurs there, and files of data have very many short texts
        return text
    return _FORBIDDEN.sub(REPLACEMENT, _BREAKS.sub("\n", text))


def map_texts(value: T, change: Callable[[str], str]) -> T:
    """A document, or any part of it, with `change` applied to every string; what does not change
    is not copied, for a long document is mostly that."""
    changed: Any = value
    if isinstance(value, str):
        changed = value if isinstance(value, Enum) else change(value)
    elif isinstance(value, tuple):
        items = tuple(map_texts(item, change) for item in value)
        if any(new is not old for new, old in zip(items, value, strict=True)):
            changed = items
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {name: getattr(value, name) for name in _names(type(value))}
        mapped = {name: map_texts(old, change) for name, old in fields.items()}
        new = {name: item for name, item in mapped.items() if item is not fields[name]}
        changed = dataclasses.replace(value, **new) if new else value
    return cast(T, changed)


def texts(value: Any) -> Iterator[str]:
    """Every string of a document, or of any part of it."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            yield from texts(getattr(value, name))


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def cleaned(value: T) -> T:
    """A copy of a document with every text cleaned. The first step of every renderer."""
    return map_texts(value, clean)
