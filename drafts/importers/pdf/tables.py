"""Tables of a PDF: ruled lines → grid → cells; and tables that go on over a page joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafts.domain.nodes import Cell, Table

from .shapes import DrawnTable, Segment

_SNAP = 3.0  # lines nearer than this are one line drawn twice
_REACH = 4.0  # how far apart the ends of two lines may be that meet
_MIN_LENGTH = 8.0
_MAX_LINES = 1_200
_WALL = 0.6  # share of the side of a cell that a line must cover to part it from the next
_MAX_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: at ``at`` on one axis, from ``start`` to ``stop`` on the other."""

    at: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Borders of the columns and the rows of a table, and the lines really drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point inside."""
        row = sum(border <= y for border in self.ys[1:-1])
        column = sum(border <= x for border in self.xs[1:-1])
        return row, column

    def regions(self) -> list[tuple[int, int, int, int]]:
        """Cells as (row, column, rows covered, columns covered), in reading order."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        taken: set[tuple[int, int]] = set()
        result = []
        for row in range(rows):
            for column in range(columns):
                if (row, column) in taken:
                    continue
                wide = 1
                while (
                    column + wide < columns
                    and (row, column + wide) not in taken
                    and not self._wall_right(row, column + wide - 1)
                ):
                    wide += 1
                high = 1
                while row + high < rows and self._open_below(row + high - 1, column, wide, taken):
                    high += 1
                taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
                result.append((row, column, high, wide))
        return result

    def _wall_right(self, row: int, column: int) -> bool:
        return _covered(self.upright, self.xs[column + 1], self.ys[row], self.ys[row + 1])

    def _open_below(self, row: int, column: int, wide: int, taken: set[tuple[int, int]]) -> bool:
        return not any(
            (row + 1, c) in taken
            or _covered(self.level, self.ys[row + 1], self.xs[c], self.xs[c + 1])
            for c in range(column, column + wide)
        )


def find_grids(segments: Sequence[Segment]) -> list[Grid]:
    """Grids of lines that meet, with at least two columns or two rows and a line across."""
    level = merge_rules(
        Rule((s.y0 + s.y1) / 2, s.x0, s.x1)
        for s in segments
        if s.horizontal and s.x1 - s.x0 >= _MIN_LENGTH
    )
    upright = merge_rules(
        Rule((s.x0 + s.x1) / 2, s.y0, s.y1)
        for s in segments
        if not s.horizontal and s.y1 - s.y0 >= _MIN_LENGTH
    )
    if not level or not upright or len(level) + len(upright) > _MAX_LINES:
        return []
    grids = (_grid(levels, uprights) for levels, uprights in _components(level, upright))
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.ys[0], grid.xs[0]))


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line (drawn cell by cell, or twice) as one rule."""
    result: list[Rule] = []
    open_rules: list[Rule] = []
    for group in _grouped(sorted(rules, key=lambda rule: rule.at)):
        open_rules = []
        for rule in sorted(group, key=lambda rule: rule.start):
            if open_rules and rule.start <= open_rules[-1].stop + _REACH:
                last = open_rules[-1]
                open_rules[-1] = Rule(last.at, last.start, max(last.stop, rule.stop))
            else:
                open_rules.append(rule)
        result.extend(open_rules)
    return result


def _grouped(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(level: list[Rule], upright: list[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, each set by itself."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright, start=len(level)):
            if (
                flat.start - _REACH <= tall.at <= flat.stop + _REACH
                and tall.start - _REACH <= flat.at <= tall.stop + _REACH
            ):
                parent[root(i)] = root(j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        levels, uprights = found.setdefault(root(index), ([], []))
        if index < len(level):
            levels.append(level[index])
        else:
            uprights.append(upright[index - len(level)])
    return found.values()


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    """A grid; outer borders that are not drawn are where the other lines end."""
    if len(level) < 2 or not upright:
        return None
    xs = _borders([r.at for r in upright], [r.start for r in level], [r.stop for r in level])
    ys = _borders([r.at for r in level], [r.start for r in upright], [r.stop for r in upright])
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MAX_CELLS:
        return None
    # An outer border that is missing on paper still bounds the cells.
    level = [*level, Rule(ys[0], xs[0], xs[-1]), Rule(ys[-1], xs[0], xs[-1])]
    upright = [*upright, Rule(xs[0], ys[0], ys[-1]), Rule(xs[-1], ys[0], ys[-1])]
    return Grid(xs, ys, tuple(level), tuple(upright))


def _borders(inner: list[float], starts: list[float], stops: list[float]) -> tuple[float, ...]:
    result: list[float] = []
    for at in sorted([*inner, min(starts), max(stops)]):
        if not result or at - result[-1] > _SNAP:
            result.append(at)
    return tuple(result)


def _covered(rules: Iterable[Rule], at: float, start: float, stop: float) -> bool:
    length = sum(
        max(0.0, min(rule.stop, stop) - max(rule.start, start))
        for rule in rules
        if abs(rule.at - at) <= _SNAP
    )
    return length >= _WALL * (stop - start)


def build_table(grid: Grid, texts: dict[tuple[int, int], tuple[str, ...]]) -> DrawnTable | None:
    """The table with its text (``texts`` by row and column of the cell's first square); None if
    it is only a frame or is empty."""
    regions = grid.regions()
    filled = [region for region in regions if texts.get(region[:2])]
    if len(regions) < 2 or len(filled) < 2:
        return None
    rows: list[list[Cell]] = [[] for _ in range(len(grid.ys) - 1)]
    for row, column, high, wide in regions:
        rows[row].append(Cell(texts.get((row, column), ()), wide, high))
    return DrawnTable(Table(tuple(tuple(row) for row in rows if row)), grid.xs)


def goes_on(above: DrawnTable, below: DrawnTable) -> bool:
    """Whether ``below``, the first thing on a page, continues ``above``: the same columns."""
    if len(above.columns) != len(below.columns):
        return False
    shift = below.columns[0] - above.columns[0]
    return all(
        abs(b - a - shift) <= 2 * _SNAP for a, b in zip(above.columns, below.columns, strict=True)
    )


def join_tables(above: DrawnTable, below: DrawnTable) -> DrawnTable:
    """One table; the head that is repeated on the new page is left out."""
    first, second = above.table.rows, below.table.rows
    repeated = 0
    while (
        repeated < min(len(first), len(second) - 1)
        and first[repeated] == second[repeated]
        and any(cell.lines for cell in first[repeated])
    ):
        repeated += 1
    return DrawnTable(Table((*first, *second[repeated:])), above.columns)
