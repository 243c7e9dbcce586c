"""Documents of signed conclusions, kept with their hashes."""

import hashlib
from io import BytesIO

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports import export
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import ConclusionFile, Format, SummaryConclusion


def render_files(*, conclusion_id: int) -> int:
    """Makes the documents that are not there yet; returns how many. Safe to repeat, and each
    document becomes visible whole or not at all."""
    conclusion = _find(conclusion_id)
    if conclusion is None:
        return 0
    have = set(conclusion.files.values_list("format", flat=True))
    missing = [fmt for fmt in Format.values if fmt not in have]
    report = resolve(conclusion) if missing else None
    return sum(_store(conclusion, fmt, report) for fmt in missing)


def refresh_files(*, conclusion_id: int) -> int:
    """Makes every document anew, because a text was hidden, withdrawn or erased since; returns
    how many differ from those that were kept. The old files are deleted."""
    conclusion = _find(conclusion_id)
    if conclusion is None:
        return 0
    report = resolve(conclusion)
    return sum(_store(conclusion, fmt, report) for fmt in Format.values)


def _find(pk: int) -> SummaryConclusion | None:
    found = SummaryConclusion.objects.select_related("consultation__version__bill")
    return found.filter(pk=pk).first()


def _store(conclusion: SummaryConclusion, fmt: str, report: Report | None) -> int:
    data = export(conclusion, fmt, report=report)
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = ConclusionFile.objects.select_for_update().filter(conclusion=conclusion, format=fmt)
        kept = row.first()
        if kept is not None and kept.sha256 == sha256:
            row.update(created_at=timezone.now())  # it is true as of now
            return 0
        file = kept or ConclusionFile(conclusion=conclusion, format=fmt)
        old_name, storage = file.file.name, file.file.storage
        file.size, file.sha256, file.created_at = len(data), sha256, timezone.now()
        file.file.save(f"conclusion.{fmt}", File(BytesIO(data)), save=False)
        try:
            with transaction.atomic():
                file.save()
        except BaseException:
            storage.delete(file.file.name or "")
            raise
        if old_name:
            transaction.on_commit(lambda: storage.delete(old_name))
    return 1
