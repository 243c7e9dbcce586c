"""Tables that only place text on the sheet: stamps, signatures, heads of annexes.

Reads: tables. Writes: their text as lines, where the table is no table of data.
"""

import re

from .nodes import Table

_STAMP = re.compile(
    r"^(приложение|утвержд[её]н|утверждаю|проект\b|вносится|внес[её]н|принят\b|одобрен)",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"^(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яёА-ЯЁ\-]+$|^[А-ЯЁ][а-яёА-ЯЁ\-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.$"
)
_MAX_ROWS = 3
_MAX_TEXT = 900


def stamp_lines(table: Table) -> list[str]:
    """The lines of a stamp set in a table («Приложение № 1 к …» in the right cell), or nothing."""
    if len(table.rows) > _MAX_ROWS:
        return []
    lines = [line for row in table.rows for cell in row for line in cell.lines]
    filled = [cell for row in table.rows for cell in row if cell.lines]
    if not lines or sum(map(len, lines)) > _MAX_TEXT or len(filled) > _MAX_ROWS:
        return []
    return lines if _STAMP.match(lines[0]) else []


def signature_lines(table: Table) -> list[str]:
    """«Губернатор области | | И.О. Фамилия» as lines of text, one per row, or nothing."""
    if len(table.rows) > _MAX_ROWS:
        return []
    result: list[str] = []
    signed = False
    for row in table.rows:
        cells = [" ".join(cell.lines) for cell in row if cell.lines]
        if not cells:
            continue
        if len(cells) > 1 and _INITIALS.match(cells[-1]):
            signed = True
        result.append(" ".join(cells))
    return result if signed and sum(map(len, result)) < _MAX_TEXT else []
