"""The moment of the running test.

A suite runs for minutes and may cross midnight, so that a day taken while modules are imported is
yesterday's when its test runs. What a test asks here is one moment, however often it asks.
"""

import datetime as dt

from django.utils import timezone

_moment: dt.datetime | None = None


def start() -> None:
    """A test begins: its moment is taken when it first asks."""
    global _moment
    _moment = None


def now() -> dt.datetime:
    """The moment at which this test first asked; aware, UTC."""
    global _moment
    _moment = _moment or timezone.now()
    return _moment


def today() -> dt.date:
    """The day of that moment in the region."""
    return timezone.localdate(now())
