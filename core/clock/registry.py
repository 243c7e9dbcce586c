"""What is due by the clock. Each app registers its jobs when it starts; `manage.py tick` runs them.

A job takes the present moment (UTC), does whatever has become due, and says in a few words what it
did («» if nothing). It must be safe to run twice and safe to miss: it looks at what the database
says, never at when it ran last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

JobFunction = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Job:
    """`atomic`: run inside one transaction. A job that works in portions of its own says False."""

    name: str
    run: JobFunction
    atomic: bool = True


_jobs: dict[str, Job] = {}


def register(name: str, func: JobFunction, *, atomic: bool = True) -> None:
    """Adds a job; jobs run in the order of their names. Raises ValueError if the name is taken."""
    if name in _jobs:
        raise ValueError(f"Job {name!r} is registered twice.")
    _jobs[name] = Job(name, func, atomic)


def jobs() -> tuple[Job, ...]:
    """All jobs in the order of their names."""
    return tuple(_jobs[name] for name in sorted(_jobs))
