"""The formats in which a signed document is given out."""

from collections.abc import Callable, Mapping
from typing import Final

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports.data import render_json, render_rows
from consultations.conclusions.exports.document import build_document
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.exports.templating import render_signed_docx
from consultations.conclusions.models import Format, SignedDocument
from core.documents.html import render_page
from core.documents.pdf import render_pdf

Renderer = Callable[[Report], bytes]

_RENDERERS: Final[Mapping[str, Renderer]] = {
    Format.HTML: lambda report: render_page(build_document(report)).encode("utf-8"),
    Format.DOCX: render_signed_docx,
    Format.PDF: lambda report: render_pdf(build_document(report)),
    Format.CSV: render_rows,
    Format.JSON: render_json,
}


def export(signed: SignedDocument, fmt: str, *, report: Report | None = None) -> bytes:
    """A signed document in one of `Format`; `report` spares resolving it again.

    The same snapshot over the same data gives the same bytes. Raises KeyError for another format.
    """
    render = _RENDERERS[fmt]
    return render(report if report is not None else resolve(signed))
