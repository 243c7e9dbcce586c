"""Tables of a DOCX as rows of plain text: sniffed, then read in a sandbox.

What runs there needs no Django. Merged cells are written out in each place that they cover.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.uploads import FileKind, RefusalCode, UploadLimits, UploadRefused, sniff
from core.uploads.limits import MEGABYTE
from core.uploads.sandbox import run_isolated
from core.web.texts import clean_text
from drafts.domain.nodes import Cell, Table
from drafts.importers.docx import read

LIMITS = UploadLimits(max_bytes=10 * MEGABYTE, seconds=30.0, cpu_seconds=20)
_TARGET = "consultations.room.docx_tables:tables_of"
_MOST_CELLS = 40_000

Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class TablesFile:
    """The tables of a file and its fingerprint."""

    tables: list[Grid]
    sha256: str


def read_docx(data: bytes, limits: UploadLimits = LIMITS) -> TablesFile:
    """The tables of a file, which may have none. UploadRefused: too_large, empty, encrypted,
    damaged, not_allowed (no DOCX), too_complex, timed_out."""
    if len(data) > limits.max_bytes:
        raise UploadRefused(RefusalCode.TOO_LARGE, limit=limits.max_bytes)
    kind = sniff(data)
    if kind is FileKind.EMPTY:
        raise UploadRefused(RefusalCode.EMPTY)
    if kind is FileKind.ENCRYPTED:
        raise UploadRefused(RefusalCode.ENCRYPTED)
    if kind is not FileKind.DOCX:
        raise UploadRefused(RefusalCode.NOT_ALLOWED, allowed="DOCX")
    tables = [
        [[clean_text(str(cell)) for cell in row] for row in found]
        for found in run_isolated(_TARGET, data, limits)
    ]
    return TablesFile(tables, hashlib.sha256(data).hexdigest())


def tables_of(payload: bytes, limits: UploadLimits) -> list[Any]:
    """Runs in the sandbox: the bytes of a DOCX → its tables as JSON."""
    blocks = (paragraph.block for paragraph in read(payload, limits).paragraphs)
    return [grid(block.rows) for block in blocks if isinstance(block, Table)]


def grid(rows: Iterable[Iterable[Cell]]) -> Grid:
    """Rows of equal columns: the text of a cell stands in every place that the cell covers."""
    made: Grid = []
    cells = 0
    above: dict[int, tuple[int, str]] = {}  # column → rows that a cell still covers, and its text
    for row in rows:
        line: list[str] = []
        covered: dict[int, tuple[int, str]] = {}
        for cell in row:
            _cover(line, above, covered)
            text = "\n".join(cell.lines)
            for _column in range(cell.colspan):
                if cell.rowspan > 1:
                    covered[len(line)] = (cell.rowspan - 1, text)
                line.append(text)
        _cover(line, above, covered)
        made.append(line)
        above = covered
        cells += len(line)
        if cells > _MOST_CELLS:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, cells=cells)
    return made


def _cover(
    line: list[str], above: dict[int, tuple[int, str]], covered: dict[int, tuple[int, str]]
) -> None:
    """Writes the cells from above that cover the next places of the line."""
    while len(line) in above:
        left, text = above[len(line)]
        if left > 1:
            covered[len(line)] = (left - 1, text)
        line.append(text)
