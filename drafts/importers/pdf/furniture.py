"""What stands on a page besides the text: page numbers, running titles, footnotes."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from drafts.domain.lines import tidy
from drafts.domain.nodes import Note, NoteKind
from drafts.domain.wrapping import Vocabulary

from .paragraphs import one_text, words_of
from .shapes import Line, PageContent, Piece

_NUMBER = re.compile(
    r"^(?:[-–—]\s*)?(?:стр(?:аница|\.)?\s*)?\d{1,4}(?:\s*(?:из|/|of)\s*\d{1,4})?(?:\s*[-–—])?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EDGE = 3  # lines at the head and the foot of a page that may be furniture
_MARGIN = 0.14  # share of the height of a page that is its head or its foot
_MIN_PAGES = 3
_APART = 1.7  # distance of two lines, in type sizes, that is an empty space
_SAME_HEIGHT = 6.0
_NOTE_SIZE = 0.92
_NOTE_MARK = re.compile(r"^(\d{1,3}|\*{1,3})\s*(?=\S)")


def without_furniture(
    lines: Sequence[Line], sizes: Sequence[tuple[float, float]]
) -> tuple[list[Line], int]:
    """The lines without page numbers and running titles; and on how many pages some stood."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    edges = {page: _edge_lines(group, sizes[page][1]) for page, group in pages.items()}
    numbers = _page_numbers(edges)
    apart = {page: _apart(group) for page, group in pages.items()}
    repeated = _running_titles(
        {page: [line for line in group if id(line) in apart[page]] for page, group in edges.items()}
    )
    dropped = numbers | repeated
    kept = [line for line in lines if id(line) not in dropped]
    return kept, len({line.page for line in lines if id(line) in dropped})


def _edge_lines(lines: list[Line], height: float) -> list[Line]:
    ordered = sorted((line for line in lines if line.block is None), key=lambda line: line.top)
    head = [line for line in ordered[:_EDGE] if line.bottom < _MARGIN * height]
    foot = [line for line in ordered[-_EDGE:] if line.top > (1 - _MARGIN) * height]
    return [*head, *(line for line in foot if line not in head)]


def _apart(lines: list[Line]) -> set[int]:
    """The first and the last lines of a page that an empty space parts from its text."""
    ordered = sorted((line for line in lines if line.block is None), key=lambda line: line.top)
    found: set[int] = set()
    for side in (ordered, ordered[::-1]):
        for count, (here, next_one) in enumerate(pairwise(side[: _EDGE + 1]), start=1):
            if abs(next_one.base - here.base) > _APART * max(here.size, next_one.size):
                found.update(id(line) for line in side[:count])
    return found


def _page_numbers(edges: dict[int, list[Line]]) -> set[int]:
    """Numbers that go up with the pages, or that stand alone at the same height on several."""
    found: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page, lines in edges.items():
        for line in lines:
            if _NUMBER.match(tidy(line.text)):
                first = _DIGITS.search(line.text)
                shift = int(first[0]) - page if first else 0
                found[shift, round(line.top / _SAME_HEIGHT / 4)].append(line)
    dropped: set[int] = set()
    for (shift, _height), lines in found.items():
        # A number that fits the page it stands on needs no second witness.
        if len(lines) > 1 or shift == 1:
            dropped.update(id(line) for line in lines)
    return dropped


def _running_titles(edges: dict[int, list[Line]]) -> set[int]:
    """Lines that return at the same height on many pages, digits aside."""
    pages = len(edges)
    places: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines in edges.values():
        for line in lines:
            key = _DIGITS.sub("#", tidy(line.text).lower())
            places[key, round(line.base / _SAME_HEIGHT)].append(line)
    dropped: set[int] = set()
    for group in places.values():
        on_pages = {line.page for line in group}
        if len(on_pages) >= max(_MIN_PAGES, pages // 3):
            dropped.update(id(line) for line in group)
    return dropped


# --- footnotes ------------------------------------------------------------------------------


def take_footnotes(lines: list[Line], pages: Sequence[PageContent]) -> list[Line]:
    """The lines without the footnotes, which go to the line that refers to them."""
    usual, words = _usual_size(lines), words_of(lines)
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    result: list[Line] = []
    for page in sorted(by_page):
        group = by_page[page]
        start = _notes_start(group, usual, pages[page])
        body, notes = group[:start], group[start:]
        attached = _attach(body, _note_texts(notes, words))
        result.extend(body)
        result.extend([] if attached else notes)
    return result


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _notes_start(lines: list[Line], usual: float, page: PageContent) -> int:
    """The index at which the small type at the foot of the page begins, below a short rule."""
    start = len(lines)
    while start and lines[start - 1].block is None and lines[start - 1].size < _NOTE_SIZE * usual:
        start -= 1
    for index in range(start, len(lines)):
        if _mark_of(lines[index]) and _has_rule_above(lines[index], page):
            return index
    return len(lines)


def _has_rule_above(line: Line, page: PageContent) -> bool:
    return any(
        segment.horizontal
        and 0.1 * page.width < segment.x1 - segment.x0 < 0.5 * page.width
        and -2.0 < line.top - segment.y0 < 2.5 * line.size
        for segment in page.segments
    )


def _mark_of(line: Line) -> str:
    """The number of the note that begins in this line; empty if none does."""
    first = next((piece for piece in line.pieces if piece.text.strip()), None)
    if first is None:
        return ""
    text = first.text.strip() if first.raised else line.text
    found = _NOTE_MARK.match(text + (" " if first.raised else ""))
    if first.raised:
        return text if re.fullmatch(r"\d{1,3}|\*{1,3}", text) else ""
    return found[1] if found else ""


def _note_texts(lines: Sequence[Line], words: Vocabulary) -> dict[str, str]:
    notes: dict[str, list[Line]] = {}
    mark = ""
    for line in lines:
        begins = _mark_of(line)
        if begins and begins not in notes:
            mark = begins
        if mark:
            notes.setdefault(mark, []).append(line)
    return {
        mark: one_text(group, words).removeprefix(mark).strip() for mark, group in notes.items()
    }


def _attach(body: list[Line], notes: dict[str, str]) -> bool:
    """Gives each note to the line that has its mark, which is taken out of the text.

    False if a note has no mark on the page: then the lines are text like any other.
    """
    found = {mark: _find_mark(body, mark) for mark in notes}
    if not notes or any(place is None for place in found.values()):
        return False
    for mark, place in found.items():
        if place is not None:
            line, piece = place
            line.pieces = [replace(item, text=item.text.replace(mark, "", 1), raised=False)
                           if item is piece else item for item in line.pieces]  # fmt: skip
            line.forget()
            line.notes.append(Note(tidy(notes[mark]), NoteKind.FOOTNOTE))
    return True


def _find_mark(body: list[Line], mark: str) -> tuple[Line, Piece] | None:
    for line in body:
        for piece in line.pieces:
            if piece.raised and piece.text.strip() == mark:
                return line, piece
    return None
