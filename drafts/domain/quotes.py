"""Stage «quotes»: where the new text of an amending act begins and ends.

Reads: lines with markers. Writes: ``Region`` values (disjoint, in order).

Counting quotation marks alone fails: one » often closes two levels, and straight quotes have no
direction. So the count is weighed against punctuation and against the line that follows: an
instruction, or the next number of the amending level.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .annexes import is_annex_start
from .lines import SourceLine
from .numbering import Shape, succeeds

_OPEN = "«„"
_CLOSE = "»"
_TURNED = "\"“”'"
_OPENERS = '«"„“'
_ENDS = re.compile(r"(?P<inner>[.;:,!?)]?)\s*(?P<quotes>[»\"”“]+)(?P<outer>\s*[;.,]*)$")
_MAX_REGION = 4000
_MAX_MISSES = 20
_SHORT_WINDOW = 60

_AMENDS = re.compile(
    r"\bизлож|\bдополн|\bвключ|\bзамен|\bчитать\b|\bдобав|следующ\w+ (?:редакци|содержани)|"
    r"новой редакции",
    re.IGNORECASE,
)
_LEAD_END = re.compile(
    r"(:|редакции|содержания|словами|предложением|абзацем|абзацами)\s*$", re.IGNORECASE
)
_INLINE = re.compile(r"(?:редакции|содержания)\s*:\s*(?=[«\"„“])", re.IGNORECASE)
_UNIT_IN_QUOTE = re.compile(
    r"^[«\"„“]+\s*(?:\d+(?:[.\-^_]\d+|[⁰¹²³⁴-⁹])*[.)]|[а-яa-z](?:\.?\d+|[⁰¹²³⁴-⁹]+)?\)|"
    r"(?:статья|глава|раздел|подраздел)\s+[\dIVXLC]|приложение(?:\s+(?:№|N|\d|к\s)|$)|[IVXLC]+\.\s)",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"^(?:(?:[а-яё]|\d{1,3})[⁰¹²³⁴-⁹.\d]*[).]\s*)?"
    r"(?:в(?:о)?\s+(?:втор\w+\s+|перв\w+\s+|\w+\s+)?(?:абзац|пункт|част|стать|подпункт|наимен|преамбул|глав|"
    r"раздел|приложен|текст|назван|предложен|строк|таблиц|граф|позици)|"
    r"(?:под)?пункт|част[ьи]\b|стать[яюи]\b|абзац|наименовани|слов[ао]\b|дополнить|после\s|признать|"
    r"исключить|преамбул|предложени|приложени|глав[аыу]\b|раздел|строк|позици|таблиц|по\s+тексту)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"излож|дополн|замен|исключ|признать|считать|утратив|следующ|после слов|слов[ао] |цифр|:$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``start``…``end`` (inclusive) are quoted.

    ``column`` is where the quotation begins in its first line (0 unless it follows its lead-in).
    ``forced`` says that the end was found by the next line and not by the quotation mark.
    """

    start: int
    end: int
    column: int = 0
    opening: str = ""
    closing: str = ""
    forced: bool = False


def balance(text: str) -> int:
    """Opened minus closed quotation marks of ``text``; straight ones get a direction by context."""
    total = 0
    for index, char in enumerate(text):
        if char in _OPEN:
            total += 1
        elif char in _CLOSE:
            total -= 1
        elif char in _TURNED and char != "'":
            total += 1 if _opens(text, index) else -1
    return total


def _opens(text: str, index: int) -> bool:
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    return (
        before in " ([/-–—" or (before in _OPENERS and (index < 2 or text[index - 2] in " ("))
    ) and (not after.isspace() and after not in ".,;:)")


def is_instruction(text: str) -> bool:
    """Whether ``text`` reads like a line of the amending level."""
    return bool(_INSTRUCTION.match(text)) and bool(_VERB.search(text))


class _Level:
    """The open numbers of the amending level, to know which may come next."""

    _ORDER = (Shape.ARTICLE, Shape.DOT, Shape.PAREN, Shape.LETTER)

    def __init__(self) -> None:
        self.last: dict[Shape, tuple[int, ...]] = {}

    def see(self, line: SourceLine) -> None:
        marker = line.marker
        if marker is None or marker.shape not in self._ORDER:
            return
        self.last[marker.shape] = marker.number.key
        for deeper in self._ORDER[self._ORDER.index(marker.shape) + 1 :]:
            self.last.pop(deeper, None)

    def expects(self, line: SourceLine) -> bool:
        marker = line.marker
        if marker is None or marker.shape not in self.last:
            return False
        before, after = self.last[marker.shape], marker.number.key
        return succeeds(before, after) and not (len(after) > len(before))


def find_regions(lines: Sequence[SourceLine]) -> list[Region]:
    """All quotations that hold whole lines or whole units."""
    regions: list[Region] = []
    level = _Level()
    misses = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        column = _start_column(
            lines, index, after_region=bool(regions) and regions[-1].end == index - 1
        )
        if column is None:
            level.see(line)
            index += 1
            continue
        if column:
            level.see(line)
        window = _MAX_REGION if misses < _MAX_MISSES else _SHORT_WINDOW
        region, missed = _region(lines, index, column, level, window)
        misses += missed
        if region is None:
            level.see(line)
            index += 1
            continue
        regions.append(region)
        index = region.end + 1
    return regions


def _start_column(lines: Sequence[SourceLine], index: int, *, after_region: bool) -> int | None:
    """Where a quotation begins in this line; None if none does."""
    text = lines[index].text
    if text[:1] and text[0] in _OPENERS:
        if index == 0:
            return 0 if _UNIT_IN_QUOTE.match(text) else None
        lead = lines[index - 1].text
        amends = bool(_LEAD_END.search(lead)) and bool(_AMENDS.search(lead))
        follows = after_region and bool(_ENDS.search(text))
        return 0 if amends or follows or _UNIT_IN_QUOTE.match(text) else None
    found = _INLINE.search(text)
    if found is None:
        return None
    quoted = text[found.end() :]
    if _UNIT_IN_QUOTE.match(quoted) or balance(quoted) > 0:
        return found.end()
    return None


def _region(
    lines: Sequence[SourceLine], start: int, column: int, level: _Level, window: int
) -> tuple[Region | None, bool]:
    """The region that starts here, and whether its end had to be guessed from nothing."""
    end, forced = _find_end(lines, start, column, level, min(len(lines), start + window))
    missed = end is None
    if end is None:
        if column:
            return None, True
        end, forced = _fallback(lines, start, level, min(len(lines), start + window)), True
    first = lines[start].text[column:]
    opening = first[: len(first) - len(first.lstrip(_OPENERS))][:1]
    closing = "" if missed else closing_mark(lines[end].text)
    return Region(start, end, column, opening, closing, forced), missed


def closing_mark(text: str) -> str:
    """The one quotation mark that ends the quotation, with the punctuation after it."""
    found = _ENDS.search(text)
    return (found["quotes"][-1] + found["outer"]) if found else ""


def _find_end(
    lines: Sequence[SourceLine], start: int, column: int, level: _Level, stop: int
) -> tuple[int | None, bool]:
    depth = 0
    for index in range(start, stop):
        line = lines[index]
        if index > start and is_annex_start(lines, index):
            return None, False
        text = line.text[column:] if index == start else line.text
        depth += balance(text)
        ending = _ENDS.search(text) if text else None
        if ending is None or (index == start and len(text) < 2):
            if depth <= 0:  # the opening mark was shared with an inner quotation
                depth = 1
            continue
        if depth <= 0:
            return index, False
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _settled(ending, depth, following, level):
            return index, depth > 1 or (following is not None and level.expects(following))
    return None, False


def _settled(
    ending: re.Match[str], depth: int, following: SourceLine | None, level: _Level
) -> bool:
    """Whether a closing mark ends the quotation although inner ones seem open."""
    strong = bool(ending["inner"]) and bool(ending["outer"].strip())
    double = len(ending["quotes"]) > 1
    if following is None:
        return True
    if level.expects(following) and bool(ending["outer"].strip()):
        return True
    if is_instruction(following.text):
        return True
    return depth <= 1 and (strong or double)


def _fallback(lines: Sequence[SourceLine], start: int, level: _Level, stop: int) -> int:
    """The quotation never closes: it ends before the next number of the amending level."""
    for index in range(start + 1, stop):
        if level.expects(lines[index]) or is_instruction(lines[index].text):
            return index - 1
    return start
