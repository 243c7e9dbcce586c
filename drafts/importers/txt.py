"""Plain text: UTF-8, UTF-16 or windows-1251; hard-wrapped lines are joined again."""

import re
from itertools import pairwise
from statistics import quantiles

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.sniffing import decode_text
from drafts.domain.lines import find_marker
from drafts.domain.numbering import Shape
from drafts.domain.paragraphs import plain

from .base import Imported

_SENTENCE_END = re.compile(r"[.;:!?][»\")]*$")
_MIN_WIDTH, _MAX_WIDTH = 45, 130
_HYPHEN = re.compile(r"(?<=[а-яё])-$")
_STARTS_BLOCK = re.compile(r"^(УТВЕРЖД|Утвержд|ПРИЛОЖЕНИЕ|Приложение|г\.\s|№|от\s\d|[-–—•]\s)")


def read(data: bytes, limits: UploadLimits) -> Imported:
    """Paragraphs of a text file. UploadRefused (damaged) if the bytes are no text."""
    text = decode_text(data)
    if text is None:
        raise UploadRefused(RefusalCode.DAMAGED)
    result = Imported()
    lines = (
        text.lstrip("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\f", "\n")
        .split("\n")
    )
    lines = [line.replace("\x00", "") for line in lines]
    width = wrap_width(lines)
    if width:
        result.warn("lines_joined", width=str(width))
        lines = join_wrapped(lines, width)
    result.paragraphs = [plain(line) for line in lines]
    return result


def wrap_width(lines: list[str]) -> int:
    """The column at which the lines were broken; 0 if they were not.

    Evidence: no line is long, most lines inside a block nearly reach the same width, and many
    lines begin in lower case although the one above ended no sentence.
    """
    written = [line.rstrip() for line in lines if line.strip()]
    if len(written) < 8:
        return 0
    lengths = [len(line.strip()) for line in written]
    width = int(quantiles(lengths, n=20)[-1])
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or max(lengths) > width * 1.35:
        return 0
    pairs = [
        (above.rstrip(), below.strip())
        for above, below in pairwise(lines)
        if above.strip() and below.strip()
    ]
    broken = [pair for pair in pairs if _runs_on(*pair)]
    full = [above for above, _below in broken if len(above.strip()) >= width * 0.7]
    if len(broken) < 3 or len(broken) < len(pairs) * 0.3 or len(full) < len(broken) * 0.6:
        return 0
    return width


def _runs_on(above: str, below: str) -> bool:
    return below[0].islower() and not _SENTENCE_END.search(above) and find_marker(below) is None


def join_wrapped(lines: list[str], width: int) -> list[str]:
    """The lines with those that continue a paragraph joined to it."""
    result: list[str] = []
    last_piece = ""
    for line in lines:
        text = line.strip()
        if text and last_piece and _continues(last_piece, line, width):
            joint = "" if _HYPHEN.search(result[-1]) else " "
            result[-1] = _HYPHEN.sub("", result[-1]) + joint + text
        else:
            result.append(text)
        last_piece = text
    return result


def _continues(above: str, line: str, width: int) -> bool:
    below = line.strip()
    marker = find_marker(below)
    if _STARTS_BLOCK.match(below):
        return below.startswith("№") and len(above) >= width * 0.7
    if marker is not None and marker.sure:
        return False
    indented = len(line) - len(line.lstrip()) >= 2 and not above.startswith(" ")
    if indented and _SENTENCE_END.search(above):
        return False
    if below[0].islower():
        return True
    # A line was broken because the next word had no room in it; otherwise it ended by itself.
    needed = len(above) + 1 + len(below.split()[0])
    if _SENTENCE_END.search(above):
        return needed >= width * 0.92 and above[-1] not in ";:"
    heading = find_marker(above)
    if heading is not None and heading.shape not in (Shape.DOT, Shape.PAREN, Shape.LETTER):
        return needed >= width * 0.95
    return needed >= width * 0.82
