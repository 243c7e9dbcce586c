"""Numbers that a browser prints before the items of a list."""

from collections.abc import Mapping
from dataclasses import dataclass

from drafts.domain.lines import find_marker, tidy
from drafts.domain.numbering import ALPHABET

from .list_numbers import roman

_TYPES = {
    "1": "decimal",
    "a": "alpha",
    "A": "alpha",
    "i": "roman",
    "I": "roman",
    "lower-alpha": "alpha",
    "lower-latin": "alpha",
    "lower-cyrillic": "alpha",
    "lower-russian": "alpha",
    "upper-roman": "roman",
    "lower-roman": "roman",
    "none": "none",
}
_BULLET = "–"


@dataclass(slots=True)
class ListState:
    """An open list: its kind of number and the next one."""

    kind: str
    number: int

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str]) -> "ListState":
        """The list that begins with this tag."""
        if tag == "ul":
            return cls("bullet", 1)
        style = attributes.get("style", "")
        written = next((name for name in _TYPES if len(name) > 1 and name in style), "")
        kind = _TYPES.get(written or attributes.get("type", "1"), "decimal")
        return cls(kind, _integer(attributes.get("start", ""), 1))

    def next_label(self, attributes: Mapping[str, str]) -> str:
        """The label of the next item, which may say its number itself."""
        number = _integer(attributes.get("value", ""), self.number)
        self.number = number + 1
        if self.kind == "bullet":
            return _BULLET
        if self.kind == "alpha" and 0 < number <= len(ALPHABET):
            return f"{ALPHABET[number - 1]})"
        if self.kind == "roman" and 0 < number < 4000:
            return f"{roman(number)}."
        return "" if self.kind == "none" else f"{number}."


def list_label(label: str, text: str) -> str:
    """``label``, unless the text brings its own."""
    own = tidy(text.split("\n")[0]) if text.strip() else ""
    return "" if label and own and find_marker(own) is not None else label


def _integer(written: str, default: int) -> int:
    digits = written.strip().lstrip("-")
    return int(written) if digits.isdigit() and len(digits) < 6 else default
