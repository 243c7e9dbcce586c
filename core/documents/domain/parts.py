"""Parts of a long document that can be set one by one and joined.

What a page setter needs grows with the document: a table of thousands of rows takes gigabytes. A
part begins with a chapter or goes on with a table, and so on a new page.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from core.documents.domain.blocks import Heading, Table
from core.documents.domain.numbering import Numbered
from core.documents.domain.portions import Limits, cut, size
from core.documents.domain.text import texts

PART: Final = 400_000  # characters, about 150 pages of tables
Part = tuple[Numbered, ...]


def divided(items: Iterable[Numbered], length: int = PART, *, continued: str) -> list[Part]:
    """The blocks in parts of about `length` characters, at most twice as long; a chapter (a heading
    of the first level) and a row of a table are never divided. The table that goes on in another
    part is `continued` there, and the title of its group of rows has this word."""
    blocks = list(items)
    parts: list[list[Numbered]] = [[]]
    used = 0
    for at, item in enumerate(blocks):
        if used > length and isinstance(item.block, Heading) and item.block.level == 1:
            parts.append([])
            used = 0
        pieces = [item]
        if isinstance(item.block, Table) and _chapter_follows(blocks, at):
            pieces = _pieces(item, item.block, length, continued)
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


def _pieces(item: Numbered, table: Table, length: int, continued: str) -> list[Numbered]:
    if size(table.rows) <= length:
        return [item]
    limits = Limits(rows=sys.maxsize, characters=length)
    rows = [portion.rows for portion in cut(table, limits, continued=continued)]
    pieces = [replace(item, block=replace(table, rows=one)) for one in rows]
    return [replace(piece, continued=at > 0) for at, piece in enumerate(pieces)] or [item]
