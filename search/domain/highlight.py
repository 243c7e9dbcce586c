"""The piece of a text around the words that were found, as segments for safe printing."""

from collections.abc import Collection
from dataclasses import dataclass

from search.domain.words import words


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text; `found` marks a word of the query."""

    text: str
    found: bool


def highlight(text: str, terms: Collection[str], *, length: int = 240) -> tuple[Segment, ...]:
    """About `length` characters of `text` around the first found word, cut at words, with every
    found word marked; the beginning of the text if nothing is found."""
    marks = [word for word in words(text) if word.term in terms]
    first = marks[0].start if marks else 0
    start = max(0, first - length // 4)
    end = min(len(text), start + length)
    start = 0 if start == 0 else text.rfind(" ", 0, start) + 1
    end = len(text) if end >= len(text) else max(text.rfind(" ", start, end), first + 1)
    segments: list[Segment] = []
    position = start
    for mark in marks:
        if mark.start < start or mark.end > end:
            continue
        segments.append(Segment(text[position : mark.start], found=False))
        segments.append(Segment(text[mark.start : mark.end], found=True))
        position = mark.end
    segments.append(Segment(text[position:end], found=False))
    if start > 0:
        segments.insert(0, Segment("… ", found=False))
    if end < len(text):
        segments.append(Segment(" …", found=False))
    return tuple(segment for segment in segments if segment.text)
