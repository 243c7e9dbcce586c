"""Cells of tables: paragraphs become lines, a table inside a cell its rows."""

from collections.abc import Iterable

from drafts.domain.lines import flatten_runs, tidy
from drafts.domain.nodes import Cell, Table
from drafts.domain.paragraphs import Paragraph

MAX_SPAN = 1_000


def cell_lines(paragraphs: Iterable[Paragraph], aside: list[Paragraph]) -> tuple[str, ...]:
    """The lines of a cell. Its figures and notes go to ``aside``, to stand after the table."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if isinstance(paragraph.block, Table):
            lines.extend(" | ".join(" ".join(c.lines) for c in row) for row in paragraph.block.rows)
        elif paragraph.block is None:
            label = f"{paragraph.label} " if paragraph.label else ""
            lines.extend(tidy(text) for text in (label + flatten_runs(paragraph)).split("\n"))
        else:
            aside.append(paragraph)
    return tuple(line for line in lines if line)


def span(written: str) -> int:
    """A number of columns or rows as an attribute has it; 1 if it is none."""
    return min(int(written), MAX_SPAN) if written.isdigit() and int(written) > 0 else 1


def longer(cell: Cell) -> Cell:
    """The cell, one row longer: the cell below only continues it."""
    return Cell(cell.lines, cell.colspan, cell.rowspan + 1)
