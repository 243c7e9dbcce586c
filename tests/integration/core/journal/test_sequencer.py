"""Places in the log: 0, 1, 2 … without gaps, whoever gives them and whenever entries arrive."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection, connections, transaction

from core.clock import registry
from core.journal.models import JournalEntry, LogHead
from core.journal.services import sequence_all, sequence_pending

Write = Callable[..., JournalEntry]


def places() -> list[int]:
    found = JournalEntry.objects.sequenced().order_by("sequence")
    return list(found.values_list("sequence", flat=True))


@pytest.mark.django_db
def test_places_follow_the_time_within_a_batch(write: Write, now: datetime) -> None:
    for number in (3, 1, 2):
        write(number)
    assert sequence_pending(now=now) == 3
    entries = JournalEntry.objects.order_by("sequence")
    assert [(e.sequence, e.subject_id, e.sequenced_at) for e in entries] == [
        (0, "1", now),
        (1, "2", now),
        (2, "3", now),
    ]
    assert LogHead.objects.get().size == 3


@pytest.mark.django_db
def test_running_twice_changes_nothing(write: Write, now: datetime) -> None:
    write(1)
    assert sequence_pending(now=now) == 1
    assert sequence_pending(now=now) == 0
    assert places() == [0]


@pytest.mark.django_db
def test_a_late_entry_comes_behind_earlier_places(write: Write, now: datetime) -> None:
    """What happened first but was committed last is not lost and moves nobody."""
    write(5)
    sequence_pending(now=now)
    write(1)
    sequence_pending(now=now)
    by_place = JournalEntry.objects.order_by("sequence").values_list("subject_id", flat=True)
    assert list(by_place) == ["5", "1"]


@pytest.mark.django_db
def test_batches_go_on_where_the_last_one_ended(write: Write, now: datetime) -> None:
    for number in range(7):
        write(number)
    assert [sequence_pending(now=now, batch=3) for _ in range(4)] == [3, 3, 1, 0]
    assert places() == list(range(7))


@pytest.mark.django_db
def test_everything_is_taken_in_a_fixed_number_of_queries_for_each_portion(
    write: Write, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(250):
        write(number)
    sequence_pending(now=now, batch=50)
    # Savepoint, head, entries, two portions of 100, head, release.
    with django_assert_num_queries(7):
        assert sequence_pending(now=now) == 200
    assert places() == list(range(250))


@pytest.mark.django_db
def test_the_clock_sequences(write: Write, now: datetime) -> None:
    job = next(job for job in registry.jobs() if job.name == "journal.sequence")
    assert job.run(now) == ""
    write(1), write(2)
    assert job.run(now) == "2 entries sequenced"
    assert not job.atomic


@pytest.mark.django_db(transaction=True)
def test_a_failure_gives_no_places(
    write: Write, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(1)
    sequence_pending(now=now)
    write(2)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(LogHead, "save", fail)
    with pytest.raises(RuntimeError):
        sequence_pending(now=now)
    monkeypatch.undo()
    assert places() == [0]
    assert LogHead.objects.get().size == 1


@pytest.mark.django_db(transaction=True)
def test_writers_and_sequencers_at_once(write: Write, now: datetime) -> None:
    """Two sequencers work while four writers write: no gap, no double, nobody forgotten."""
    writing = threading.Event()
    errors: list[BaseException] = []

    def in_thread(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001
                errors.append(error)
            finally:
                connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def keep_writing(first: int) -> Callable[[], None]:
        return lambda: [write(first + number) for number in range(25)] and None

    def keep_sequencing() -> None:
        while not writing.is_set():
            sequence_pending(now=now, batch=7)

    sequencers = [in_thread(keep_sequencing) for _ in range(2)]
    writers = [in_thread(keep_writing(100 * number)) for number in range(4)]
    for thread in writers:
        thread.join()
    writing.set()
    for thread in sequencers:
        thread.join()
    sequence_all(now=now)
    assert not errors
    assert places() == list(range(100))
    assert not JournalEntry.objects.pending().exists()
    assert LogHead.objects.get().size == 100


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_does_not_hold_the_log_up(write: Write, now: datetime) -> None:
    """An entry whose transaction is still open is passed over and gets its place afterwards."""
    opened, sequenced = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            write(1)
            opened.set()
            sequenced.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    assert opened.wait(10)
    write(2)
    assert sequence_pending(now=now) == 1
    sequenced.set()
    thread.join()
    assert sequence_pending(now=now) == 1
    by_place = JournalEntry.objects.order_by("sequence").values_list("subject_id", flat=True)
    assert list(by_place) == ["2", "1"]


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_has_no_head_and_needs_none(write: Write, now: datetime) -> None:
    assert connection.in_atomic_block is False
    assert not LogHead.objects.exists()
    write(1)
    assert sequence_pending(now=now) == 1
