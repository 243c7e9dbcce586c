from consultations.reader.views import (
    bills,
    comments,
    consultations,
    councils,
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
    "hearings",
    "my",
    "opinions",
    "receipts",
]
