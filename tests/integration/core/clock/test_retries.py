"""Failed tasks are tried again after growing pauses, each failure once, and not for ever."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from core.clock import registry, retries
from core.clock.models import TaskRetry
from core.clock.retries import PAUSES, Retried, fail_lost, prune, retry_failed
from tests.integration.core.clock import tasks
from tests.tasks import run_tasks

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    tasks.calls.clear()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def fail_once() -> DBTaskResult:
    tasks.fails.enqueue(7, word="seven")
    return run_tasks(expect_failures=True)[-1]


def test_a_failed_task_gets_a_successor_after_a_pause(clock: time_machine.Traveller) -> None:
    failed = fail_once()
    assert retry_failed(now=NOW) == Retried(again=1, given_up=0)
    retry = TaskRetry.objects.get()
    successor = DBTaskResult.objects.get(pk=retry.retry_id)
    assert (retry.failed_id, retry.root_id, retry.attempt) == (failed.pk, failed.pk, 1)
    assert retry.due_at == successor.run_after == NOW + timedelta(minutes=1)
    assert successor.args_kwargs == failed.args_kwargs
    assert successor.status == "READY"
    assert not run_tasks(expect_failures=True)
    clock.shift(timedelta(minutes=1))
    run_tasks(expect_failures=True)
    assert tasks.calls == [(7, "seven")] * 2


def test_looking_twice_changes_nothing(clock: time_machine.Traveller) -> None:
    fail_once()
    retry_failed(now=NOW)
    assert retry_failed(now=NOW) == Retried(again=0, given_up=0)
    assert DBTaskResult.objects.count() == 2


def test_a_missed_clock_does_not_lengthen_the_pause(clock: time_machine.Traveller) -> None:
    fail_once()
    late = NOW + timedelta(hours=5)
    retry_failed(now=late)
    assert TaskRetry.objects.get().due_at == late


def test_pauses_grow_and_then_the_job_is_given_up(clock: time_machine.Traveller) -> None:
    first = fail_once()
    moments = []
    for attempt, _pause in enumerate(PAUSES, start=1):
        now = first.finished_at + sum(PAUSES[: attempt - 1], timedelta())
        assert retry_failed(now=now) == Retried(again=1, given_up=0)
        retry = TaskRetry.objects.get(attempt=attempt)
        assert retry.root_id == first.pk
        moments.append(retry.due_at)
        clock.move_to(retry.due_at)
        assert len(run_tasks(expect_failures=True)) == 1
    assert [later - earlier for earlier, later in zip([NOW, *moments], moments, strict=False)] == (
        list(PAUSES)
    )
    assert list(PAUSES) == sorted(PAUSES)
    assert retry_failed(now=moments[-1]) == Retried(again=0, given_up=1)
    last = TaskRetry.objects.get(attempt=len(PAUSES) + 1)
    assert last.retry_id is None
    assert last.due_at is None
    assert retry_failed(now=moments[-1] + timedelta(days=30)) == Retried(again=0, given_up=0)
    assert len(tasks.calls) == len(PAUSES) + 1


def test_the_successor_keeps_queue_and_priority(clock: time_machine.Traveller) -> None:
    tasks.works.enqueue(1)
    run_tasks()
    DBTaskResult.objects.update(status="FAILED")
    retry_failed(now=NOW)
    successor = DBTaskResult.objects.get(status="READY")
    assert (successor.priority, successor.queue_name) == (7, "default")


def test_successful_and_waiting_tasks_are_left_alone(clock: time_machine.Traveller) -> None:
    tasks.works.enqueue(1)
    run_tasks()
    tasks.works.enqueue(2)
    assert retry_failed(now=NOW) == Retried(again=0, given_up=0)
    assert not TaskRetry.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"task_path": "tests.integration.core.clock.tasks.gone"},
        {"task_path": "no.such.module"},
        {"task_path": "tests.tasks.run_tasks"},
        {"queue_name": "closed"},
        {"backend_name": "sold"},
    ],
)
def test_a_task_that_no_longer_exists_is_given_up(
    clock: time_machine.Traveller, changes: dict[str, str]
) -> None:
    failed = fail_once()
    DBTaskResult.objects.filter(pk=failed.pk).update(**changes)
    assert retry_failed(now=NOW) == Retried(again=0, given_up=1)
    assert DBTaskResult.objects.count() == 1


def test_a_failure_that_somebody_else_took_up_is_passed_over(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two clocks read the same failures; the second one comes too late for this one."""
    failed = fail_once()
    decide = retries._decide

    def after_the_other(*args: object) -> object:
        TaskRetry.objects.create(failed_id=failed.pk, root_id=failed.pk, attempt=1, decided_at=NOW)
        return decide(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(retries, "_decide", after_the_other)
    assert retry_failed(now=NOW) == Retried(again=0, given_up=0)
    assert DBTaskResult.objects.count() == 1


def test_a_task_whose_worker_was_killed_fails_and_is_tried_again(
    clock: time_machine.Traveller,
) -> None:
    tasks.works.enqueue(1)
    tasks.works.enqueue(2)
    DBTaskResult.objects.update(status="RUNNING", started_at=NOW)
    DBTaskResult.objects.filter(args_kwargs__args=[2]).update(
        started_at=NOW + timedelta(minutes=30)
    )
    assert fail_lost(now=NOW + timedelta(hours=1)) == 0
    assert fail_lost(now=NOW + timedelta(minutes=61)) == 1
    lost = DBTaskResult.objects.get(status="FAILED")
    assert lost.exception_class_path == "core.clock.retries.WorkerLostError"
    assert retry_failed(now=NOW + timedelta(minutes=61)).again == 1


def test_old_results_go_and_fresh_failures_stay(clock: time_machine.Traveller) -> None:
    tasks.works.enqueue(1)
    run_tasks()
    failed = fail_once()
    assert prune(now=NOW + timedelta(days=7)) == 0
    assert prune(now=NOW + timedelta(days=8)) == 1
    # A failure that nobody has looked at stays, however old.
    assert prune(now=NOW + timedelta(days=91)) == 0
    retry_failed(now=NOW)
    DBTaskResult.objects.exclude(pk=failed.pk).delete()
    assert prune(now=NOW + timedelta(days=91)) == 1
    assert not DBTaskResult.objects.exists()
    assert not TaskRetry.objects.exists()


def test_the_clock_tries_again(clock: time_machine.Traveller) -> None:
    jobs = {job.name: job for job in registry.jobs()}
    assert jobs["tasks.retry"].run(NOW) == ""
    fail_once()
    assert jobs["tasks.retry"].run(NOW) == "1 tried again"
    assert jobs["tasks.prune"].run(NOW) == ""


def test_the_database_refuses_a_repetition_of_itself(clock: time_machine.Traveller) -> None:
    failed = fail_once()
    row = {"failed_id": failed.pk, "root_id": failed.pk, "attempt": 1, "decided_at": NOW}
    for broken in (
        {"retry_id": failed.pk, "due_at": NOW},
        {"retry_id": None, "due_at": NOW},
        {"attempt": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            TaskRetry.objects.create(**{**row, **broken})
