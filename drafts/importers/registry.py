"""From the bytes of a file to an act: sniffed, then read and parsed in a sandbox."""

import hashlib
import importlib
from typing import Any

from core.uploads import DEFAULT_LIMITS, FileKind, RefusalCode, UploadLimits, UploadRefused, sniff
from core.uploads.office import convert as office_convert
from core.uploads.sandbox import run_isolated
from core.uploads.sniffing import is_locked_doc
from drafts.domain import serialise, sources
from drafts.domain.paragraphs import Paragraph
from drafts.domain.parser import parse

from . import figures
from .base import Adapter, ParsedDraft, repair

# A module per format, each with ``read``; imported only when a file of that kind comes.
ADAPTERS: dict[FileKind, str] = {
    FileKind.DOCX: "drafts.importers.docx",
    FileKind.HTML: "drafts.importers.html",
    FileKind.ODT: "drafts.importers.odt",
    FileKind.PDF: "drafts.importers.pdf",
    FileKind.RTF: "drafts.importers.rtf",
    FileKind.TXT: "drafts.importers.txt",
}
# Formats that LibreOffice turns into DOCX first.
BY_OFFICE = frozenset({FileKind.DOC})
_NEVER_PLAIN = (".docx", ".odt", ".doc", ".pdf", ".rtf")
_TARGET = "drafts.importers.registry:parse_payload"


def read_act(
    data: bytes, *, limits: UploadLimits = DEFAULT_LIMITS, name: str = "", office: str = ""
) -> ParsedDraft:
    """The act in a file.

    ``data`` is the whole file. Its kind follows from its content; the ``name``, if given, only
    exposes a destroyed file: a «.docx» that holds a line of plain text. ``office`` is the path of
    LibreOffice, needed for DOC. UploadRefused says why a file cannot be read. A text
    without any numbered unit is still an act: all of it is preamble, and there is the warning
    ``no_units``.
    """
    kind = recognise(data, limits)
    if kind is FileKind.TXT and name.lower().endswith(_NEVER_PLAIN):
        raise UploadRefused(RefusalCode.DAMAGED, detail="plain text under another name")
    readable, content = kind, data
    if kind in BY_OFFICE:
        readable = FileKind.DOCX
        content = office_convert(data, kind.value, "docx", office=office, limits=limits)
    answer = run_isolated(_TARGET, readable.value.encode() + b"\n" + content, limits)
    return ParsedDraft(
        act=serialise.from_dict(answer["act"]),
        warnings=tuple(serialise.warning_from_dict(item) for item in answer["warnings"]),
        source_kind=kind.value,
        sha256=hashlib.sha256(data).hexdigest(),
        paragraphs=tuple(answer["paragraphs"]),
        figures=tuple(figures.from_json(item) for item in answer["figures"]),
    )


def recognise(data: bytes, limits: UploadLimits) -> FileKind:
    """The kind of a file that we can read; UploadRefused for every other."""
    if len(data) > limits.max_bytes:
        raise UploadRefused(RefusalCode.TOO_LARGE, limit=limits.max_bytes, size=len(data))
    kind = sniff(data)
    if kind is FileKind.EMPTY:
        raise UploadRefused(RefusalCode.EMPTY)
    if kind is FileKind.ENCRYPTED:
        raise UploadRefused(RefusalCode.ENCRYPTED)
    if kind is FileKind.DOC and is_locked_doc(data):
        raise UploadRefused(RefusalCode.ENCRYPTED)
    if kind not in ADAPTERS and kind not in BY_OFFICE:
        raise UploadRefused(RefusalCode.UNSUPPORTED, kind=kind.value)
    return kind


def parse_payload(payload: bytes, limits: UploadLimits) -> dict[str, Any]:
    """Runs in the sandbox. ``payload`` is the kind, a newline, the file; the answer is JSON."""
    name, _, data = payload.partition(b"\n")
    adapter: Adapter = importlib.import_module(ADAPTERS[FileKind(name.decode())]).read
    imported = adapter(data, limits)
    if not any(has_text(paragraph) for paragraph in imported.paragraphs):
        raise UploadRefused(RefusalCode.NO_TEXT)
    repair(imported)
    paragraphs, pictures = figures.numbered(imported)
    parsed = parse(paragraphs)
    warnings = [*imported.warnings, *parsed.warnings]
    return {
        "act": serialise.to_dict(parsed.act),
        "warnings": [serialise.warning_to_dict(warning) for warning in warnings],
        "paragraphs": [sources.text_of(paragraph) for paragraph in paragraphs],
        "figures": pictures,
    }


def has_text(paragraph: Paragraph) -> bool:
    """Whether there is anything to read in the paragraph or in its table."""
    if any(char.isalnum() for char in paragraph.text):
        return True
    rows = getattr(paragraph.block, "rows", ())
    return any(
        char.isalnum() for row in rows for cell in row for line in cell.lines for char in line
    )
