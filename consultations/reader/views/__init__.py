from consultations.reader.views import (
    bills,
    comments,
    consultations,
    councils,
    documents,
    hearings,
    my,
    opinions,
    receipts,
)

__all__ = [
    "bills",
    "comments",
    "consultations",
    "councils",
    "documents",
    "hearings",
    "my",
    "opinions",
    "receipts",
]
