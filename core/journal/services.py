"""Writing to the public log."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connections, router, transaction
from django.db.models import Case, PositiveBigIntegerField, When

from core.journal import kinds
from core.journal.domain.leaves import SALT_BYTES, Leaf, LeafError, commit
from core.journal.errors import BadEntryError, OutsideTransactionError
from core.journal.models import JournalEntry, LogHead

BATCH: Final = 500
_PORTION: Final = 100
# Ids, codes, numbers, dates. No spaces and no «@»: a name or an address does not fit in.
_TOKEN: Final = re.compile(r"[A-Za-z0-9_.:/+-]{0,128}", re.ASCII)
_ROLE: Final = re.compile(r"[a-z_]{0,32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Report:
    """What `record_all` writes; the parameters of `record`."""

    kind: str
    subject_type: str
    subject_id: object
    body: Mapping[str, Any]
    at: datetime
    actor_role: str = ""


def record(
    *,
    kind: str,
    subject_type: str,
    subject_id: object,
    body: Mapping[str, Any],
    at: datetime,
    actor_role: str = "",
) -> JournalEntry:
    """Writes one entry, without a place yet, in the caller's transaction.

    `body` holds ids, codes and numbers only (nested objects and lists are fine); free text is
    refused, because the body is published. `at` is aware. `actor_role` is a code such as «clerk»;
    it joins the body under that name. Raises UnknownKindError, BadEntryError, and
    OutsideTransactionError if no transaction is open: an entry must become real together with
    what it reports, or not at all.
    """
    report = Report(kind, subject_type, subject_id, body, at, actor_role)
    using = _in_transaction(kind)
    entry = _entry(report)
    entry.save(using=using, force_insert=True)
    return entry


def record_all(reports: Iterable[Report]) -> int:
    """Writes many entries in few statements; returns how many. All or none; as `record` else."""
    entries = [_entry(report) for report in reports]
    if entries:
        using = _in_transaction(entries[0].kind)
        JournalEntry.objects.using(using).bulk_create(entries, batch_size=BATCH)
    return len(entries)


def _in_transaction(kind: str) -> str:
    using = router.db_for_write(JournalEntry)
    if not connections[using].in_atomic_block:
        raise OutsideTransactionError(kind)
    return using


def _entry(report: Report) -> JournalEntry:
    """An entry that is not written yet. Raises UnknownKindError and BadEntryError."""
    kinds.require(report.kind)
    committed = _committed_body(report.body, report.actor_role)
    salt = secrets.token_bytes(SALT_BYTES)
    try:
        leaf = Leaf(
            kind=report.kind,
            time=report.at,
            subject_type=report.subject_type,
            subject_id=str(report.subject_id),
            commitment=commit(salt, committed),
        )
        leaf_hash = leaf.hash()
    except LeafError as error:
        raise BadEntryError(str(error)) from error
    return JournalEntry(
        kind=report.kind,
        occurred_at=report.at,
        subject_type=leaf.subject_type,
        subject_id=leaf.subject_id,
        body=committed,
        salt=salt.hex(),
        commitment=leaf.commitment.hex(),
        leaf_hash=leaf_hash.hex(),
        actor_role=report.actor_role,
    )


def sequence_pending(*, now: datetime, batch: int = BATCH) -> int:
    """Gives the next places 0, 1, 2 … to at most `batch` waiting entries; returns to how many.

    One short transaction under the lock of the head, so two sequencers at once take turns and the
    places have no gaps. An entry whose transaction ends late is simply taken later: the order of
    the log is the order of sequencing, and `time` says when the thing happened.
    """
    using = router.db_for_write(JournalEntry)
    with transaction.atomic(using=using):
        head = _locked_head(using)
        pending = JournalEntry.objects.using(using).pending().order_by("occurred_at", "id")
        entries = list(pending.values_list("id", flat=True)[:batch])
        for start in range(0, len(entries), _PORTION):
            _place(entries[start : start + _PORTION], head.size + start, now, using)
        if entries:
            head.size += len(entries)
            head.save(using=using, update_fields=["size"])
    return len(entries)


def sequence_all(*, now: datetime) -> int:
    """Gives places to everything that waits, batch by batch; returns to how many entries."""
    total = 0
    while count := sequence_pending(now=now):
        total += count
        if count < BATCH:
            break
    return total


def erase_bodies(*, subject_type: str, subject_id: object) -> int:
    """Erases salt and body of every entry about a subject; returns of how many. The leaves and
    their hashes stay, so the log verifies as before. Part of the erasure of a person's data."""
    entries = JournalEntry.objects.about(subject_type, str(subject_id))
    return entries.exclude(salt="").update(salt="", body=None)


def _locked_head(using: str) -> LogHead:
    """The head, locked until the end of the transaction (on SQLite the transaction itself is
    IMMEDIATE and locks the database)."""
    heads = LogHead.objects.using(using)
    head = heads.select_for_update().filter(pk=1).first()
    if head is None:
        heads.get_or_create(pk=1)
        head = heads.select_for_update().get(pk=1)
    return head


def _place(entries: list[UUID], first: int, now: datetime, using: str) -> None:
    """Gives the places from `first` on to these entries, in one statement."""
    places = [When(pk=entry, then=place) for place, entry in enumerate(entries, start=first)]
    JournalEntry.objects.using(using).filter(pk__in=entries).update(
        sequence=Case(*places, output_field=PositiveBigIntegerField()), sequenced_at=now
    )


def _committed_body(body: Mapping[str, Any], actor_role: str) -> dict[str, Any]:
    if not _ROLE.fullmatch(actor_role):
        raise BadEntryError("the role of the actor is a code")
    if actor_role and "actor_role" in body:
        raise BadEntryError("the body already names a role")
    plain = {key: _plain(key, value) for key, value in body.items()}
    return {**plain, "actor_role": actor_role} if actor_role else plain


def _plain(name: str, value: Any) -> Any:
    """Ids, codes and numbers as JSON keeps them; raises BadEntryError for anything else."""
    if not isinstance(name, str) or not _TOKEN.fullmatch(name):
        raise BadEntryError("a name in the body is a code")
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        if not _TOKEN.fullmatch(value):
            raise BadEntryError(f"free text in the body: {name}")
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(key, item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(name, item) for item in value]
    raise BadEntryError(f"{type(value).__name__} has no place in a body: {name}")
