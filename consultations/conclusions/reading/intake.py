"""What a file of answers is, before it is read in the sandbox."""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from consultations.conclusions.domain.sheets import RawRow, RawTable
from core.uploads import FileKind, RefusalCode, UploadLimits, UploadRefused, sniff
from core.uploads.archives import open_archive
from core.uploads.intake import clean_name
from core.uploads.limits import MEGABYTE
from core.uploads.sandbox import run_isolated
from core.web.texts import clean_text

LIMITS: Final = UploadLimits(
    max_bytes=20 * MEGABYTE, seconds=60.0, cpu_seconds=45, max_result=100 * MEGABYTE
)
_TARGETS: Final = {
    "xlsx": "consultations.conclusions.reading.xlsx:tables_of",
    "docx": "consultations.conclusions.reading.docx:tables_of",
}


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """The tables of a file, with what is noted of it."""

    name: str
    kind: str
    sha256: str
    tables: tuple[RawTable, ...]


def read_file(data: bytes, name: str, limits: UploadLimits = LIMITS) -> AnswersFile:
    """The tables of an XLSX or a DOCX, which may have none. UploadRefused: too_large, empty,
    encrypted, damaged, not_allowed (another kind), too_complex, timed_out."""
    if len(data) > limits.max_bytes:
        raise UploadRefused(RefusalCode.TOO_LARGE, limit=limits.max_bytes)
    kind = _kind(data)
    open_archive(data, limits).close()
    found = run_isolated(_TARGETS[kind], data, limits)
    tables = tuple(_table(one) for one in found)
    return AnswersFile(clean_name(name, kind), kind, hashlib.sha256(data).hexdigest(), tables)


def _kind(data: bytes) -> str:
    found = sniff(data)
    if found is FileKind.EMPTY:
        raise UploadRefused(RefusalCode.EMPTY)
    if found is FileKind.ENCRYPTED:
        raise UploadRefused(RefusalCode.ENCRYPTED)
    if found is FileKind.DOCX:
        return "docx"
    if found is FileKind.SPREADSHEET and data.startswith(b"PK") and b"xl/workbook" in data:
        return "xlsx"
    raise UploadRefused(RefusalCode.NOT_ALLOWED, allowed="XLSX, DOCX")


def _table(found: dict[str, Any]) -> RawTable:
    rows = (
        RawRow(
            int(number),
            tuple(clean_text(str(cell)) for cell in cells),
            frozenset(formulas),
            frozenset(nested),
        )
        for number, cells, formulas, nested in found["rows"]
    )
    return RawTable(clean_text(str(found["name"]))[:60], tuple(rows))
