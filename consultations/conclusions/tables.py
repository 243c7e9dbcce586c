"""Comments in a CSV file, for grouping without a database."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

LONGEST_TEXT: Final = 100_000
_COLUMNS: Final = ("id", "text")
_PLACE: Final = "provision"
_LONGEST_CELL: Final = 2**31 - 1


class BadTableError(Exception):
    """A table that cannot be taken; the message is one line that names the row."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """`place` is empty if the table has no column «provision»."""

    key: str
    text: str
    place: str


def read_comments(path: Path) -> list[CommentRow]:
    """Rows of a UTF-8 file with a header that has id and text, perhaps provision; commas, or
    semicolons as spreadsheets in Russian write them.

    Raises BadTableError (wrong encoding, missing column, a row of another length, repeated id,
    empty or overlong text), and OSError.
    """
    text = _decoded(path.read_bytes())
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        return _checked(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(limit)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        words = _("row %(row)d: the file is not in UTF-8; save it as «CSV UTF-8»")
        raise BadTableError(words % {"row": row}) from error


def _checked(records: Iterator[list[str]]) -> list[CommentRow]:
    header = [name.strip().lower() for name in _next(records, 1) or []]
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        words = _("row 1: the column %(name)s is missing (id, text and perhaps provision)")
        raise BadTableError(words % {"name": missing[0]})
    rows: list[CommentRow] = []
    seen: dict[str, int] = {}
    number = 1
    while (cells := _next(records, number := number + 1)) is not None:
        if any(cells):
            row = _row(header, cells, number)
            _check(row, number, seen)
            rows.append(row)
    return rows


def _next(records: Iterator[list[str]], number: int) -> list[str] | None:
    """The record of that number; None after the last."""
    try:
        return next(records, None)
    except csv.Error as error:
        words = _("row %(row)d: not a CSV table (%(error)s)")
        raise BadTableError(words % {"row": number, "error": error}) from error


def _row(header: list[str], cells: list[str], number: int) -> CommentRow:
    if len(cells) != len(header):
        words = _("row %(row)d: %(found)d cells, the header has %(expected)d")
        raise BadTableError(words % {"row": number, "found": len(cells), "expected": len(header)})
    named = dict(zip(header, cells, strict=True))
    return CommentRow(named["id"].strip(), named["text"], named.get(_PLACE, "").strip())


def _check(row: CommentRow, number: int, seen: dict[str, int]) -> None:
    if not row.key:
        raise BadTableError(_("row %(row)d: the id is empty") % {"row": number})
    if row.key in seen:
        words = _("row %(row)d: the id %(id)s stands in row %(first)d already")
        raise BadTableError(words % {"row": number, "id": row.key, "first": seen[row.key]})
    seen[row.key] = number
    if not row.text.strip():
        words = _("row %(row)d: the text of %(id)s is empty")
        raise BadTableError(words % {"row": number, "id": row.key})
    if len(row.text) > LONGEST_TEXT:
        words = _("row %(row)d: the text of %(id)s is longer than %(limit)d characters")
        raise BadTableError(words % {"row": number, "id": row.key, "limit": LONGEST_TEXT})
