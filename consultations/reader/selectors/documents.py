"""The committee's summary and the organiser's conclusion, each revision at its own address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from consultations.conclusions import selectors as conclusions
from consultations.conclusions.exports.page import Page
from consultations.conclusions.models import ProposalSummary, SignedDocument, SummaryConclusion
from consultations.conclusions.selectors.objections import objection_numbers
from consultations.process.models import Consultation
from consultations.reader.selectors.revisions import revision_changes

_MODELS: Final[dict[str, type[SignedDocument]]] = {
    "conclusion": SummaryConclusion,
    "summary": ProposalSummary,
}
TITLES: Final = {
    "conclusion": _("Summary conclusion"),
    "summary": _("Summary of proposals with the position of the committee"),
}
_LONGEST: Final = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for: a page of the document, and the row to go to, as it was typed."""

    page: int = 1
    row: str = ""

    @classmethod
    def asked(cls, values: Mapping[str, str]) -> "Wanted":
        """From the parameters of an address; the first page where they make no sense."""
        return cls(_number(values.get("page", "")) or 1, values.get("row", "").strip()[:40])

    @property
    def row_number(self) -> int:
        """0 if it is no number."""
        return _number(self.row)


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _LONGEST
    return int(text) if is_number else 0


def signed_document(
    consultation: Consultation, name: str, revision: int | None
) -> SignedDocument | None:
    """A revision of «conclusion» or «summary», the newest if none is named; without its snapshot,
    which may be of many megabytes. One query."""
    found: Any = _MODELS[name]
    rows = found.objects.filter(consultation=consultation).defer("snapshot").order_by("-revision")
    if revision is not None:
        rows = rows.filter(revision=revision)
    document: SignedDocument | None = rows.first()
    if document is not None:
        document.consultation = consultation
    return document


def row_address(reading: conclusions.Reading, wanted: Wanted) -> str:
    """Where the row stands that was asked for, from the page of the document on; empty if there is
    no such row, or nobody can tell now. Two queries at most."""
    row = wanted.row_number
    if not 1 <= row <= reading.signed.rows:
        return ""
    page = reading.where(row)
    if page is None:
        return ""
    return f"?page={page}#row-{row}" if page > 1 else f"#row-{row}"


def document_page(
    consultation: Consultation, signed: SignedDocument, page: Page | None, wanted: Wanted
) -> dict[str, Any]:
    """A signed document with a `page` of it, if there is one: its kind said plainly, its files, its
    other revisions."""
    found: Any = _MODELS[signed.name]
    rows = found.objects.filter(consultation=consultation).defer("snapshot")
    revisions = list(rows.order_by("-revision"))
    for row in revisions:
        row.consultation = consultation
    return {
        "document": signed,
        "name": signed.name,
        "title": TITLES[signed.name],
        "newest": revisions[0],
        "others": [row for row in revisions if row.pk != signed.pk],
        "built_on": _built_on(signed, consultation),
        # On the first page only: the others are rows.
        "changes": None if page and page.part else revision_changes(signed, revisions),
        "page": page,
        # The renderer escapes every text itself.
        "html": mark_safe(page.html) if page else "",  # noqa: S308
        "contents": [place for place in page.outline.places if place.level <= 2] if page else (),
        "missing_row": "" if page is None else wanted.row,
        **conclusions.files_part(signed),
        "objections": objection_numbers([consultation.pk], on=timezone.localdate())[
            consultation.pk
        ],
    }


def _built_on(signed: SignedDocument, consultation: Consultation) -> ProposalSummary | None:
    if not isinstance(signed, SummaryConclusion) or signed.summary_id is None:
        return None
    summary = ProposalSummary.objects.defer("snapshot").get(pk=signed.summary_id)
    summary.consultation = consultation
    return summary
