"""Files of answers: what the columns are called, and the rows of a filled-in file as plain values.

Columns are found by the words of their headings, wherever they stand. A document has a block for
each group instead: a line with its key, then lines of a name and what was written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MAX_ROWS: Final = 10_000
_HEADER_WITHIN: Final = 30  # titles may stand above the headings


class Column(StrEnum):
    NUMBER = "number"
    KEY = "key"
    PLACE = "place"
    ORIGINAL = "original"
    PROPOSED = "proposed"
    GROUNDS = "grounds"
    REMARKS = "remarks"
    POSITION = "position"
    REASON = "reason"
    TEXT = "text"
    NORM = "norm"
    EXPECTED = "expected"
    STATE = "state"
    FAULTS = "faults"


# The file is a document: its words are Russian, as those of the law are.
HEADINGS: Final[Mapping[Column, str]] = {
    Column.NUMBER: "№",
    Column.KEY: "Ключ (не менять)",
    Column.PLACE: "Структурная единица",
    Column.ORIGINAL: "Текст законопроекта",
    Column.PROPOSED: "Что предлагается",
    Column.GROUNDS: "Доводы авторов",
    Column.REMARKS: "Замечания советов, рекомендации слушаний",
    Column.POSITION: "Позиция комитета",
    Column.REASON: "Основание",
    Column.TEXT: "Обоснование",
    Column.NORM: "Норма",
    Column.EXPECTED: "Ожидаемая редакция",
    Column.STATE: "Состояние",
    Column.FAULTS: "Что исправить",
}
ANSWER: Final = (Column.POSITION, Column.REASON, Column.TEXT, Column.NORM, Column.EXPECTED)
NEEDED: Final = (Column.KEY, *ANSWER)

POSITIONS: Final[Mapping[str, str]] = {
    "accepted": "учтено",
    "partly": "учтено частично",
    "rejected": "не учтено",
    "noted": "принято к сведению",
    "out_of_scope": "не относится к предмету законопроекта",
}
_ALSO: Final[Mapping[str, str]] = {
    "вне предмета": "out_of_scope",
    "вне предмета законопроекта": "out_of_scope",
    "частично учтено": "partly",
    "отклонено": "rejected",
}
# What stands in an answer that nobody has filled in.
UNCHOSEN: Final = "не выбрано"

# For headings that somebody has written in his own words; the first that fits decides.
_PATTERNS: Final = tuple(
    (column, re.compile(words))
    for column, words in (
        (Column.KEY, r"\bключ"),
        (Column.FAULTS, "исправить"),
        (Column.EXPECTED, r"ожидаем\w+ (?:редакци|формулировк|текст)"),
        (Column.REASON, r"\bосновани[ея]\b|\bпричин"),
        (Column.TEXT, r"\bобосновани[ея]\b(?! предлож)|мотивировк"),
        (Column.NORM, r"\bнорм[аы]\b"),
        (Column.POSITION, r"\bпозици"),
    )
)
_NAMES: Final = {name.casefold(): column for column, name in HEADINGS.items()}
_KEY_LINE: Final = re.compile(
    r"^ключ(?: \([^)]*\))?[ \t]*:[ \t]*(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a table. `formulas`: places of cells that hold a formula; `nested`: of those that
    hold another table."""

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()
    nested: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A sheet of a workbook, or a table of a document."""

    name: str
    rows: tuple[RawRow, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What was written for one group. `label`: where it stands in the file; the others as typed."""

    label: str
    key: str
    position: str = ""
    reason: str = ""
    text: str = ""
    norm: str = ""
    expected: str = ""
    formulas: tuple[Column, ...] = ()
    nested: tuple[Column, ...] = ()

    @property
    def cells(self) -> dict[str, str]:
        return {str(column): getattr(self, column) for column in ANSWER}

    @property
    def is_empty(self) -> bool:
        return not (any(self.cells.values()) or self.formulas or self.nested)


class SheetProblem(StrEnum):
    """Why a file says nothing to us."""

    NO_TABLE = "no_table"
    MISSING = "missing"  # a table has a key, but not all columns of an answer
    NO_ROWS = "no_rows"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class SheetReading:
    """The rows of a file; or a problem, and then no rows. `missing`: columns that are not there."""

    rows: tuple[SheetRow, ...] = ()
    problem: SheetProblem | None = None
    missing: tuple[Column, ...] = ()


@dataclass(slots=True)
class _Block:
    """A group of a document while its lines are read."""

    key: str
    cells: dict[Column, str] = field(default_factory=dict)
    nested: list[Column] = field(default_factory=list)


def column_of(heading: str) -> Column | None:
    """Which column a heading names; None if it is no heading that we know."""
    words = " ".join(heading.casefold().replace("ё", "е").split()).rstrip(":")
    if not words or len(words) > 80:
        return None
    if words in _NAMES:
        return _NAMES[words]
    return next((column for column, pattern in _PATTERNS if pattern.search(words)), None)


def position_of(words: str) -> str | None:
    """The code of a position in words; None if they are none of them."""
    plain = plain_words(words)
    found = next((code for code, name in POSITIONS.items() if name == plain), None)
    return found or _ALSO.get(plain)


def plain_words(text: str) -> str:
    """For comparing what was chosen from a list: small letters, one space, no full stop."""
    return " ".join(text.casefold().replace("ё", "е").split()).strip(" .;")


def read_sheets(tables: Sequence[RawTable]) -> SheetReading:
    """The rows of all tables with the columns of an answer, in their order; or of the blocks of a
    document; or what the likeliest table lacks."""
    heads = [(table, *_header(table)) for table in tables]
    whole = [head for head in heads if not _missing(head[2])]
    rows: list[SheetRow] = []
    for table, place, columns in whole:
        prefix = f"{table.name}: " if len(whole) > 1 and table.name else ""
        rows.extend(_rows(table.rows[place + 1 :], columns, prefix))
    if not whole:
        rows = _blocks(tables)
        keyed = [head for head in heads if Column.KEY in head[2] or Column.POSITION in head[2]]
        if not rows and keyed:
            best = max(keyed, key=lambda head: len(head[2]))
            return SheetReading(problem=SheetProblem.MISSING, missing=_missing(best[2]))
        if not rows:
            return SheetReading(problem=SheetProblem.NO_TABLE)
    if not rows:
        return SheetReading(problem=SheetProblem.NO_ROWS)
    if len(rows) > MAX_ROWS:
        return SheetReading(problem=SheetProblem.TOO_MANY)
    return SheetReading(rows=tuple(rows))


def _missing(columns: Mapping[Column, int]) -> tuple[Column, ...]:
    return tuple(column for column in NEEDED if column not in columns)


def _header(table: RawTable) -> tuple[int, dict[Column, int]]:
    """The place of the row of headings and its columns: the row that names most of them."""
    found = [(place, _columns(row.cells)) for place, row in enumerate(table.rows[:_HEADER_WITHIN])]
    return max(found, key=lambda item: len(item[1]), default=(0, {}))


def _columns(cells: Sequence[str]) -> dict[Column, int]:
    columns: dict[Column, int] = {}
    for place, heading in enumerate(cells):
        column = column_of(heading)
        if column is not None:
            columns.setdefault(column, place)
    return columns


def _rows(rows: Iterable[RawRow], columns: Mapping[Column, int], prefix: str) -> list[SheetRow]:
    made = []
    for row in rows:
        if not _missing(_columns(row.cells)):
            continue  # the headings once more, where two files were put together
        cells = {column: _cell(row.cells, columns[column]) for column in NEEDED}
        found = _row(
            f"{prefix}{row.number}",
            cells,
            formulas=[column for column in NEEDED if columns[column] in row.formulas],
            nested=[column for column in NEEDED if columns[column] in row.nested],
        )
        if found.key or not found.is_empty:
            made.append(found)
    return made


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _row(
    label: str,
    cells: Mapping[Column, str],
    *,
    formulas: Iterable[Column] = (),
    nested: Iterable[Column] = (),
) -> SheetRow:
    texts = {str(column): tidy(cells.get(column, "")) for column in ANSWER}
    for column in (Column.POSITION, Column.REASON):
        if plain_words(texts[column]) == UNCHOSEN:
            texts[column] = ""
    key = cells.get(Column.KEY, "").strip()
    return SheetRow(label, key, formulas=tuple(formulas), nested=tuple(nested), **texts)


def tidy(text: str) -> str:
    """A text without spaces at the ends of its lines and empty lines around it."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _blocks(tables: Sequence[RawTable]) -> list[SheetRow]:
    """The groups of a document: each begins with a line that has a key."""
    blocks: list[_Block] = []
    for table in tables:
        block: _Block | None = None
        for row in table.rows:
            key = _key_of(row.cells)
            if key is not None:
                block = _Block(key)
                blocks.append(block)
            elif block is not None:
                _take_line(block, row)
    answered = [block for block in blocks if block.cells]
    return [
        _row(str(number), {**block.cells, Column.KEY: block.key}, nested=block.nested)
        for number, block in enumerate(answered, start=1)
    ]


def _key_of(cells: Sequence[str]) -> str | None:
    """The key in a line across the whole table («Ключ: …»); None if there is none."""
    found = _KEY_LINE.search(cells[0]) if len(set(cells)) == 1 else None
    return found[1] if found is not None else None


def _take_line(block: _Block, row: RawRow) -> None:
    """«Name | what was written», whatever stands before."""
    for place in range(len(row.cells) - 2, -1, -1):
        column = column_of(row.cells[place])
        if column in ANSWER and column not in block.cells:
            block.cells[column] = row.cells[place + 1]
            if place + 1 in row.nested:
                block.nested.append(column)
            return
