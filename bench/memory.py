"""Memory of a process together with the processes that it has started (Linux)."""

import contextlib
from pathlib import Path
from typing import Final

_MB: Final = 1024


def family_mb(pid: int) -> int:
    """Resident megabytes of a process and of those that it has started."""
    members = _family(pid)
    return sum(_resident(Path(f"/proc/{member}/status")) for member in members) // _MB


def _family(pid: int) -> list[int]:
    found = [pid]
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [one for child in tasks.read_text().split() for one in _family(int(child))]
    return found


def _resident(status: Path) -> int:
    with contextlib.suppress(OSError):
        for line in status.read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return 0
