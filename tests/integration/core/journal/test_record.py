"""Writing entries: what is refused, what is stored, what can never change."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from core.journal.domain.leaves import opens, parse_leaf
from core.journal.errors import (
    BadEntryError,
    ImmutableEntryError,
    OutsideTransactionError,
    UnknownKindError,
)
from core.journal.models import JournalEntry
from core.journal.services import erase_bodies, record
from tests.integration.core.journal.conftest import NOW

Write = Callable[..., JournalEntry]


@pytest.mark.django_db
def test_an_entry_waits_for_its_place_and_keeps_its_hash(write: Write) -> None:
    written = write(7, actor_role="clerk")
    entry = JournalEntry.objects.get(pk=written.pk)
    assert entry.sequence is None
    assert entry.sequenced_at is None
    assert entry.body == {"thing": 7, "actor_role": "clerk"}
    assert entry.actor_role == "clerk"
    leaf = parse_leaf(entry.leaf_text().encode())
    assert leaf.hash().hex() == entry.leaf_hash
    assert (leaf.kind, leaf.subject_type, leaf.subject_id) == ("thing.made", "thing", "7")
    assert leaf.time == entry.occurred_at
    assert leaf.time.microsecond == 123456
    assert opens(leaf.commitment, bytes.fromhex(entry.salt), entry.body)


@pytest.mark.django_db
def test_the_same_event_twice_has_two_commitments(write: Write) -> None:
    one, other = write(7), write(7)
    assert one.body == other.body
    assert one.salt != other.salt
    assert one.commitment != other.commitment


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_a_transaction() -> None:
    with pytest.raises(OutsideTransactionError):
        record(kind="thing.made", subject_type="thing", subject_id=1, body={}, at=NOW)
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_vanishes_with_what_it_reports(write: Write) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db
def test_an_unknown_kind_is_refused(write: Write) -> None:
    with pytest.raises(UnknownKindError):
        write(kind="thing.forgotten")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"body": {"name": "Иванов Иван"}},
        {"body": {"mail": "ivanov@example.org"}},
        {"body": {"note": "two words"}},
        {"body": {"note": "line\n"}},
        {"body": {"deep": [{"note": "не код"}]}},
        {"body": {"имя": 1}},
        {"body": {"price": 1.5}},
        {"body": {"big": 2**53}},
        {"body": {"when": datetime(2026, 1, 1, tzinfo=UTC)}},
        {"body": {1: 1}},
        {"body": {"actor_role": "clerk"}, "actor_role": "clerk"},
        {"actor_role": "Иванов"},
        {"actor_role": "Ivanov I"},
        {"subject_type": "Thing"},
        {"subject_id": "Иванов"},
        {"subject_id": ""},
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001
    ],
)
def test_what_has_no_place_in_an_entry(write: Write, changes: dict[str, Any]) -> None:
    with pytest.raises(BadEntryError):
        write(**changes)
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db
def test_codes_numbers_ids_and_dates_have_a_place(write: Write) -> None:
    body = {
        "ids": [1, 2],
        "uuid": str(uuid.UUID(int=7)),
        "on": "2026-04-01",
        "at": "2026-04-01T12:00:00+09:00",
        "counts": {"published": 3, "held": 0},
        "urgent": True,
        "parent": None,
    }
    entry = write(body=body)
    entry.refresh_from_db()
    assert entry.body == body
    assert opens(bytes.fromhex(entry.commitment), bytes.fromhex(entry.salt), entry.body)


@pytest.mark.django_db
def test_an_entry_is_never_edited(write: Write) -> None:
    entry = write()
    entry.kind = "thing.moved"
    with pytest.raises(ImmutableEntryError):
        entry.save()
    with pytest.raises(ImmutableEntryError):
        entry.save(update_fields=["kind"])
    with pytest.raises(ImmutableEntryError):
        JournalEntry.objects.update(kind="thing.moved")
    with pytest.raises(ImmutableEntryError), transaction.atomic():
        JournalEntry.objects.bulk_update([entry], ["kind"])
    assert JournalEntry.objects.get().kind == "thing.made"


@pytest.mark.django_db
def test_an_entry_is_never_deleted(write: Write) -> None:
    entry = write()
    with pytest.raises(ImmutableEntryError):
        entry.delete()
    with pytest.raises(ImmutableEntryError):
        JournalEntry.objects.all().delete()
    assert JournalEntry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "assignment",
    [
        "commitment = 'short'",
        "leaf_hash = ''",
        "salt = ''",
        "salt = 'short'",
        "body = NULL",
        "sequence = 5",
        "sequence = -1, sequenced_at = occurred_at",
    ],
)
def test_the_database_refuses_broken_entries(write: Write, assignment: str) -> None:
    write()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_journalentry SET {assignment}")  # noqa: S608


@pytest.mark.django_db
def test_erasing_leaves_the_leaf_and_its_hash(write: Write) -> None:
    write(7), write(7, kind="thing.moved"), write(8)
    before = dict(JournalEntry.objects.values_list("pk", "leaf_hash"))
    assert erase_bodies(subject_type="thing", subject_id=7) == 2
    assert erase_bodies(subject_type="thing", subject_id=7) == 0
    for entry in JournalEntry.objects.all():
        assert entry.leaf().hash().hex() == entry.leaf_hash == before[entry.pk]
        assert entry.is_erased == (entry.subject == "thing:7")
        assert (entry.body is None) == entry.is_erased
