"""What the formats of a snapshot allow a document to say."""

from consultations.conclusions.domain.report import Report

WHOLE = 3


def is_whole(report: Report) -> bool:
    """Whether the snapshot has opinions in full, minutes and municipalities; a document of an
    earlier one stays without the chapters on them."""
    return int(report.snapshot.get("format", WHOLE)) >= WHOLE
