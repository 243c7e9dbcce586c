"""Servers of one run: started here, stopped here by their process ids."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
THREADS = 4
# So much that nothing of one run reaches it.
_NEVER = "100000000"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def run_folder() -> Iterator[Path]:
    """A folder that the database's user can enter."""
    folder = Path(tempfile.mkdtemp(prefix="veche-load-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def binaries() -> Path | None:
    """Where PostgreSQL is, the newest; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def postgres(folder: Path, where: Path) -> Iterator[str]:
    """A server with its defaults (it waits for the disk as it does in earnest), on loopback;
    yields the address for DATABASE_URL."""
    home, port = folder / "postgres", free_port()
    home.mkdir()
    as_root = os.getuid() == 0
    user = {"user": "postgres", "group": "postgres"} if as_root else {}
    if as_root:
        shutil.chown(home, "postgres", "postgres")
    init = ["-D", str(home / "data"), "-U", "veche", "--auth=trust", "--encoding=UTF8"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home, **user}
    subprocess.run([where / "initdb", *init, "--locale=C.UTF-8"], check=True, **quiet)  # noqa: S603
    options = ["-D", str(home / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", str(home)]
    server = subprocess.Popen([where / "postgres", *options], **quiet)  # noqa: S603
    try:
        _wait_for(port, server)
        yield f"postgres://veche@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(2)  # fast shutdown
        server.wait(timeout=60)


def environment(folder: Path, database: str, port: int) -> dict[str, str]:
    """What production reads, for this run."""
    limits = (
        "RATE_COMMENT_LETTERS", "RATE_CONFIRM", "RATE_RESEND",
    )  # fmt: skip
    holds = (
        "LIMIT_PERSON_DAY", "LIMIT_ADDRESS_HOUR", "LIMIT_CONSULTATION_MINUTE", "LIMIT_LETTERS_HOUR",
    )  # fmt: skip
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.load.settings",
        "RUN_DIR": str(folder),
        "DATABASE_URL": database,
        "SECRET_KEY": "only-for-this-run-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECURE_SSL_REDIRECT": "false",
        "MEDIA_ROOT": str(folder / "media"),
        "FILES_ROOT": str(folder / "files"),
        "EMAIL_URL": "dummymail://",
        "DEMO_ALLOWED": "true",
        "LIMIT_SHORTEST_SECONDS": "0",
        **dict.fromkeys(limits, f"{_NEVER}/h"),
        **dict.fromkeys(holds, _NEVER),
    }


def manage(env: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=sys.stderr)  # noqa: S603


@contextmanager
def gunicorn(env: dict[str, str], port: int) -> Iterator[int]:
    """The site as the container starts it, but with two workers; yields the master's process id."""
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
        "--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "error",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=env)  # noqa: S603
    try:
        _wait_for(port, server)
        time.sleep(2)  # the workers load the site
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)


def workers_of(master: int) -> list[int]:
    """Process ids of the workers."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [int(child) for child in children]


def cpu_seconds(master: int) -> float:
    """The processor time that the workers which live now have taken."""
    total = 0
    for worker in workers_of(master):
        fields = Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def _wait_for(port: int, server: subprocess.Popen) -> None:
    for _attempt in range(240):
        if server.poll() is not None:
            raise RuntimeError(f"{server.args} ended with {server.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise RuntimeError(f"nothing answers on port {port}")
