"""That the maker of a file is alive, and how far it is."""

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone

from consultations.conclusions.models import FileJob, JobState

logger = logging.getLogger(__name__)

BEAT_SECONDS: Final = 1.0
# Of a renderer that says nothing while it works; many of them before a maker counts as lost.
HEART_SECONDS: Final = settings.FILE_LOST_SECONDS / 20
# A renderer that hangs must not hold its job for ever.
HEART_STOPS_AFTER: Final = 3600.0


class ClaimLostError(Exception):
    """Somebody else makes the file now: what this maker has written is thrown away."""


class Beat:
    """Progress into the row of a job, once a second at most, and as a context a thread that keeps
    the claim fresh while nothing is said. Calling it raises ClaimLostError.

    The thread has a connection of its own and holds no lock longer than one UPDATE; it ends with
    the context, and with the process if that is killed.
    """

    def __init__(self, job: FileJob, also: Callable[[int, int], None] | None = None) -> None:
        self.also, self.last = also, 0.0
        self._mine = FileJob.objects.filter(pk=job.pk, claim=job.claim, state=JobState.MAKING)
        self._job_id = job.pk
        self._over = threading.Event()
        self._heart = threading.Thread(target=self._go_on, name=f"file-{job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._heart.join()

    def __call__(self, done: int, total: int) -> None:
        if self.also is not None:
            self.also(done, total)
        if time.monotonic() - self.last < BEAT_SECONDS:
            return
        self.last = time.monotonic()
        if not self._mine.update(done=done, total=total, beat_at=timezone.now()):
            raise ClaimLostError(self._job_id)

    def _go_on(self) -> None:
        """Until the file is made. That the claim is lost is found out by whoever writes next."""
        began = time.monotonic()
        try:
            while not self._over.wait(HEART_SECONDS):
                if time.monotonic() - began > HEART_STOPS_AFTER:
                    logger.error(
                        "File %s takes too long: its claim is left to run out.", self._job_id
                    )
                    return
                self._touch()
        finally:
            connections.close_all()

    def _touch(self) -> None:
        """A database that is busy is asked again at the next beat."""
        try:
            self._mine.update(beat_at=timezone.now())
        except DatabaseError:
            logger.warning("No beat of file %s.", self._job_id, exc_info=True)
            connections.close_all()
