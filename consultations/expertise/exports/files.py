"""An opinion as a file, and the files beside it, as they are handed out."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from django.http import FileResponse, Http404, HttpResponse

from consultations.expertise.exports.document import build_document
from consultations.expertise.models import Opinion, OpinionFile
from consultations.expertise.selectors import opinion_text
from core.documents.docx import render_docx
from core.documents.domain.blocks import Document
from core.documents.pdf import render_pdf
from core.uploads.intake import CONTENT_TYPES

FORMATS: Final[Mapping[str, Callable[[Document], bytes]]] = {
    "docx": render_docx,
    "pdf": render_pdf,
}


def opinion_response(opinion: Opinion, fmt: str) -> HttpResponse:
    """The document in one of FORMATS, to be downloaded."""
    content = _rendered(build_document(opinion_text(opinion)), fmt)
    consultation = opinion.consultation
    name = f"{consultation.year}-{consultation.slug}-{opinion.council.slug}"
    response = HttpResponse(content, content_type=CONTENT_TYPES[fmt])
    response["Content-Disposition"] = (
        f'attachment; filename="{name}-opinion-{opinion.edition}.{fmt}"'
    )
    # A proposal that is hidden later must not stay in a cache.
    response["Cache-Control"] = "private, no-store"
    return response


@lru_cache(maxsize=32)
def _rendered(document: Document, fmt: str) -> bytes:
    """The same description gives the same bytes, so many readers cost one rendering."""
    return FORMATS[fmt](document)


def file_response(file: OpinionFile) -> FileResponse:
    """A scan or an annex. Raises Http404 if it is not there any more."""
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(file.pk) from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=CONTENT_TYPES.get(file.kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
