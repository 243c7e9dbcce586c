"""A worker in a process of its own, over the database of the tests; it can be killed.

`python -m tests.worker [SLOW]` is the worker of the library. With «rendering» a table is written so
slowly that one can see it grow, with «storing» the storage stops in the middle of a file.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

ROOT: Final = Path(__file__).resolve().parents[1]
STEP_SECONDS: Final = 0.4
FOR_EVER: Final = 600


@contextmanager
def worker(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Runs while the context lasts. `folder` gets what it leaves in its temporary folder; a maker
    counts as lost after a second."""
    from core.uploads.storage import private_storage

    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    environment = {
        **os.environ,  # noqa: TID251
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "DATABASE_URL": database_url(),
        "FILES_ROOT": private_storage().path(""),
        "FILE_LOST_SECONDS": "1",
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, "-m", "tests.worker", *arguments]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def database_url() -> str:
    """The database that the connection of the tests has."""
    from django.db import connection

    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    who = quote(values["USER"] or "")
    if values["PASSWORD"]:
        who += f":{quote(values['PASSWORD'])}"
    host, port = quote(values["HOST"] or "", safe=""), values["PORT"] or 5432
    return f"postgres://{who}@{host}:{port}/{values['NAME']}"


def main(slow: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    _slow_down(slow)
    call_command("db_worker", interval=0, batch=True, startup_delay=False, reload=False)


def _slow_down(what: str) -> None:
    from consultations.conclusions.exports import files
    from core.uploads.storage import private_storage

    storage: Any = type(private_storage())
    writers: Any = files._WRITERS
    quick = writers["csv"]

    def slowly(report: Any, out: Any, progress: Any) -> None:
        def tell(done: int, total: int) -> None:
            out.flush()
            time.sleep(STEP_SECONDS)
            progress(done, total)

        quick(report, out, tell)

    def half(self: Any, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(100))
        time.sleep(FOR_EVER)
        return name

    if what:
        writers["csv"] = slowly
    if what == "storing":
        storage._save = half


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
