"""One beat of the clock."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

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
