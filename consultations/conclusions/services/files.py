"""Files of signed documents, kept with their hashes."""

import hashlib
from io import BytesIO
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports import export
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    Format,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)


def render_files(*, conclusion_id: int) -> int:
    """Makes the files of a conclusion that are not there yet; returns how many. Safe to repeat, and
    each file becomes visible whole or not at all."""
    return _render(_find(SummaryConclusion, conclusion_id))


def refresh_files(*, conclusion_id: int) -> int:
    """Makes every file of a conclusion anew, because a text was hidden, withdrawn or erased since;
    returns how many differ from those that were kept. The old files are deleted."""
    return _refresh(_find(SummaryConclusion, conclusion_id))


def render_summary_files(*, summary_id: int) -> int:
    """As `render_files`, for the committee's summary."""
    return _render(_find(ProposalSummary, summary_id))


def refresh_summary_files(*, summary_id: int) -> int:
    """As `refresh_files`, for the committee's summary."""
    return _refresh(_find(ProposalSummary, summary_id))


def _find(model: type[Any], pk: int) -> SignedDocument | None:
    found = model.objects.select_related("consultation__version__bill").filter(pk=pk)
    document: SignedDocument | None = found.first()
    return document


def _render(document: SignedDocument | None) -> int:
    if document is None:
        return 0
    have = set(document.files.values_list("format", flat=True))
    missing = [fmt for fmt in Format.values if fmt not in have]
    report = resolve(document) if missing else None
    return sum(_store(document, fmt, report) for fmt in missing)


def _refresh(document: SignedDocument | None) -> int:
    if document is None:
        return 0
    report = resolve(document)
    return sum(_store(document, fmt, report) for fmt in Format.values)


def _store(document: SignedDocument, fmt: str, report: Report | None) -> int:
    data = export(document, fmt, report=report)
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = document.files.select_for_update().filter(format=fmt)
        kept = row.first()
        if kept is not None and kept.sha256 == sha256:
            row.update(created_at=timezone.now())  # it is true as of now
            return 0
        file = kept or document.new_file(fmt)
        old_name, storage = file.file.name, file.file.storage
        file.size, file.sha256, file.created_at = len(data), sha256, timezone.now()
        file.file.save(f"{document.name}.{fmt}", File(BytesIO(data)), save=False)
        try:
            with transaction.atomic():
                file.save()
        except BaseException:
            storage.delete(file.file.name or "")
            raise
        if old_name:
            transaction.on_commit(lambda: storage.delete(old_name))
    return 1
