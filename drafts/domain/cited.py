"""A unit that somebody has named in words: «п. 2 ч. 1 ст. 5», «статья 5», «законопроект в целом».

The reverse of `citations`, for what people write into tables and forms: both orders of the words,
abbreviations with or without spaces, letters with or without quotes.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from .references import READINGS, Chain, Segment, chains, normal_number

_WHOLE: Final = re.compile(
    r"(?:(?:ко?|по|на)\s+)?(?:"
    r"(?:(?:законо)?проект\w*|закон\w*|текст\w*)(?:\s+(?:законо)?(?:проекта|закона))?\s+в\s+целом"
    r"|в\s+целом(?:\s+по\s+(?:законо)?проекту)?"
    r"|в(?:есь|сему|сего|сём|сем)\s+(?:(?:законо)?проект\w*|текст\w*|закон\w*)(?:\s+закона)?"
    r")",
    re.IGNORECASE,
)
# The bill itself, which is no other act.
_OF_THE_BILL: Final = re.compile(
    r"\s+(?:настоящего\s+|этого\s+)?(?:законопроекта|проекта(?:\s+закона)?)\b", re.IGNORECASE
)
_GLUED: Final = re.compile(r"\b(ст|ч|п|пп|подп|гл|абз)\.(?=[\d«\"а-я])", re.IGNORECASE)
_BARE_LETTER: Final = re.compile(
    r"((?:подпункт\w*|подп\.|пп\.)\s+)([а-я](?:\.\d{1,2})?)\)?(?![\w»\"])", re.IGNORECASE
)
_BRACKET: Final = re.compile(r"(?<=[\d»\"])\)")
_ORDER: Final = (
    "annex", "section", "subsection", "chapter", "article", "paragraph", "point", "subpoint",
    "alinea",
)  # fmt: skip


def cited_path(text: str, paths: Iterable[str]) -> str | None:
    """The path among `paths` that the words mean: an empty one is the bill as a whole, None if
    they name nothing here, several units, or a unit that cannot be told from another. An абзац is
    no unit: the one that it stands in is meant."""
    words = " ".join(text.split()).strip(" .;,")
    if _WHOLE.fullmatch(words):
        return ""
    segments = _segments(_tidied(words))
    place: str | None = None
    known = list(paths)
    for segment in segments:
        place = _inside(place or "", segment, known)
        if place is None:
            return None
    return place


def _tidied(words: str) -> str:
    words = _OF_THE_BILL.sub("", words)
    words = _GLUED.sub(r"\1. ", words)
    words = _BRACKET.sub("", words)
    return _BARE_LETTER.sub(r"\1«\2»", words)


def _segments(words: str) -> list[Segment]:
    """The words from the largest unit to the smallest; none if they name more than one place."""
    found: list[Chain] = list(chains(words))
    if any(chain.foreign for chain in found):
        return []
    segments = [one for chain in found for one in chain.segments if one.kind != "alinea"]
    kinds = [segment.kind for segment in segments]
    if len(set(kinds)) != len(kinds) or any(len(one.numbers) != 1 for one in segments):
        return []
    return sorted(segments, key=lambda segment: _ORDER.index(segment.kind))


def _inside(place: str, segment: Segment, paths: Sequence[str]) -> str | None:
    number = normal_number(segment.numbers[0].text)
    kinds = [str(kind) for kind in READINGS.get(segment.kind, ())] or [segment.kind]
    for kind in kinds:
        step = f"{kind}:{number}"
        found = [path for path in paths if _ends(path, step) and _is_below(path, place)]
        if found:
            return _only(found)
    return None


def _ends(path: str, step: str) -> bool:
    return path.rpartition("/")[2] == step


def _is_below(path: str, place: str) -> bool:
    return not place or path.startswith(f"{place}/")


def _only(found: list[str]) -> str | None:
    """The one that stands highest; those of the body before those of the annexes."""
    body = [path for path in found if not path.startswith("annex:")] or found
    least = min(path.count("/") for path in body)
    highest = [path for path in body if path.count("/") == least]
    return highest[0] if len(highest) == 1 else None
