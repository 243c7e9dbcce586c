"""What a person mends in the structure that was read: each fix is a value that can be kept and
applied again to the same text (see ``mending``).

A unit is named by its eId at the moment of the fix, the preamble by an empty one.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

AUTO = -1


class FixProblem(StrEnum):
    NO_UNIT = "no_unit"  # the unit is not there (any more)
    NO_WORDS = "no_words"  # the words are not in the text of the unit
    MANY_WORDS = "many_words"  # the words occur more than once
    NO_PLACE = "no_place"  # nothing to move into, out of, or to join
    BAD_NUMBER = "bad_number"
    BAD_HEADING = "bad_heading"  # not the beginning of the unit's own text
    NO_QUOTATION = "no_quotation"
    NO_CHANGE = "no_change"


class FixError(Exception):
    """The fix cannot be applied; ``code`` says why."""

    def __init__(self, code: FixProblem) -> None:
        super().__init__(str(code))
        self.code = code


class Direction(StrEnum):
    IN = "in"  # becomes the last unit inside the one before it
    OUT = "out"  # leaves the unit it stands in
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Split:
    """A new unit begins with ``words`` of the unit ``eid``.

    ``level``: 0 inside that unit, 1 beside it, 2 beside its parent …; AUTO by its kind.
    """

    eid: str
    words: str
    kind: str
    number: str
    level: int = AUTO


@dataclass(frozen=True, slots=True)
class Merge:
    """The unit is no unit: its label and text continue the one before it; ``glue``: on the same
    line, not as an абзац of their own."""

    eid: str
    glue: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """``direction`` is a Direction; ``following``: with the units after it at its level."""

    eid: str
    direction: str
    following: bool = False


@dataclass(frozen=True, slots=True)
class Relabel:
    """Another kind or number; ``label`` is the number as printed."""

    eid: str
    kind: str
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Caption:
    """``heading`` is the heading; the rest of the beginning of the unit is its text."""

    eid: str
    heading: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The unit, and those after it up to ``last``, are new text of the amended act."""

    eid: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Unquote:
    """The quotation number ``order`` (from 1) of the unit is text and units of this act."""

    eid: str
    order: int = 1


Fix = Split | Merge | Move | Relabel | Caption | Quote | Unquote
_TYPES: dict[str, type[Fix]] = {
    "split": Split,
    "merge": Merge,
    "move": Move,
    "relabel": Relabel,
    "caption": Caption,
    "quote": Quote,
    "unquote": Unquote,
}
OPERATIONS = tuple(_TYPES)


def to_dict(fix: Fix) -> dict[str, Any]:
    """``fix`` as JSON-able values."""
    name = next(name for name, kind in _TYPES.items() if type(fix) is kind)
    return {"operation": name} | asdict(fix)


def from_dict(data: dict[str, Any]) -> Fix:
    """The inverse of ``to_dict``; KeyError or TypeError if ``data`` was not made by it."""
    fields = dict(data)
    return _TYPES[fields.pop("operation")](**fields)
