"""What falls due by itself: openings, closings, reminders to councils."""

import datetime as dt
from collections.abc import Callable

Job = Callable[[dt.datetime], object]


def register(register_job: Callable[[str, Job], object]) -> None:
    """Gives the jobs of this app to `tick`. Each is safe to run twice and safe to miss."""
    from consultations.process import services

    register_job("process.openings", lambda now: services.note_openings(now=now))
    register_job("process.closings", lambda now: services.note_closings(now=now))
    register_job("process.reminders", lambda now: services.remind_councils(now=now))
