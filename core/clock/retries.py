"""The second try of failed tasks, and the third, after growing pauses.

django-tasks-db runs a task once and keeps the result. `tick` looks at the failed results: each
gets a successor with the same arguments that may start after the pause, and a `TaskRetry` row, by
which it is never taken up again. Jobs are idempotent, so a repetition does no harm.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskException
from django_tasks_db.models import DBTaskResult

from core.clock.models import TaskRetry

# Pauses before the first, second … repetition, counted from the failure; then the job is given up.
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
# A task that has run this long has lost its worker (killed, power cut).
LOST_AFTER: Final = timedelta(hours=1)
KEEP_SUCCESSFUL: Final = timedelta(days=7)
KEEP_FAILED: Final = timedelta(days=90)
BATCH: Final = 500


class WorkerLostError(Exception):
    """Recorded for a task whose worker never came back with a result."""


@dataclass(frozen=True, slots=True)
class Retried:
    """How many failed tasks got another try, and how many were given up for good."""

    again: int
    given_up: int


def pause_before(attempt: int) -> timedelta | None:
    """The pause before the repetition number `attempt` (from 1), or None: no more of them."""
    return PAUSES[attempt - 1] if attempt <= len(PAUSES) else None


def retry_failed(*, now: datetime, batch: int = BATCH) -> Retried:
    """Looks once at each failed task that has not been looked at; each in its own transaction."""
    seen = TaskRetry.objects.filter(failed_id=OuterRef("pk"))
    failed = list(
        DBTaskResult.objects.failed()
        .filter(~Exists(seen))
        .order_by("finished_at")
        .defer("return_value", "traceback")[:batch]
    )
    earlier = {
        retry.retry_id: retry
        for retry in TaskRetry.objects.filter(retry_id__in=[result.pk for result in failed])
    }
    again = given_up = 0
    for result in failed:
        decision = _decide(result, earlier.get(result.pk), now)
        if decision is not None and decision.retry_id is not None:
            again += 1
        elif decision is not None:
            given_up += 1
    return Retried(again, given_up)


def _decide(result: DBTaskResult, earlier: TaskRetry | None, now: datetime) -> TaskRetry | None:
    """One failed result: enqueues its successor, or gives it up. None: somebody else was first."""
    attempt = earlier.attempt + 1 if earlier else 1
    root_id = earlier.root_id if earlier else result.pk
    pause = pause_before(attempt)
    with transaction.atomic():
        row, created = TaskRetry.objects.get_or_create(
            failed_id=result.pk,
            defaults={"root_id": root_id, "attempt": attempt, "decided_at": now},
        )
        if not created:
            return None
        if pause is not None:
            due_at = (result.finished_at or now) + pause
            row.retry_id = _enqueue_again(result, max(due_at, now))
            row.due_at = max(due_at, now) if row.retry_id else None
            row.save(update_fields=["retry_id", "due_at"])
    return row


def _enqueue_again(result: DBTaskResult, run_after: datetime) -> UUID | None:
    """The id of the new task; None if the code no longer has such a task or its queue."""
    try:
        task = result.task.using(run_after=run_after)
        arguments = result.args_kwargs
        return UUID(str(task.enqueue(*arguments["args"], **arguments["kwargs"]).id))
    except (ImportError, SuspiciousOperation, ImproperlyConfigured, TaskException):
        return None


def fail_lost(*, now: datetime) -> int:
    """Marks as failed what has been running for longer than `LOST_AFTER`; returns how many."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - LOST_AFTER)
    return lost.update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path=f"{WorkerLostError.__module__}.{WorkerLostError.__qualname__}",
        traceback="",
    )


def prune(*, now: datetime) -> int:
    """Deletes results that nobody will look at any more; returns how many. A failed one goes only
    after it has been looked at."""
    seen = TaskRetry.objects.filter(failed_id=OuterRef("pk"))
    successful = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_SUCCESSFUL)
    failed = DBTaskResult.objects.failed().filter(Exists(seen), finished_at__lt=now - KEEP_FAILED)
    with transaction.atomic():
        count = successful.delete()[0] + failed.delete()[0]
        if count:
            present = DBTaskResult.objects.filter(pk=OuterRef("failed_id"))
            old = TaskRetry.objects.filter(decided_at__lt=now - KEEP_FAILED)
            old.filter(~Exists(present)).delete()
    return count
