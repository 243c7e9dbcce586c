"""Runs what the site has put off, as the worker would."""

from unittest.mock import patch

from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult


def run_tasks(*, expect_failures: bool = False) -> list[DBTaskResult]:
    """Runs every task that is ready now, and those that they enqueue, with the library's worker.

    Returns the results in order of finishing. Fails the test if a task fails, with the task's
    traceback, unless `expect_failures`. Deferred tasks stay until their time.
    """
    earlier = set(DBTaskResult.objects.finished().values_list("pk", flat=True))
    worker = db_worker.Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )
    # As in Django's test client: the connection holds the transaction of the test.
    with patch.object(db_worker, "close_old_connections"):
        worker.run()
    results = list(DBTaskResult.objects.finished().exclude(pk__in=earlier).order_by("finished_at"))
    failed = [result for result in results if result.status == "FAILED"]
    if failed and not expect_failures:
        raise AssertionError("\n".join(f"{r.task_path}\n{r.traceback}" for r in failed))
    return results
