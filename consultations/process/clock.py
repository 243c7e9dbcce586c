"""What falls due by itself: openings, closings, reminders to councils."""

import datetime as dt
from collections.abc import Callable

Job = Callable[[dt.datetime], str]


def register(register_job: Callable[[str, Job], None]) -> None:
    """Gives the jobs of this app to `tick`; each is safe to run twice and safe to miss."""
    register_job("process.reminders", _reminders)
    register_job("process.windows", _windows)


def _windows(now: dt.datetime) -> str:
    from consultations.process import services

    opened = services.note_openings(now=now)
    closed = services.note_closings(now=now)
    return f"{opened} opened, {closed} closed" if opened or closed else ""


def _reminders(now: dt.datetime) -> str:
    from consultations.process import services

    sent = services.remind_councils(now=now)
    return f"{sent} reminders to councils" if sent else ""
