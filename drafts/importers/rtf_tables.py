"""Tables of an RTF: rows with their own borders of cells → one table with spans."""

from dataclasses import dataclass, field

from drafts.domain.nodes import Cell, Table
from drafts.domain.paragraphs import Paragraph

from .cells import cell_lines, longer

_SAME_BORDER = 30  # twips: borders nearer than this are one
_MAX_COLUMNS = 1_000


@dataclass(slots=True)
class RowLayout:
    """The definition of a row: right borders of its cells (twips), and which are merged."""

    borders: list[int] = field(default_factory=list)
    merges: list[frozenset[str]] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)

    def add(self, word: str, number: int) -> None:
        """One word of the definition; «\\cellx» ends a cell."""
        if word != "cellx":
            self.pending.add(word)
        elif len(self.borders) < _MAX_COLUMNS:
            self.borders.append(number)
            self.merges.append(frozenset(self.pending))
            self.pending = set()


@dataclass(slots=True)
class _Row:
    cells: list[tuple[str, ...]]
    borders: list[int]
    merges: list[frozenset[str]]


@dataclass(slots=True)
class TableBuilder:
    """Collects cells and rows until the table ends."""

    layout: RowLayout = field(default_factory=RowLayout)
    cell_paragraphs: list[Paragraph] = field(default_factory=list)
    cells: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    blocks: list[Paragraph] = field(default_factory=list)  # figures and notes inside cells

    def end_cell(self) -> None:
        """The paragraphs read so far are a cell."""
        self.cells.append(cell_lines(self.cell_paragraphs, self.blocks))
        self.cell_paragraphs = []

    def end_row(self) -> None:
        """The cells read so far are a row."""
        if self.cell_paragraphs:
            self.end_cell()
        layout = self.layout
        if self.cells:
            self.rows.append(_Row(self.cells, list(layout.borders), list(layout.merges)))
        self.cells = []

    def finish(self) -> tuple[Table | None, list[Paragraph]]:
        """The table, if one was read, and the blocks that stood inside its cells."""
        self.end_row()
        rows, blocks = self.rows, self.blocks
        self.rows, self.blocks = [], []
        return (_table(rows) if rows else None), blocks


def _table(rows: list[_Row]) -> Table:
    edges = _edges([border for row in rows for border in row.borders])
    grid: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column → place of the cell that spans down
    for row in rows:
        cells: list[Cell] = []
        column = 0
        for index, lines in enumerate(row.cells):
            merges = row.merges[index] if index < len(row.merges) else frozenset()
            span = _span(edges, row.borders, index)
            if "clmrg" in merges and cells:
                last = cells[-1]
                cells[-1] = Cell((*last.lines, *lines), last.colspan + span, last.rowspan)
            elif "clvmrg" in merges and column in above:
                at_row, at_cell = above[column]
                grid[at_row][at_cell] = longer(grid[at_row][at_cell])
            else:
                above.pop(column, None)
                if "clvmgf" in merges:
                    above[column] = (len(grid), len(cells))
                cells.append(Cell(lines, span))
            column += span
        grid.append(cells)
    return Table(tuple(tuple(row) for row in grid))


def _edges(borders: list[int]) -> list[int]:
    result: list[int] = []
    for border in sorted(borders):
        if not result or border - result[-1] > _SAME_BORDER:
            result.append(border)
    return result


def _span(edges: list[int], borders: list[int], index: int) -> int:
    """Columns that the cell covers: borders of other rows that fall inside it count."""
    if index >= len(borders):
        return 1
    left = borders[index - 1] if index else -(10**9)
    inside = sum(left + _SAME_BORDER < edge <= borders[index] + _SAME_BORDER for edge in edges)
    return max(inside, 1)
