"""The piece of a text around the words that were found, as segments for safe printing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from search.domain.words import Word, words


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text; `found` marks a word of the query."""

    text: str
    found: bool


def fragments(
    text: str, terms: Collection[str], *, length: int = 240, most: int = 2
) -> list[tuple[Segment, ...]]:
    """The pieces of a text that show its found words: the first, and after it up to `most` - 1
    others, each with a word that none before it has. Empty for an empty text."""
    if not text:
        return []
    marks = [word for word in words(text) if any(term in terms for term in word.terms)]
    pieces: list[tuple[Segment, ...]] = []
    shown: set[str] = set()
    place = 0
    while len(pieces) < most:
        new = (mark for mark in marks if mark.start >= place and shown.isdisjoint(mark.terms))
        first = next(new, None)
        if pieces and first is None:
            break
        start, end = _window(text[place:], _moved(first, -place), length)
        start, end = start + place, end + place
        start += text.startswith(" ", start)
        inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
        pieces.append(_piece(text, inside, start, end))
        shown.update(term for mark in inside for term in mark.terms)
        place = end
    return pieces


def highlight(text: str, terms: Collection[str], *, length: int = 240) -> tuple[Segment, ...]:
    """About `length` characters of `text` around the first found word, cut at words, with every
    found word marked; the beginning of the text if nothing is found."""
    marks = [word for word in words(text) if any(term in terms for term in word.terms)]
    start, end = _window(text, marks[0] if marks else None, length)
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    return _piece(text, inside, start, end)


def _moved(word: Word | None, by: int) -> Word | None:
    return replace(word, start=word.start + by, end=word.end + by) if word else None


def _piece(text: str, inside: Sequence[Word], start: int, end: int) -> tuple[Segment, ...]:
    segments = [
        Segment("… " if start > 0 else "", found=False),
        *_segments(text, inside, start, end),
        Segment(" …" if end < len(text) else "", found=False),
    ]
    return tuple(segment for segment in segments if segment.text)


def _window(text: str, first: Word | None, length: int) -> tuple[int, int]:
    """Where the shown piece starts and ends; a quarter of it stands before the first mark, which
    is always inside. A text that is short enough is shown whole."""
    if len(text) <= length:
        return 0, len(text)
    start = max(0, (first.start if first else 0) - length // 4)
    end = min(len(text), start + length)
    if start > 0:
        start = _space(text, start, len(text) if first is None else first.start)
    if end < len(text):
        cut = text.rfind(" ", start, end)
        end = cut if cut > start else end
    return start, max(end, first.end if first else 0)


def _space(text: str, start: int, limit: int) -> int:
    """The beginning of the next word from `start` on, at most `limit`."""
    cut = text.find(" ", start, limit)
    return limit if cut < 0 else cut + 1


def _segments(text: str, marks: Sequence[Word], start: int, end: int) -> Iterator[Segment]:
    position = start
    for mark in marks:
        yield Segment(text[position : mark.start], found=False)
        yield Segment(text[mark.start : mark.end], found=True)
        position = mark.end
    yield Segment(text[position:end], found=False)
