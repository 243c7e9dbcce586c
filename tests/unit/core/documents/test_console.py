"""The bar of a command: drawn on a terminal, silent elsewhere, lines if they are asked for."""

import contextlib
import io

import pytest

from core.documents import console
from core.documents.console import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_PAUSE", 0)


def last(stream: io.StringIO) -> str:
    return stream.getvalue().rsplit("\r", 1)[1].replace("\x1b[K", "")


def test_a_terminal_sees_how_much_is_done() -> None:
    stream = Terminal()
    with Bar(stream, "xlsx") as bar:
        bar(0, 1)
        assert last(stream).startswith("xlsx [..........] 0.")
        bar(2600, 5000)
        assert last(stream) == "xlsx [#####.....] 2600/5000"
        bar(5000, 5000)
        bar(1, 1)  # the end, whatever was counted before
    assert last(stream) == "xlsx [##########] 5000/5000\n"


def test_what_has_no_steps_shows_its_seconds_while_they_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(console, "_SECOND", 0.01)
    stream = Terminal()
    with Bar(stream, "pdf") as bar:
        before = stream.getvalue().count("\r")
        while stream.getvalue().count("\r") < before + 3:
            pass
        bar(1, 1)
    assert last(stream).startswith("pdf [##########] ")
    assert last(stream).endswith(" s\n")


def test_an_interrupted_bar_stays_where_it_was_and_ends_its_line() -> None:
    stream = Terminal()
    bar = Bar(stream, "csv")
    with contextlib.suppress(RuntimeError), bar:
        bar(3, 10)
        raise RuntimeError
    assert last(stream) == "csv [###.......] 3/10\n"


def test_nobody_is_told_where_no_terminal_is() -> None:
    stream = io.StringIO()
    with Bar(stream, "csv") as bar:
        for done in range(1000):
            bar(done, 1000)
    assert stream.getvalue() == ""


def test_lines_come_at_every_tenth() -> None:
    stream = io.StringIO()
    with Bar(stream, "csv", lines=True) as bar:
        for done in range(1001):
            bar(done, 1000)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[3] == "csv [###.......] 300/1000"
