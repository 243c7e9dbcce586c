"""What the journal does by the clock."""

from collections.abc import Callable
from datetime import datetime

from core.journal.services import sequence_all


def sequence(now: datetime) -> str:
    """Gives places in the log to everything that waits for one."""
    count = sequence_all(now=now)
    return f"{count} entries sequenced" if count else ""


def register(add: Callable[..., None]) -> None:
    # Each batch is a transaction of its own: the lock of the head stays short.
    add("journal.sequence", sequence, atomic=False)
