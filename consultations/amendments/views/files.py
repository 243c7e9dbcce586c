"""Files of the tables."""

from collections.abc import Sequence

from django.http import HttpResponse

from consultations.amendments.domain.editions import Line
from consultations.amendments.exports.tables import Head, tables_docx, tables_xlsx
from core.uploads.intake import CONTENT_TYPES

_WRITERS = {"docx": tables_docx, "xlsx": tables_xlsx}


def file_of(head: Head, lines: Sequence[Line], fmt: str, slug: str) -> HttpResponse | None:
    """The tables as a file to download; None for a format that there is not."""
    if fmt not in _WRITERS:
        return None
    name = f"amendments-{slug}-{head.edition or 'draft'}.{fmt}"
    response = HttpResponse(_WRITERS[fmt](head, lines), content_type=CONTENT_TYPES[fmt])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if not head.edition:
        response["Cache-Control"] = "private, no-store"
    return response
