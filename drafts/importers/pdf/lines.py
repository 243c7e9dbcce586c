"""Pages → lines in reading order, each with the edges of the text block it stands in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from .shapes import Fragment, Line, Piece

_SAME_ROW = 0.55  # overlap in height that puts two pieces on one line
_SMALL = 0.85
_GAP = 0.15  # in type sizes: a wider gap is a space
_WIDE_GAP = 2.5  # … and a much wider one a tab: «Губернатор    И.И. Иванов»
_MIN_COLUMN_LINES = 6
_BAND = 20.0


def page_lines(fragments: Sequence[Fragment], page: int) -> list[Line]:
    """Lines of one page, column by column where there are columns."""
    lines: list[Line] = []
    for number, zone in enumerate(split_columns(fragments)):
        lines.extend(replace(make_line(row, page), zone=number) for row in rows(zone))
    return lines


def make_line(row: Sequence[Fragment], page: int) -> Line:
    """One line of fragments that stand side by side."""
    row = sorted(row, key=lambda item: item.x0)
    if row[0].block is not None:
        item = row[0]
        return Line([], page, item.x0, item.x1, item.top, item.bottom, item.block)
    pieces = _spaced(_without_doubles([piece for item in row for piece in item.pieces]))
    line = Line(
        pieces,
        page,
        min(item.x0 for item in row),
        max(item.x1 for item in row),
        min(item.top for item in row),
        max(item.bottom for item in row),
    )
    size, base = line.size, line.base
    line.pieces = [replace(piece, raised=_is_raised(piece, size, base)) for piece in pieces]
    return line


def _is_raised(piece: Piece, size: float, base: float) -> bool:
    higher = piece.base < base - 0.1 * size
    return higher and (piece.raised or piece.size < _SMALL * size)


def _without_doubles(pieces: list[Piece]) -> list[Piece]:
    """Text drawn twice, a hair apart, is bold."""
    result: list[Piece] = []
    for piece in pieces:
        twin = next(
            (
                index
                for index, other in enumerate(result[-6:], start=max(len(result) - 6, 0))
                if other.text.strip() == piece.text.strip()
                and piece.text.strip()
                and abs(other.x0 - piece.x0) < 1.2
                and abs(other.base - piece.base) < 1.2
            ),
            None,
        )
        if twin is None:
            result.append(piece)
        else:
            result[twin] = replace(result[twin], bold=True)
    return result


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """A gap that no space fills becomes one."""
    result: list[Piece] = []
    for piece in pieces:
        if result:
            last = result[-1]
            gap = piece.x0 - last.x1
            apart = gap > _GAP * max(last.size, piece.size)
            far = gap > _WIDE_GAP * max(last.size, piece.size)
            if far or (apart and not last.text[-1:].isspace() and not piece.text[:1].isspace()):
                result[-1] = replace(last, text=last.text + ("\t" if far else " "))
        result.append(piece)
    return result


def rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments that stand on one line together, from top to bottom."""
    items = list(fragments)
    sizes = Counter(item.size for item in items if item.pieces)
    normal = sizes.most_common(1)[0][0] if sizes else 0.0
    big = [item for item in items if item.block is not None or item.size >= _SMALL * normal]
    small = [item for item in items if item.block is None and item.size < _SMALL * normal]
    found = _Rows()
    for item in sorted(big, key=lambda item: (item.bottom, item.x0)):
        found.add(item)
    for item in sorted(small, key=lambda item: (item.bottom, item.x0)):
        found.add(item)
    return found.sorted()


class _Rows:
    """Rows by height. Bands keep the search short on a page with very much text."""

    def __init__(self) -> None:
        self.rows: list[list[Fragment]] = []
        self.spans: list[tuple[float, float]] = []
        self.bands: dict[int, list[int]] = {}

    def add(self, item: Fragment) -> None:
        best, share = -1, _SAME_ROW
        if item.block is None:
            for index in self._near(item):
                top, bottom = self.spans[index]
                if self.rows[index][0].block is not None:
                    continue
                overlap = min(bottom, item.bottom) - max(top, item.top)
                height = min(bottom - top, item.bottom - item.top) or 1.0
                if overlap / height > share:
                    best, share = index, overlap / height
        if best >= 0:
            self.rows[best].append(item)
            return
        self.rows.append([item])
        self.spans.append((item.top, item.bottom))
        if item.block is None:
            for band in range(int(item.top // _BAND), int(item.bottom // _BAND) + 1):
                self.bands.setdefault(band, []).append(len(self.rows) - 1)

    def _near(self, item: Fragment) -> set[int]:
        bands = range(int(item.top // _BAND), int(item.bottom // _BAND) + 1)
        return {index for band in bands for index in self.bands.get(band, ())[-40:]}

    def sorted(self) -> list[list[Fragment]]:
        # A raised number may begin above its row: the row stands where its text stands.
        return sorted(self.rows, key=lambda row: max(row, key=lambda i: i.bottom - i.top).top)


# --- columns --------------------------------------------------------------------------------


def split_columns(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments as zones in reading order: what stands above the columns, the left column,
    the right one, what stands below. One zone if there are no columns."""
    texts = [item for item in fragments if item.pieces]
    if len(texts) < 2 * _MIN_COLUMN_LINES:
        return [list(fragments)]
    left, right = min(i.x0 for i in texts), max(i.x1 for i in texts)
    width = right - left
    narrow = [item for item in texts if item.x1 - item.x0 < 0.6 * width]
    ahead = sum(item.x1 < left + 0.6 * width for item in narrow)
    behind = sum(item.x0 > left + 0.4 * width for item in narrow)
    if min(ahead, behind) < _MIN_COLUMN_LINES:
        return [list(fragments)]
    best: tuple[int, list[list[Fragment]]] = (0, [])
    ordered = sorted(fragments, key=lambda item: (item.top + item.bottom) / 2)
    for step in range(12, 37):
        x = left + width * step / 48
        count, zones = _gutter(ordered, x, width)
        if count > best[0]:
            best = (count, zones)
    if not best[0]:
        return [list(fragments)]
    above, first, second, below = best[1]
    return [
        *(split_columns(above) if above else ()),
        first,
        second,
        *(split_columns(below) if below else ()),
    ]


def _gutter(ordered: list[Fragment], x: float, width: float) -> tuple[int, list[list[Fragment]]]:
    """The longest stretch that no text crosses at ``x``: lines in it, and the four zones."""
    best: tuple[int, list[list[Fragment]]] = (0, [])
    start = 0
    for stop in range(len(ordered) + 1):
        crossing = stop < len(ordered) and ordered[stop].x0 < x - 1 and ordered[stop].x1 > x + 1
        if stop < len(ordered) and not crossing:
            continue
        stretch = ordered[start:stop]
        first = [item for item in stretch if item.x1 <= x + 1]
        second = [item for item in stretch if item.x1 > x + 1]
        if len(stretch) > best[0] and _are_columns(first, second, width):
            best = (len(stretch), [ordered[:start], first, second, ordered[stop:]])
        start = stop + 1
    return best


def _are_columns(first: list[Fragment], second: list[Fragment], width: float) -> bool:
    spans = []
    for side in (first, second):
        if len(side) < _MIN_COLUMN_LINES or not _is_dense(side, width):
            return False
        spans.append((min(i.top for i in side), max(i.bottom for i in side)))
    together = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    return together >= 0.5 * min(spans[0][1] - spans[0][0], spans[1][1] - spans[1][0])


def _is_dense(side: list[Fragment], width: float) -> bool:
    """Running text: lines that mostly fill their column, one under another."""
    lines = [make_line(row, 0) for row in rows(side)]
    if len(lines) < _MIN_COLUMN_LINES:
        return False
    column = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    if column < 0.2 * width or median(line.width for line in lines) < 0.75 * column:
        return False
    if median(len(line.text) for line in lines) < 18:
        return False
    steps = [b.base - a.base for a, b in pairwise(lines)]
    usual = median(steps)
    return usual > 0 and sum(step <= 1.6 * usual for step in steps) >= 0.75 * len(steps)


# --- edges of the text ----------------------------------------------------------------------


def set_edges(lines: Sequence[Line], sizes: Sequence[tuple[float, float]]) -> None:
    """Gives every line the left and right edge of its text block.

    ``sizes`` are width and height of the pages. A page with little text takes the edges of the
    pages of the same size; odd and even ones may differ.
    """
    groups: dict[tuple[object, ...], list[Line]] = {}
    pages: dict[tuple[int, int], list[Line]] = {}
    columned = {line.page for line in lines if line.zone}
    for line in lines:
        if line.block is None:
            zone = line.zone if line.page in columned else 0
            pages.setdefault((line.page, zone), []).append(line)
            if line.page not in columned:
                width, height = sizes[line.page]
                groups.setdefault((round(width), round(height), line.page % 2), []).append(line)
    edges = {key: _edges(group) for key, group in groups.items()}
    for (page, _zone), group in pages.items():
        width, height = sizes[page]
        common = edges.get((round(width), round(height), page % 2))
        left, right = _page_edges(group, common if page not in columned else None)
        for line in group:
            line.left, line.right = left, right


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    starts = _smallest_common([line.x0 for line in lines], max(2, len(lines) // 33))
    stops = _smallest_common([-line.x1 for line in lines], max(1, len(lines) // 50))
    return starts, -stops


def _page_edges(lines: Sequence[Line], common: tuple[float, float] | None) -> tuple[float, float]:
    left, right = _edges(lines)
    if common is None:
        return left, right
    going_on = [line.x0 for line in lines if line.text[:1].islower() and line.inset >= 0]
    own = _smallest_common(going_on, 3) if len(going_on) >= 3 else common[0]
    near = any(abs(line.x0 - common[0]) <= 2.5 for line in lines)
    if near or len(going_on) < 3:
        left = min(common[0], own) if abs(common[0] - own) < 90 else common[0]
    else:
        left = own
    if len(lines) < 12 or abs(right - common[1]) <= 6:
        right = max(common[1], right) if right - common[1] < 90 else right
    return left, right


def _smallest_common(values: list[float], need: int) -> float:
    """The smallest value that at least ``need`` others stand near; else the smallest."""
    ordered = sorted(values)
    for index, value in enumerate(ordered):
        near = sum(1 for other in ordered[index : index + need] if other - value <= 2.5)
        if near >= need:
            return value
    return ordered[0]
