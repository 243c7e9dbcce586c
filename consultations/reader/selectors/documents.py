"""The committee's summary and the organiser's conclusion, each revision at its own address."""

from typing import Any, Final

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from consultations.conclusions import selectors as conclusions
from consultations.conclusions.models import ProposalSummary, SignedDocument, SummaryConclusion
from consultations.conclusions.selectors.objections import objection_numbers
from consultations.process.models import Consultation
from consultations.reader.selectors.revisions import revision_changes
from core.documents.html import render_fragment

_MODELS: Final[dict[str, type[SignedDocument]]] = {
    "conclusion": SummaryConclusion,
    "summary": ProposalSummary,
}
TITLES: Final = {
    "conclusion": _("Summary conclusion"),
    "summary": _("Summary of proposals with the position of the committee"),
}


def signed_document(
    consultation: Consultation, name: str, revision: int | None, *, whole: bool = True
) -> SignedDocument | None:
    """A revision of «conclusion» or «summary», the newest if none is named; without its snapshot,
    which may be of many megabytes, unless it is wanted `whole`. One query."""
    found: Any = _MODELS[name]
    rows = found.objects.filter(consultation=consultation).order_by("-revision")
    if not whole:
        rows = rows.defer("snapshot")
    if revision is not None:
        rows = rows.filter(revision=revision)
    document: SignedDocument | None = rows.first()
    if document is not None:
        document.consultation = consultation
    return document


def document_page(
    consultation: Consultation, name: str, revision: int | None
) -> dict[str, Any] | None:
    """A signed document as a page: its kind said plainly, its files, its other revisions."""
    document = signed_document(consultation, name, revision)
    if document is None:
        return None
    found: Any = _MODELS[name]
    rows = found.objects.filter(consultation=consultation).defer("snapshot")
    revisions = list(rows.order_by("-revision"))
    for row in revisions:
        row.consultation = consultation
    # The renderer escapes every text itself.
    html = mark_safe(render_fragment(conclusions.conclusion_document(document)))  # noqa: S308
    return {
        "document": document,
        "name": name,
        "title": TITLES[name],
        "newest": revisions[0],
        "others": [row for row in revisions if row.pk != document.pk],
        "built_on": _built_on(document, consultation),
        "changes": revision_changes(document, revisions),
        "html": html,
        **conclusions.files_part(document),
        "objections": objection_numbers([consultation.pk], on=timezone.localdate())[
            consultation.pk
        ],
    }


def _built_on(document: SignedDocument, consultation: Consultation) -> ProposalSummary | None:
    if not isinstance(document, SummaryConclusion) or document.summary_id is None:
        return None
    summary = document.summary
    if summary is not None:
        summary.consultation = consultation
    return summary
