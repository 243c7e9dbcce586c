"""Runs a reader of untrusted files in a process of its own.

The child gets the bytes on standard input and answers with JSON (never pickle: the child is the
one that may be taken over). It has no environment of ours, limits on memory, processor time,
open files and written bytes, and a wall clock after which its whole process group is killed.
Neither side needs Django.
"""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from .errors import RefusalCode, UploadRefused
from .limits import DEFAULT_LIMITS, UploadLimits

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_CHUNK = 65536
_STDERR_KEPT = 4000


def run_isolated(target: str, payload: bytes, limits: UploadLimits = DEFAULT_LIMITS) -> Any:
    """The JSON value that ``target`` («module:function») returns for ``(payload, limits)``.

    UploadRefused: what the target raised; ``damaged`` if the child died, ``timed_out`` or
    ``too_complex`` if it ran into a limit.
    """
    child = subprocess.Popen(  # noqa: S603 - our own interpreter
        [
            sys.executable,
            "-B",
            "-m",
            "core.uploads.sandbox_child",
            target,
            json.dumps(limits.as_dict()),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
    )
    talk = _Conversation(child, payload, limits)
    try:
        return talk.result()
    finally:
        _kill(child)


def _environment() -> dict[str, str]:
    return {"PATH": os.defpath, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}


def _kill(child: subprocess.Popen[bytes]) -> None:
    _stop(child)
    child.wait()
    for stream in (child.stdin, child.stdout, child.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


class _Conversation:
    """Feeds the child and reads its answer at once, so that neither pipe can block the other."""

    def __init__(
        self, child: subprocess.Popen[bytes], payload: bytes, limits: UploadLimits
    ) -> None:
        self.child = child
        self.payload = payload
        self.limits = limits
        self.output = bytearray()
        self.errors = bytearray()
        self.overflow = False

    def result(self) -> Any:
        deadline = time.monotonic() + self.limits.seconds
        threads = [
            threading.Thread(target=job, daemon=True)
            for job in (self._feed, self._read_output, self._read_errors)
        ]
        for thread in threads:
            thread.start()
        try:
            status = self.child.wait(timeout=max(deadline - time.monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            raise UploadRefused(RefusalCode.TIMED_OUT, seconds=self.limits.seconds) from None
        finally:
            _stop(self.child)
            for thread in threads:
                thread.join(timeout=5)
        return self._judge(status)

    def _feed(self) -> None:
        with contextlib.suppress(OSError, ValueError), _pipe(self.child.stdin) as stream:
            stream.write(self.payload)

    def _read_output(self) -> None:
        for chunk in _chunks(_pipe(self.child.stdout)):
            if len(self.output) + len(chunk) > self.limits.max_result:
                self.overflow = True
                _stop(self.child)
                return
            self.output += chunk

    def _read_errors(self) -> None:
        for chunk in _chunks(_pipe(self.child.stderr)):
            self.errors = (self.errors + chunk)[-_STDERR_KEPT:]

    def _judge(self, status: int) -> Any:
        if self.overflow:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, result=self.limits.max_result)
        if status == -signal.SIGXCPU:
            raise UploadRefused(RefusalCode.TIMED_OUT, seconds=self.limits.cpu_seconds)
        try:
            answer = json.loads(bytes(self.output)) if status == 0 else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            logger.warning(
                "reader died: status %s, %s", status, bytes(self.errors).decode("utf-8", "replace")
            )
            raise UploadRefused(RefusalCode.DAMAGED, detail=f"status {status}")
        if "refused" in answer:
            raise UploadRefused(RefusalCode(answer["refused"]), **answer.get("params", {}))
        if "failed" in answer:
            logger.warning("reader failed: %s", answer["failed"])
            raise UploadRefused(RefusalCode.DAMAGED, detail=str(answer["failed"])[:200])
        return answer["result"]


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the child was started without this pipe")
    return stream


def _chunks(stream: IO[bytes]) -> Any:
    with contextlib.suppress(OSError, ValueError):
        while chunk := stream.read1(_CHUNK):  # type: ignore[attr-defined]
            yield chunk


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.returncode is not None:
        return  # its number may belong to someone else by now
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
