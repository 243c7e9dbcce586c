"""What changed between two revisions of a signed document, for its page and a page of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator

from consultations.conclusions.domain.revisions import Comparison
from consultations.conclusions.domain.rowchanges import GroupChange
from consultations.conclusions.models import ProposalSummary, SignedDocument, SummaryConclusion
from consultations.conclusions.presenters.figures import FigureLine, fact_lines, number_lines
from consultations.conclusions.presenters.revisions import (
    CouncilLine,
    RowLine,
    council_lines,
    row_lines,
    summary_words,
)
from consultations.conclusions.selectors.changes import changed_answers, comparison
from consultations.process.models import Consultation

# More than so many changes have a page of their own, on which so many rows are shown at a time.
AT_MOST: Final = 20
PER_PAGE: Final = 50
# The page of the document opens so many rows at once; more wait to be opened.
OPEN: Final = 3
_MODELS: Final[dict[str, type[SignedDocument]]] = {
    "conclusion": SummaryConclusion,
    "summary": ProposalSummary,
}


@dataclass(frozen=True, slots=True)
class RevisionChanges:
    """`earlier` is the revision with which `words` compare. `is_long`: the lists are not here, but
    on the page of changes."""

    earlier: SignedDocument
    words: str
    is_long: bool = False
    facts: Sequence[FigureLine] = ()
    numbers: Sequence[FigureLine] = ()
    councils: Sequence[CouncilLine] = ()
    rows: Sequence[RowLine] = ()

    @property
    def is_open(self) -> bool:
        return len(self.rows) <= OPEN


def revision_changes(
    signed: SignedDocument, revisions: Sequence[SignedDocument]
) -> RevisionChanges | None:
    """What is different from the revision before, which is one of `revisions`; None for the first.
    Four queries at most, and one where nobody has compared the two before."""
    earlier = next((one for one in revisions if one.revision == signed.revision - 1), None)
    if earlier is None:
        return None
    found = comparison(earlier, signed)
    if max(found.count, len(found.numbers)) > AT_MOST:
        facts = fact_lines(earlier, signed, found)
        return RevisionChanges(earlier, summary_words(found), is_long=True, facts=facts)
    return _whole(earlier, signed, found, found.groups)


def changes_page(
    consultation: Consultation, name: str, revision: int, page: str | None
) -> dict[str, Any] | None:
    """The page of changes; the first shows everything but rows, each of them `PER_PAGE` rows. None
    if there is no such revision, or none before it. Six queries at most."""
    model: Any = _MODELS[name]
    wanted = model.objects.filter(consultation=consultation, revision__in=[revision - 1, revision])
    pair = list(wanted.defer("snapshot").order_by("revision"))
    if len(pair) < 2:
        return None
    for one in pair:
        one.consultation = consultation
    earlier, signed = pair
    found = comparison(earlier, signed)
    rows: Page[GroupChange] = Paginator(found.groups, PER_PAGE).get_page(page)
    return {
        "document": signed,
        "changes": _whole(earlier, signed, found, rows.object_list),
        "page": rows,
    }


def _whole(
    earlier: SignedDocument,
    signed: SignedDocument,
    found: Comparison,
    rows: Sequence[GroupChange],
) -> RevisionChanges:
    return RevisionChanges(
        earlier=earlier,
        words=summary_words(found),
        facts=fact_lines(earlier, signed, found),
        numbers=number_lines(found),
        councils=council_lines(found.councils),
        rows=row_lines(earlier, signed, rows, changed_answers(earlier, signed, rows)),
    )
