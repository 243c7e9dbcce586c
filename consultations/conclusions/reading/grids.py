"""Rows as they leave the sandbox: plain lists that JSON can hold."""

from typing import Any, Final

from core.uploads import RefusalCode, UploadRefused

MOST_CELLS: Final = 600_000
MOST_COLUMNS: Final = 60

# Number, cells, places of formulas, places of nested tables.
Line = tuple[int, list[str], list[int], list[int]]


class Counter:
    """Counts cells, so that a file cannot make us hold more than we have room for."""

    def __init__(self) -> None:
        self.cells = 0

    def add(self, count: int) -> None:
        """Raises UploadRefused (too_complex)."""
        self.cells += count
        if self.cells > MOST_CELLS:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, cells=self.cells)


def table(name: str, rows: list[Line]) -> dict[str, Any]:
    return {"name": name, "rows": rows}
