from consultations.reader.selectors.arguments import argument, argument_page
from consultations.reader.selectors.bills import bills_page, passport, reading
from consultations.reader.selectors.changes import changes
from consultations.reader.selectors.comments import (
    comment_page,
    comments_page,
    my_page,
    receipt_page,
)
from consultations.reader.selectors.consultations import (
    consultations_page,
    overview,
    state_tabs,
)
from consultations.reader.selectors.councils import council_record, councils_page
from consultations.reader.selectors.documents import (
    document_page,
    row_address,
    signed_document,
)
from consultations.reader.selectors.opinions import opinion_page
from consultations.reader.selectors.overdue import overdue_page
from consultations.reader.selectors.participation import participation
from consultations.reader.selectors.revisions import changes_page

__all__ = [
    "argument",
    "argument_page",
    "bills_page",
    "changes",
    "changes_page",
    "comment_page",
    "comments_page",
    "consultations_page",
    "council_record",
    "councils_page",
    "document_page",
    "my_page",
    "opinion_page",
    "overdue_page",
    "overview",
    "participation",
    "passport",
    "reading",
    "receipt_page",
    "row_address",
    "signed_document",
    "state_tabs",
]
