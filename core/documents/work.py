"""Where writers of big files keep their pieces, so that none of them outlives its writer."""

import contextlib
import io
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

_PREFIX: Final = "veche-work-"
# No file takes so long: what is older was left by a process that was killed.
_OLD_SECONDS: Final = 24 * 3600


@contextlib.contextmanager
def work_folder() -> Iterator[str]:
    """A folder that goes away with everything in it, whatever happens; those of killed processes
    go when the next one is asked for. Raises OSError if there is no room."""
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        yield folder


def _sweep() -> None:
    before = time.time() - _OLD_SECONDS
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.lstat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)


class Outlet(io.RawIOBase):
    """A stream for a writer that goes on writing when it is thrown away: after `end` it is told
    that everything is fine, and nothing is written."""

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__()
        self.out: IO[bytes] | None = out
        self.place = 0

    def end(self) -> None:
        self.out = None

    def write(self, data: Any) -> int:
        if self.out is None:
            return len(data)
        written = self.out.write(data)
        self.place = max(self.place, self.out.tell())
        return written

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.out.seek(offset, whence) if self.out is not None else self.place

    def tell(self) -> int:
        return self.out.tell() if self.out is not None else self.place

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        if self.out is not None:
            self.out.flush()
