"""The child's side of ``sandbox``.

``python -m core.uploads.sandbox_child module:function LIMITS``
"""

import importlib
import json
import resource
import sys
import traceback
from typing import Any

from .errors import RefusalCode, UploadRefused
from .limits import UploadLimits

_OPEN_FILES = 64


def confine(limits: UploadLimits) -> None:
    """From here on this process can take no more than ``limits`` and write no file."""
    for what, soft, hard in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        # The soft limit sends SIGXCPU, which tells this end from others; the hard one kills.
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 2),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
    ):
        _soft, ceiling = resource.getrlimit(what)
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(what, (soft, hard))


def answer(target: str, payload: bytes, limits: UploadLimits) -> dict[str, Any]:
    """What goes back to the parent: ``result``, ``refused`` with ``params``, or ``failed``."""
    try:
        module, _, function = target.partition(":")
        reader = getattr(importlib.import_module(module), function)
        return {"result": reader(payload, limits)}
    except UploadRefused as refusal:
        return {"refused": str(refusal.code), "params": refusal.params}
    except (MemoryError, RecursionError) as error:
        return {"refused": str(RefusalCode.TOO_COMPLEX), "params": {"detail": type(error).__name__}}
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes
        traceback.print_exc()
        return {"failed": f"{type(error).__name__}: {error}"}


def main() -> None:
    target, encoded = sys.argv[1:3]
    limits = UploadLimits(**json.loads(encoded))
    confine(limits)
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # a chatty library must not spoil the answer
    message = answer(target, sys.stdin.buffer.read(), limits)
    output.write(json.dumps(message, ensure_ascii=False).encode())
    output.flush()


if __name__ == "__main__":
    main()
