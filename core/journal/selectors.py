"""Reading the public log."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.journal import kinds, subjects
from core.journal.domain.leaves import canonical_json, format_time, opens
from core.journal.models import JournalEntry, LogHead
from core.journal.querysets import JournalQuerySet
from core.journal.subjects import SubjectLink
from core.web.paging import Page, keyset_page

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PER_PAGE: Final = 50
EXPORT_PAGE: Final = 10_000
_CHUNK: Final = 1000
BEFORE_FIRST: Final = -1


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the list: the entry with what people read instead of its codes."""

    entry: JournalEntry
    kind_label: "StrOrPromise"
    subject: SubjectLink | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry and what proves it. `intact`: the leaf still has the hash that was recorded;
    `opened`: the body below opens the commitment (None: it has been erased). `older` and `newer`
    are places of the neighbours in the log."""

    row: EntryRow
    leaf: str
    intact: bool
    body: str
    opened: bool | None
    older: int | None
    newer: int | None


def entries_page(
    *, kind: str = "", subject: tuple[str, str] | None = None, cursor: str | None = None
) -> "Page[EntryRow]":
    """A page of the log, newest first. One query, and those of one call to each provider of
    subjects that occurs."""
    entries = JournalEntry.objects.sequenced()
    if kind:
        entries = entries.filter(kind=kind)
    if subject:
        entries = entries.about(*subject)
    page = keyset_page(entries, order=("-sequence",), cursor=cursor, per_page=PER_PAGE)
    return Page(_rows(page.items), page.next_cursor, page.prev_cursor)


def entry_page(sequence: int) -> EntryPage | None:
    """The entry at a place of the log, or None. Two queries, and the subject's provider."""
    entry = JournalEntry.objects.filter(sequence=sequence).first()
    if entry is None:
        return None
    leaf = entry.leaf()
    body = None if entry.is_erased else entry.body
    salt = bytes.fromhex(entry.salt)
    return EntryPage(
        row=_rows([entry])[0],
        leaf=leaf.to_bytes().decode(),
        intact=leaf.hash().hex() == entry.leaf_hash,
        body="" if body is None else canonical_json(body).decode(),
        opened=None if body is None else opens(leaf.commitment, salt, body),
        older=sequence - 1 if sequence else None,
        newer=sequence + 1 if sequence + 1 < log_size() else None,
    )


def log_size() -> int:
    """How many entries have a place: 0 … size - 1 (one query)."""
    return LogHead.objects.values_list("size", flat=True).first() or 0


def export_lines(*, after: int = BEFORE_FIRST, limit: int | None = None) -> Iterator[str]:
    """Lines of JSON, without line ends, for the entries behind the place `after`, in the order of
    the log; at most `limit`. Reads by chunks, one query each, so memory stays flat.

    Each line has `sequence`, `id`, `leaf` (a string: exactly what is hashed), `leaf_hash`,
    `sequenced_at`, `actor_role`, `body` and `salt` (both null once erased).
    """
    entries: JournalQuerySet = JournalEntry.objects.all()
    left = limit
    while left is None or left > 0:
        size = _CHUNK if left is None else min(_CHUNK, left)
        chunk = list(entries.after(after)[:size])
        for entry in chunk:
            yield _line(entry)
        if len(chunk) < size:
            return
        after = chunk[-1].sequence
        left = None if left is None else left - size


def _line(entry: JournalEntry) -> str:
    fields: dict[str, Any] = {
        "sequence": entry.sequence,
        "id": str(entry.pk),
        "leaf": entry.leaf_text(),
        "leaf_hash": entry.leaf_hash,
        "sequenced_at": entry.sequenced_at and format_time(entry.sequenced_at),
        "actor_role": entry.actor_role,
        "body": entry.body,
        "salt": entry.salt or None,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _rows(entries: list[JournalEntry]) -> list[EntryRow]:
    links = subjects.links((entry.subject_type, entry.subject_id) for entry in entries)
    return [
        EntryRow(entry, kinds.label(entry.kind), links.get((entry.subject_type, entry.subject_id)))
        for entry in entries
    ]
