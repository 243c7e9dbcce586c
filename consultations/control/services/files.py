"""Documents of signed editions, kept with their hashes."""

import datetime as dt
import hashlib
from io import BytesIO

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from consultations.control.exports import export
from consultations.control.models import ClosingDocument, ClosingFile, Format


def render_files(*, document_id: int, now: dt.datetime | None = None) -> int:
    """Makes the documents that are not there yet; returns how many. Safe to repeat, and each
    becomes visible whole or not at all."""
    rows = ClosingDocument.objects.signed().select_related("consultation")
    document = rows.filter(pk=document_id).first()
    if document is None:
        return 0
    have = set(document.files.values_list("format", flat=True))
    missing = [fmt for fmt in Format.values if fmt not in have]
    return sum(_store(document, fmt, now or timezone.now()) for fmt in missing)


def _store(document: ClosingDocument, fmt: str, now: dt.datetime) -> int:
    content = export(document, fmt)
    file = ClosingFile(
        document=document,
        format=fmt,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=now,
    )
    file.file.save(f"closing.{fmt}", File(BytesIO(content)), save=False)
    try:
        with transaction.atomic():
            file.save()
    except BaseException:
        file.file.storage.delete(file.file.name or "")
        raise
    return 1
