"""The formats in which a signed document is given out."""

import io
from collections.abc import Callable, Mapping
from typing import BinaryIO, Final

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports.data import Progress, write_json, write_rows
from consultations.conclusions.exports.document import build_document
from consultations.conclusions.exports.page import write_page
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.exports.templating import render_signed_docx
from consultations.conclusions.exports.workbook import render_workbook
from consultations.conclusions.models import PAGE, Format, SignedDocument
from core.documents.html import render_page
from core.documents.pdf import render_pdf

Writer = Callable[[Report, BinaryIO, Progress], object]


def _write_html(report: Report, out: BinaryIO, progress: Progress) -> None:
    page = render_page(build_document(report))
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        text.write(page)
    finally:
        text.detach()


def _write_pdf(report: Report, out: BinaryIO, progress: Progress) -> None:
    out.write(render_pdf(build_document(report), progress=progress))


_WRITERS: Final[Mapping[str, Writer]] = {
    Format.HTML: _write_html,
    Format.DOCX: lambda report, out, _progress: out.write(render_signed_docx(report)),
    Format.PDF: _write_pdf,
    Format.XLSX: lambda report, out, progress: render_workbook(report, out, progress=progress),
    Format.CSV: write_rows,
    Format.JSON: write_json,
    PAGE: write_page,
}


def write(
    signed: SignedDocument,
    fmt: str,
    out: BinaryIO,
    *,
    report: Report | None = None,
    progress: Progress | None = None,
) -> None:
    """A signed document in one of `KEPT`, written into a stream, which stays open; `report`
    spares resolving it again, `progress` is told what is done, of how much.

    The same snapshot over the same data gives the same bytes, save for the times within a
    workbook. Raises KeyError for another format, and whatever the stream raises.
    """
    writer = _WRITERS[fmt]
    tell = progress or _silent
    tell(0, 1)
    writer(report if report is not None else resolve(signed), out, tell)
    tell(1, 1)


def export(signed: SignedDocument, fmt: str, *, report: Report | None = None) -> bytes:
    """As `write`, into memory."""
    out = io.BytesIO()
    write(signed, fmt, out, report=report)
    return out.getvalue()


def _silent(done: int, total: int) -> None:
    """Nobody asked."""
