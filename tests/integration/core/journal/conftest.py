from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from core.journal import kinds
from core.journal.models import JournalEntry
from core.journal.services import record

NOW = datetime(2026, 4, 1, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of this test suite beside those of the apps."""
    labels = {**kinds._labels, "thing.made": "thing made", "thing.moved": "thing moved"}
    monkeypatch.setattr(kinds, "_labels", labels)


@pytest.fixture
def write() -> Callable[..., JournalEntry]:
    """Writes an entry in a transaction of its own: `write(7)`, with any part changed by name."""

    def _write(number: int = 1, **changes: Any) -> JournalEntry:
        values: dict[str, Any] = {
            "kind": "thing.made",
            "subject_type": "thing",
            "subject_id": number,
            "body": {"thing": number},
            "at": NOW + timedelta(seconds=number),
        }
        with transaction.atomic():
            return record(**{**values, **changes})

    return _write


@pytest.fixture
def now() -> datetime:
    """When the sequencer runs."""
    return NOW + timedelta(hours=1)
