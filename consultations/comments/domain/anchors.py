"""A selection inside a provision: what exactly is spoken of, and where it stands after an edit.

After the W3C Web Annotation Data Model: a TextPositionSelector and a TextQuoteSelector together.
Positions are offsets in characters of the provision's own text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

CONTEXT: Final = 32
_PUNCTUATION: Final = " \t\n\u00a0«»\"'"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`exact` begins at `start`; `prefix` and `suffix` are up to CONTEXT characters around it."""

    start: int
    exact: str
    prefix: str
    suffix: str

    @property
    def end(self) -> int:
        return self.start + len(self.exact)


def make_anchor(text: str, words: str, at: int | None = None) -> Anchor | None:
    """The anchor of `words` in `text`, or None if they do not stand there. Spaces may differ, as
    they do in what is copied from a page; of several places the one nearest to `at` is meant, or
    the first."""
    parts = words.strip(_PUNCTUATION).split()
    if not parts:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    places = [(match.start(), match.end()) for match in pattern.finditer(text)]
    if not places:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - (at or 0)))
    return Anchor(
        start=start,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def find_anchor(text: str, anchor: Anchor) -> int | None:
    """Where the words of an anchor stand in a text that may have been edited since; None if they
    are not in it any more. Of several places the one with the most of the old surroundings is
    meant, then the one nearest to the old position."""

    def likeness(start: int) -> tuple[int, int]:
        before = text[max(0, start - CONTEXT) : start]
        after = text[start + len(anchor.exact) :]
        shared = _common(before[::-1], anchor.prefix[::-1]) + _common(after, anchor.suffix)
        return shared, -abs(start - anchor.start)

    return max(_places(text, anchor.exact), key=likeness, default=None)


def _places(text: str, words: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _common(first: str, second: str) -> int:
    """How many characters both begin with."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length
