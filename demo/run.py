"""`make run`: prepares the database, loads the demo once, starts the site, a worker and a clock."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICK_SECONDS = 30


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def prepare() -> None:
    """Brings the database up to date; the demo command does nothing if it was loaded before."""
    from tools.compile_messages import compile_all

    compile_all()
    for command in (
        ("migrate", "--noinput", "-v", "0"),
        ("demo",),
    ):
        subprocess.run(manage(*command), cwd=ROOT, check=True)  # noqa: S603


def serve(port: int) -> int:
    """Runs the three processes until one of them ends or the user stops them.

    They have sessions of their own: Ctrl-C comes to us alone, and each is told to stop once.
    """
    processes = [
        subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603
        for command in (
            manage("runserver", f"127.0.0.1:{port}", "--noreload"),
            manage("db_worker", "--interval", "0.5", "--no-startup-delay", "--no-reload"),
            manage("tick", "--every", str(TICK_SECONDS)),
        )
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return max(process.poll() or 0 for process in processes)
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            if process.poll() is None:
                process.terminate()
        for process in processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")  # noqa: TID251
    os.environ["SITE_URL"] = f"http://127.0.0.1:{port}"  # noqa: TID251
    try:
        prepare()
    except subprocess.CalledProcessError as error:
        return error.returncode
    return serve(port)


if __name__ == "__main__":
    sys.exit(main())
