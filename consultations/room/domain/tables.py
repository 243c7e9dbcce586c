"""Tables of remarks out of a file: which column is which, and the rows as plain values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Grid = Sequence[Sequence[str]]

MAX_ROWS: Final = 500
_HEADER_WITHIN: Final = 6  # titles may stand above the header


class Column(StrEnum):
    PLACE = "place"
    TEXT = "text"
    WORDING = "wording"
    IMPORTANCE = "importance"
    NORM = "norm"
    AUTHOR = "author"


# What the columns are called; the first that fits decides, so the narrow ones come first.
_HEADINGS: Final[tuple[tuple[Column, tuple[str, ...]], ...]] = (
    (Column.WORDING, ("редакци", "формулировк", r"предлагаем\w+ текст")),
    (Column.IMPORTANCE, ("важност", "значимост", "приоритет", "существенност", "критичност")),
    (
        Column.AUTHOR,
        ("автор", "фио", r"\bф\.? ?и\.? ?о\b", "фамили", r"член (?:совета|палаты)", "эксперт",
         "кто внес", "кем внесено"),
    ),
    (
        Column.PLACE,
        ("структурн", "единиц", r"(?:номер|№) (?:статьи|пункта|части)", r"\bстать[яию]\b",
         r"\bпункт\b", r"\bместо\b", r"положени\w+ (?:законо)?проекта",
         r"\bнорма (?:законо)?проекта", r"\bнорма закона\b"),
    ),
    (
        Column.NORM,
        (r"\bнорм", r"правово\w* основани", r"\bоснование\b", "ссылк"),
    ),
    (
        Column.TEXT,
        ("замечани", "предложени", "комментари", "суть", "содержание", r"\bтекст\b"),
    ),
)  # fmt: skip
_PATTERNS: Final = tuple((column, re.compile("|".join(words))) for column, words in _HEADINGS)
NEEDED: Final = (Column.PLACE, Column.TEXT)

_IMPORTANCE: Final = (
    ("low", re.compile(r"низк|несуществ|редакционн|техническ|незначит|\blow\b")),
    ("high", re.compile(r"высок|существ|критич|принципиальн|важн|\bhigh\b")),
    ("medium", re.compile(r"средн|обычн|\bmedium\b")),
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with something in it; `number` counts the rows under the headings, from 1."""

    number: int
    place: str = ""
    text: str = ""
    proposed_text: str = ""
    importance: str = ""
    norm: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found. `missing`: needed columns that no heading names (then there are no rows);
    `unused`: headings that mean nothing here; `has_header` is False if no table has headings."""

    rows: tuple[TableRow, ...] = ()
    missing: tuple[Column, ...] = ()
    unused: tuple[str, ...] = ()
    has_header: bool = True
    has_author: bool = True
    too_many: bool = False


def read_tables(tables: Sequence[Grid]) -> Reading:
    """The rows of all tables that have the needed columns, in any order; if none has, what the
    best of them lacks."""
    heads = [(grid, *_header(grid)) for grid in tables]
    known = [head for head in heads if len(head[2]) > 1]
    if not known:
        return Reading(has_header=False)
    whole = [head for head in known if all(column in head[2] for column in NEEDED)]
    if not whole:
        best = max(known, key=lambda head: len(head[2]))
        missing = tuple(column for column in NEEDED if column not in best[2])
        return Reading(missing=missing, unused=_unused(best))
    rows: list[TableRow] = []
    for grid, place, columns in whole:
        rows.extend(_rows(grid[place + 1 :], columns, len(rows)))
    return Reading(
        rows=tuple(rows[:MAX_ROWS]),
        unused=tuple(word for head in whole for word in _unused(head)),
        has_author=all(Column.AUTHOR in head[2] for head in whole),
        too_many=len(rows) > MAX_ROWS,
    )


def importance_of(written: str) -> str | None:
    """The code of an importance in words; «medium» if nothing is written, None if it is unclear."""
    words = written.casefold().replace("ё", "е").strip()
    if not words.strip("-–— "):
        return "medium"
    return next((code for code, pattern in _IMPORTANCE if pattern.search(words)), None)


def _header(grid: Grid) -> tuple[int, dict[Column, int]]:
    """The place of the row of headings and its columns; the row that names most of them."""
    found = [(place, _columns(row)) for place, row in enumerate(grid[:_HEADER_WITHIN])]
    return max(found, key=lambda item: len(item[1]), default=(0, {}))


def _columns(row: Sequence[str]) -> dict[Column, int]:
    columns: dict[Column, int] = {}
    for place, heading in enumerate(row):
        column = column_of(heading)
        if column is not None:
            columns.setdefault(column, place)
    return columns


def column_of(heading: str) -> Column | None:
    """Which column a heading names; None if it is no heading that we know."""
    words = " ".join(heading.casefold().replace("ё", "е").split())
    if not words or len(words) > 80:
        return None
    return next((column for column, pattern in _PATTERNS if pattern.search(words)), None)


def _unused(head: tuple[Grid, int, Mapping[Column, int]]) -> tuple[str, ...]:
    grid, place, columns = head
    used = set(columns.values())
    words = [" ".join(cell.split()) for at, cell in enumerate(grid[place]) if at not in used]
    return tuple(word for word in words if any(char.isalpha() for char in word))


def _rows(grid: Grid, columns: Mapping[Column, int], before: int) -> list[TableRow]:
    made: list[TableRow] = []
    for row in grid:
        if _is_title(row) or _is_count(row):
            continue
        cells = {column: _cell(row, place) for column, place in columns.items()}
        if not (cells.get(Column.TEXT) or cells.get(Column.WORDING)) and not _says(cells):
            continue
        made.append(
            TableRow(
                number=before + len(made) + 1,
                place=cells.get(Column.PLACE, ""),
                text=cells.get(Column.TEXT, ""),
                proposed_text=cells.get(Column.WORDING, ""),
                importance=cells.get(Column.IMPORTANCE, ""),
                norm=cells.get(Column.NORM, ""),
                author=cells.get(Column.AUTHOR, ""),
            )
        )
    return made


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _says(cells: Mapping[Column, str]) -> bool:
    """Whether a row without a remark was meant to be one: it names a place and somebody."""
    return bool(cells.get(Column.PLACE)) and sum(map(bool, cells.values())) > 1


def _is_title(row: Sequence[str]) -> bool:
    """One cell across the whole table: a title of a group, not a remark."""
    return len(row) > 1 and bool(row[0].strip()) and len(set(row)) == 1


def _is_count(row: Sequence[str]) -> bool:
    """«1 | 2 | 3 | 4»: numbers of the columns."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]
