"""How far the making of a document is, for who looks at a terminal."""

import threading
import time
from types import TracebackType
from typing import Final, Protocol, Self

_CELLS: Final = 10
_PAUSE: Final = 0.1
_SECOND: Final = 1.0
_BACK: Final = "\r"
_WIPE: Final = "\x1b[K"


class Terminal(Protocol):
    """What the error stream of a command can do."""

    def write(self, text: str, /) -> object: ...
    def flush(self) -> None: ...
    def isatty(self) -> bool: ...


class Bar:
    """«xlsx [#####.....] 2600/5000», drawn over itself on a terminal. Elsewhere nothing is said, or
    with `lines` a line at every tenth. What has no steps of its own shows its seconds: they go on
    while it is used as a context, which leaves the bar as it is and goes to a new line."""

    def __init__(self, stream: Terminal, label: str, *, lines: bool = False) -> None:
        self.stream, self.label, self.lines = stream, label, lines
        self.is_drawn = stream.isatty()
        self.began, self.last, self.tenth = time.monotonic(), 0.0, -1
        self.done, self.total = 0, 1
        self._lock, self._over = threading.Lock(), threading.Event()
        self._clock = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        if self.is_drawn:
            self._draw()
            self._clock.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.is_drawn:
            self._over.set()
            self._clock.join()
            self._draw()
            self._say("\n")

    def __call__(self, done: int, total: int) -> None:
        # Whoever calls a writer says «one of one» at the end, whatever was counted before.
        if total <= 1 < self.total:
            done, total = (self.total, self.total) if done >= total else (self.done, self.total)
        self.done, self.total = min(done, max(total, 1)), max(total, 1)
        if self.is_drawn:
            if time.monotonic() - self.last >= _PAUSE:
                self._draw()
        elif self.lines and self._tenth > self.tenth:
            self.tenth = self._tenth
            self._say(f"{self._words()}\n")

    def _go_on(self) -> None:
        while not self._over.wait(_SECOND):
            self._draw()

    def _draw(self) -> None:
        with self._lock:
            self.last = time.monotonic()
            self._say(f"{_BACK}{self._words()}{_WIPE}")

    @property
    def _tenth(self) -> int:
        return _CELLS * self.done // self.total

    def _words(self) -> str:
        cells = "#" * self._tenth + "." * (_CELLS - self._tenth)
        seconds = time.monotonic() - self.began
        figures = f"{self.done}/{self.total}" if self.total > 1 else f"{seconds:.1f} s"
        return f"{self.label} [{cells}] {figures}"

    def _say(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
