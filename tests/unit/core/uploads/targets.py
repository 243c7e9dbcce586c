"""Readers that the sandbox tests run in the child."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from core.uploads import RefusalCode, UploadLimits, UploadRefused


def measure(payload: bytes, limits: UploadLimits) -> dict[str, Any]:
    return {"size": len(payload), "seconds": limits.seconds, "own": os.getpid()}


def refuse(payload: bytes, limits: UploadLimits) -> None:
    raise UploadRefused(RefusalCode.ENCRYPTED, detail="x")


def fail(payload: bytes, limits: UploadLimits) -> None:
    raise ValueError("broken inside")


def sleep(payload: bytes, limits: UploadLimits) -> None:
    time.sleep(30)


def spin(payload: bytes, limits: UploadLimits) -> None:
    while True:
        pass


def hoard(payload: bytes, limits: UploadLimits) -> int:
    return len(bytearray(limits.memory * 2))


def die(payload: bytes, limits: UploadLimits) -> None:
    os.abort()


def chat(payload: bytes, limits: UploadLimits) -> str:
    sys.stdout.write("not JSON")
    return "ok"


def flood(payload: bytes, limits: UploadLimits) -> str:
    return "x" * 5_000_000


def write_file(payload: bytes, limits: UploadLimits) -> None:
    Path(payload.decode()).write_bytes(b"x" * 10)


def environment(payload: bytes, limits: UploadLimits) -> list[str]:
    return sorted(os.environ)  # noqa: TID251 - the test is about what the child can see


def recurse(payload: bytes, limits: UploadLimits) -> None:
    recurse(payload, limits)
