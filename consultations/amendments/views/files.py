"""Files of the tables."""

from collections.abc import Callable, Sequence
from typing import Final

from django.http import HttpResponse

from consultations.amendments.domain.editions import Line
from consultations.amendments.exports.tables import Head, tables_docx, tables_xlsx
from core.uploads.intake import CONTENT_TYPES
from core.web.kept import Kept

_WRITERS: Final = {"docx": tables_docx, "xlsx": tables_xlsx}
# The files of the editions asked for last: thousands of rows take seconds.
kept: Kept[bytes] = Kept(6)


def file_of(
    head: Head, lines: Callable[[], Sequence[Line]], fmt: str, slug: str
) -> HttpResponse | None:
    """The tables as a file to download; None for a format that there is not. `lines` are read if
    the file is not kept: that of an edition, whose head names its hash, never changes."""
    if fmt not in _WRITERS:
        return None

    def make() -> bytes:
        return _WRITERS[fmt](head, lines())

    content = kept.get((fmt, slug, head), make) if head.edition else make()
    name = f"amendments-{slug}-{head.edition or 'draft'}.{fmt}"
    response = HttpResponse(content, content_type=CONTENT_TYPES[fmt])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    if not head.edition:
        response["Cache-Control"] = "private, no-store"
    return response
