"""Jobs of the clock itself, and of the mail below it, which must not know the clock."""

from collections.abc import Callable
from datetime import datetime

from core.clock import retries
from core.mail.services import forget_old, requeue_lost


def retry_tasks(now: datetime) -> str:
    """Lost tasks fail, failed tasks are tried again."""
    lost = retries.fail_lost(now=now)
    retried = retries.retry_failed(now=now)
    counts = {"lost": lost, "tried again": retried.again, "given up": retried.given_up}
    return _words(counts)


def prune_tasks(now: datetime) -> str:
    """Old results of tasks go."""
    return _words({"results deleted": retries.prune(now=now)})


def requeue_mail(now: datetime) -> str:
    """Messages that wait for nobody get a task again."""
    return _words({"messages taken up again": requeue_lost(now=now)})


def forget_mail(now: datetime) -> str:
    """Letters sent long ago lose their texts."""
    return _words({"old letters forgotten": forget_old(now=now)})


def register(add: Callable[..., None]) -> None:
    """Names the jobs; those that work row by row have transactions of their own."""
    add("mail.forget", forget_mail)
    add("mail.requeue", requeue_mail, atomic=False)
    add("tasks.prune", prune_tasks)
    add("tasks.retry", retry_tasks, atomic=False)


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)
