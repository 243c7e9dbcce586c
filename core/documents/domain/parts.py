"""Parts of a long document that can be set one by one and joined.

What a page setter needs grows with the document: a table of thousands of rows takes gigabytes. A
part begins with a chapter or goes on with a table, and so on a new page.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Final

from core.documents.domain.blocks import Heading, Row, Table
from core.documents.domain.numbering import Numbered
from core.documents.domain.text import texts

PART: Final = 400_000  # characters, about 150 pages of tables
Part = tuple[Numbered, ...]


def divided(items: Iterable[Numbered], size: int = PART) -> list[Part]:
    """The blocks in parts of about `size` characters, as few as may be; a chapter (a heading of
    the first level) and a row of a table are never divided. The table that goes on in another part
    is `continued` there, under its header and the title of its group of rows."""
    blocks = list(items)
    parts: list[list[Numbered]] = [[]]
    used = 0
    for at, item in enumerate(blocks):
        if used > size and isinstance(item.block, Heading) and item.block.level == 1:
            parts.append([])
            used = 0
        pieces = _pieces(item, size, size - used) if _chapter_follows(blocks, at) else [item]
        parts[-1].append(pieces[0])
        parts += [[piece] for piece in pieces[1:]]
        used = weight(pieces[-1].block) + (used if len(pieces) == 1 else 0)
    return [tuple(part) for part in parts]


def weight(value: object) -> int:
    """How many characters a document, or a part of it, has."""
    return sum(map(len, texts(value)))


def _chapter_follows(blocks: Sequence[Numbered], at: int) -> bool:
    """May a part begin at this block? Not if the first heading after it were a section without
    its chapter."""
    following = (item.block for item in blocks[at + 1 :] if isinstance(item.block, Heading))
    heading = next(following, None)
    return heading is None or heading.level == 1


def _pieces(item: Numbered, size: int, room: int) -> list[Numbered]:
    """A table cut where the rows exceed `room`, then `size`; everything else is one piece."""
    table = item.block
    if not isinstance(table, Table) or weight(table.rows) <= max(room, 0) + size // 2:
        return [item]
    made: list[Numbered] = []
    for rows in _slices(table, size, max(room, 0)):
        block = dataclasses.replace(table, rows=rows)
        made.append(dataclasses.replace(item, block=block, continued=bool(made)))
    return made


def _slices(table: Table, size: int, room: int) -> list[tuple[Row, ...]]:
    slices: list[list[Row]] = [[]]
    title: Row | None = None  # of the group of rows that we are in
    used = 0
    for row in table.rows:
        if used > room and not (slices[-1] and _heads(table, slices[-1][-1])):
            repeated = title is not None and not table.is_group(row) and table.repeats(title)
            slices.append([title] if repeated and title is not None else [])
            used, room = 0, size
        title = row if table.is_group(row) else title
        slices[-1].append(row)
        used += weight(row)
    return [tuple(rows) for rows in slices]


def _heads(table: Table, row: Row) -> bool:
    """Must this row stay with the one after it?"""
    return table.is_group(row) or table.is_lead(row)
