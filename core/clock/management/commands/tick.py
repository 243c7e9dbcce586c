import signal
import threading
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from core.clock.services import tick

DONE_IN_PART = 3


def seconds(text: str) -> float:
    """A pause between beats; raises ArgumentTypeError for what is no positive number."""
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value <= threading.TIMEOUT_MAX:
        raise ArgumentTypeError("a positive number of seconds")
    return value


class Command(BaseCommand):
    help = (
        "Does everything that is due by the clock. Safe to run twice, safe to miss. Exit code 3: "
        "some jobs failed, the others are done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every",
            type=seconds,
            metavar="SECONDS",
            help="go on until SIGTERM or SIGINT, with this long from the start of one beat to the "
            "start of the next; failures are reported and do not stop it",
        )

    def handle(self, *, every: float | None = None, **options: Any) -> None:
        if every is None:
            failed = self._beat(quiet=options["verbosity"] == 0)
            if failed:
                raise CommandError(f"failed: {', '.join(failed)}", returncode=DONE_IN_PART)
            return
        with stop_on_signals() as stop:
            while not stop.is_set():
                close_old_connections()
                started = timezone.now()
                self._beat(quiet=options["verbosity"] < 2)
                close_old_connections()
                stop.wait(max(0.0, every - (timezone.now() - started).total_seconds()))

    def _beat(self, *, quiet: bool) -> list[str]:
        """Runs all jobs once; returns the names of those that failed. Quiet: says nothing about
        jobs that had nothing to do."""
        failed = []
        for outcome in tick(now=timezone.now()):
            if outcome.failed:
                failed.append(outcome.name)
                self.stderr.write(f"{outcome.name}: {outcome.error}")
            elif outcome.summary or not quiet:
                self.stdout.write(f"{outcome.name}: {outcome.summary or 'nothing due'}")
                self.stdout.flush()
        return failed


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set: the beat that runs is finished first. Outside the
    main thread signals cannot be caught, and the event is the caller's to set."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    former = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
