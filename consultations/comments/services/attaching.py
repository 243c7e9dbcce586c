"""Files beside a proposal: kept with the waiting submission, handed over to the comment, destroyed.

Rows are changed in the caller's transaction. Files are not under it: they are written before its
end and taken away if it fails, and destroyed only after it has succeeded.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import Attachment, PendingComment, ProvisionComment
from core.accounts.models import User
from core.uploads.intake import CheckedFile
from core.uploads.storage import private_storage


def check_amount(files: Sequence[CheckedFile]) -> None:
    """Raises CommentError (too_many_files)."""
    limits = settings.ATTACHMENTS
    size = sum(file.size for file in files)
    if len(files) > limits["files"] or size > limits["total_bytes"]:
        raise CommentError(CommentProblem.TOO_MANY_FILES)


@contextmanager
def written_files() -> Iterator[list[str]]:
    """Around a transaction: the names that are put into the list belong to files that are taken
    away again if the transaction fails."""
    names: list[str] = []
    try:
        yield names
    except BaseException:
        _remove(names)
        raise


def attach(
    files: Sequence[CheckedFile],
    *,
    to: PendingComment | ProvisionComment,
    written: list[str],
    now: dt.datetime,
    scanned_by: User | None = None,
) -> list[Attachment]:
    """Writes files and their rows; `scanned_by` has scanned them, so they are never public.
    `written` is of `written_files`."""
    owner = {"pending" if isinstance(to, PendingComment) else "comment": to}
    found = []
    for file in files:
        row = Attachment(
            **owner,
            name=file.name,
            kind=file.kind,
            size=file.size,
            sha256=file.sha256,
            is_scan=scanned_by is not None,
            uploaded_at=now,
            uploaded_by=scanned_by,
        )
        row.file.save(file.name, ContentFile(file.content), save=False)
        written.append(str(row.file.name))
        row.save()
        found.append(row)
    return found


def hand_over(pending: PendingComment, comment: ProvisionComment) -> None:
    """The submission has become a comment: its files are the comment's now."""
    Attachment.objects.filter(pending=pending).update(pending=None, comment=comment)


def digests(pending: PendingComment) -> tuple[str, ...]:
    """SHA-256 of the files of a waiting submission, for the journal."""
    return tuple(pending.attachments.values_list("sha256", flat=True))


def destroy_of_pending(waiting: Iterable[PendingComment]) -> None:
    """Destroys the files of submissions that will not become comments."""
    _destroy(Attachment.objects.filter(pending__in=[pending.pk for pending in waiting]))


def destroy_scans(*, contact_id: int) -> int:
    """Destroys scans of the letters of a person whose personal data are erased: they show a name,
    an address, a signature. Returns how many. Attachments stay, as the text does."""
    return _destroy(Attachment.objects.filter(comment__contact=contact_id, is_scan=True))


def _destroy(rows: QuerySet[Attachment]) -> int:
    names = list(rows.values_list("file", flat=True))
    rows.delete()
    if names:
        transaction.on_commit(lambda: _remove(names))
    return len(names)


def _remove(names: Iterable[str]) -> None:
    storage = private_storage()
    for name in names:
        storage.delete(name)
