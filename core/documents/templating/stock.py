"""The template that is used where a body has none of its own, and from which it makes one."""

import datetime as dt
from functools import cache
from typing import Final

from core.documents.docx import render_docx
from core.documents.domain.blocks import Align, Document, Requisites, paragraph

# A file that is the same on every day is the same file for whoever compares hashes.
_CREATED: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@cache
def stock_template(language: str = "ru") -> bytes:
    """A .docx with the head of our documents and the mark «body»."""
    head = Requisites(
        organisation=("{{ organisation }}",),
        kind="{{ kind }}",
        date="{{ date }}",
        place="{{ place }}",
        number="{{ number }}",
    )
    content = (
        paragraph("{%p if status %}"),
        paragraph("{{ status }}", bold=True, align=Align.CENTER),
        paragraph("{%p endif %}"),
        paragraph("{{p body }}"),
    )
    return render_docx(
        Document(
            title="{{ title }}",
            created=_CREATED,
            blocks=content,
            language=language,
            requisites=head,
        )
    )
