"""The text of a resolution as directions, addressees and recommendations.

Resolutions of forums are not numbered: a direction is a heading in quotation marks above an
addressee, an addressee a line that ends with a colon, a recommendation a line that begins with a
dash. The number of a recommendation is made of the three places: «2.1.3».
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_HEADING: Final = re.compile(r"[«\"“].+[»\"”]\.?")
_ITEM: Final = re.compile(r"[-–—•]\s*(?=\S)")
# What an editor of texts has left: «[bookmark: _GoBack]».
_MARK: Final = re.compile(r"\[(?:bookmark|comment|endnote|footnote)\b[^\]]*\]", re.IGNORECASE)
# Of a heading and of an addressee.
MOST: Final = 300
_SPACES: Final = re.compile(r"\s+")


class ResolutionError(ValueError):
    """No resolution can be read; `line` (from 1) says where, 0 if nothing was found at all."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Recommendation:
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """`name` as it is addressed: «Правительству Амурской области»."""

    number: int
    name: str
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    number: int
    title: str
    addressees: tuple[Addressee, ...]


@dataclass(slots=True)
class _Open:
    """An addressee whose recommendations are still being read."""

    name: str
    line: int
    texts: list[str]


def parse_resolution(text: str) -> tuple[Direction, ...]:
    """The directions of a resolution, whose recommendations stand word for word; what stands before
    the first direction is left out. Raises ResolutionError: `nothing` without any recommendation,
    `no_addressee` for a recommendation before the first addressee of its direction, `empty` for an
    addressee without recommendations, `too_long` for a heading or an addressee of more than MOST
    letters, `unknown` for a line that is none of the three."""
    numbered = enumerate(map(_cleaned, text.splitlines()), start=1)
    lines = [(number, line) for number, line in numbered if line]
    found: list[tuple[str, list[_Open]]] = []
    for (number, line), (_next, following) in pairwise([*lines, (0, "")]):
        if _HEADING.fullmatch(line) and following.endswith(":"):
            found.append((_fitting(line.rstrip(".")[1:-1].strip(), number), []))
        elif found:
            _take(line, number, found[-1][1])
    if not found:
        raise ResolutionError("nothing")
    return tuple(
        Direction(place, title, tuple(_addressees(place, every)))
        for place, (title, every) in enumerate(found, start=1)
    )


def _cleaned(line: str) -> str:
    return _SPACES.sub(" ", _MARK.sub("", line)).strip()


def _fitting(words: str, number: int) -> str:
    if len(words) > MOST:
        raise ResolutionError("too_long", number)
    return words


def _take(line: str, number: int, every: list[_Open]) -> None:
    """One line below a heading."""
    if item := _ITEM.match(line):
        if not every:
            raise ResolutionError("no_addressee", number)
        every[-1].texts.append(line[item.end() :])
    elif line.endswith(":"):
        every.append(_Open(_fitting(line[:-1].rstrip(), number), number, []))
    else:
        raise ResolutionError("unknown", number)


def _addressees(direction: int, every: Iterable[_Open]) -> Iterable[Addressee]:
    for place, each in enumerate(every, start=1):
        if not each.texts:
            raise ResolutionError("empty", each.line)
        recommendations = (
            Recommendation(f"{direction}.{place}.{item}", text)
            for item, text in enumerate(each.texts, start=1)
        )
        yield Addressee(place, each.name, tuple(recommendations))
