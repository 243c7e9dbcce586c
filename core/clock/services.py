"""One beat of the clock."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core.clock import registry
from core.clock.registry import Job

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job: its own words, or the error that stopped it."""

    name: str
    summary: str = ""
    error: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.error)


def tick(*, now: datetime, jobs: Iterable[Job] | None = None) -> Iterator[Outcome]:
    """Runs everything that is due at `now` (aware), job by job, and says what became of each.

    A job that fails is rolled back, logged with its traceback and reported; the others run all the
    same. Without `jobs`: all that the apps have registered.
    """
    for job in registry.jobs() if jobs is None else jobs:
        yield _run(job, now)


def _run(job: Job, now: datetime) -> Outcome:
    try:
        with transaction.atomic() if job.atomic else nullcontext():
            return Outcome(job.name, summary=job.run(now))
    except Exception as error:
        logger.exception("Job %s failed", job.name)
        return Outcome(job.name, error=f"{type(error).__name__}: {error}".strip())


def enqueue_once(task: Task[[int], Any], argument: int) -> bool:
    """Queues `task` unless the same with the same argument waits or runs already, so that the
    beats of the clock do not pile it up while no worker is there. Returns whether it was queued."""
    pending = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    same = DBTaskResult.objects.filter(task_path=task.module_path, status__in=pending)
    wanted = {"args": [argument], "kwargs": {}}
    if any(found == wanted for found in same.values_list("args_kwargs", flat=True)):
        return False
    task.enqueue(argument)
    return True
