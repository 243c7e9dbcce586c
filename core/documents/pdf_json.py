"""A document as the JSON that `template.typ` sets: texts are values in it, never source."""

import re
from collections.abc import Iterable
from datetime import UTC
from functools import cache
from typing import Any, Final

from core.documents.domain.blocks import (
    Align,
    Block,
    Chart,
    Document,
    Entry,
    Heading,
    KeyValue,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Run,
    Signature,
    Table,
)
from core.documents.domain.numbering import Numbered
from core.documents.labels import continued_caption, figure_caption, labels, table_caption

LONG_TOKEN: Final = 24  # longer ones are cut where a line may break, unless they are plain words
LONG_WORD: Final = 40
PIECE: Final = 8
_TOKENS: Final = re.compile(r"\S+|\s+")

Text = list[list[str]]  # lines of pieces
Json = dict[str, Any]


def chart_json(chart: Chart) -> list[Json]:
    """The bars as `chart.typ` reads them."""
    return [{"label": bar.label, "value": bar.value} for bar in chart.bars]


def document_json(
    document: Document, items: Iterable[Numbered], *, part: int | None = None
) -> Json:
    """What `template.typ` reads: a whole document, or a part of it. Only part 0 has the head, and
    no part has numbers on its pages."""
    created = document.created.astimezone(UTC)
    return {
        "title": document.full_title,
        "author": " ".join(document.requisites.organisation),
        "language": document.language,
        "created": {
            name: getattr(created, name)
            for name in ("year", "month", "day", "hour", "minute", "second")
        },
        "labels": {"page": labels(document.language).page},
        "head": None if part else _head(document),
        "numbered": part is None,
        "blocks": [_block(item, document.language) for item in items],
    }


def _head(document: Document) -> Json:
    head = document.requisites
    number = head.number and f"{labels(document.language).number}\N{NO-BREAK SPACE}{head.number}"
    return {
        "organisation": _optional("\n".join(head.organisation)),
        "approval": _optional("\n".join(head.approval)),
        "status": _optional(head.status),
        "kind": _optional(head.kind.upper()),
        "title": _text(document.title),
        "registration": [_text(t) for t in (head.date, head.place, number) if t],
    }


def _text(text: str, room: int = LONG_TOKEN) -> Text:
    return [_pieces(line, room) for line in text.split("\n")]


def _optional(text: str) -> Text | None:
    return _text(text) if text else None


def _pieces(line: str, room: int = LONG_TOKEN) -> list[str]:
    """A line, cut inside the words that do not fit into `room`: typst breaks a line between two
    pieces. Words of letters are left to its hyphenation."""
    if not _overlong(min(room, LONG_TOKEN)).search(line):
        return [line]
    pieces = [""]
    step = max(1, min(PIECE, room // 2))
    for token in _TOKENS.findall(line):
        if len(token) <= min(room, LONG_TOKEN) or _is_word(token):
            pieces[-1] += token
        else:
            parts = [token[start : start + step] for start in range(0, len(token), step)]
            pieces[-1] += parts[0]
            pieces += parts[1:]
    return pieces


@cache
def _overlong(room: int) -> re.Pattern[str]:
    return re.compile(rf"\S{{{room + 1}}}")


def _is_word(token: str) -> bool:
    """Letters and single hyphens, of a length that hyphenation can deal with."""
    parts = token.split("-")
    return all(part.isalpha() for part in parts) and len(token) <= LONG_WORD


def _run(run: Run, room: int) -> Json:
    return {
        "text": _text(run.text, room),
        "bold": run.bold,
        "italic": run.italic,
        "inserted": run.inserted,
        "deleted": run.deleted,
        "href": run.href,
    }


def _paragraph(paragraph: Paragraph, room: int = LONG_TOKEN) -> Json:
    return {
        "runs": [_run(run, room) for run in paragraph.runs],
        "align": paragraph.align.value,
        "indent": paragraph.indent,
    }


def _paragraphs(items: Iterable[Paragraph], room: int = LONG_TOKEN) -> list[Json]:
    return [_paragraph(item, room) for item in items]


def _cells(table: Table, row: Row) -> list[Json]:
    made: list[Json] = []
    for cell, room in zip(row, table.rooms(row), strict=True):
        column = table.columns[sum(earlier["span"] for earlier in made)]
        asked = {item.align for item in cell.paragraphs} & {Align.CENTER, Align.RIGHT}
        made.append(
            {
                "span": cell.span,
                "header": cell.header,
                "align": (asked.pop() if len(asked) == 1 else column.align).value,
                "paragraphs": _paragraphs(cell.paragraphs, room),
            }
        )
    return made


def _table(table: Table, item: Numbered, language: str) -> Json:
    def body_row(row: Row) -> Json:
        return {
            "group": table.is_group(row),
            "repeat": table.repeats(row),
            "whole": table.is_whole(row),
            "lead": table.is_lead(row),
            "cells": _cells(table, row),
        }

    return {
        "caption": _optional(_caption(table, item, language)),
        "landscape": table.landscape,
        "widths": [column.width for column in table.columns],
        "header": [_cells(table, row) for row in table.header],
        "repeat": table.repeats(*table.header),
        "rows": _joined([body_row(row) for row in table.rows]),
    }


def _caption(table: Table, item: Numbered, language: str) -> str:
    if not table.caption:
        return ""
    if item.continued:
        return continued_caption(language, item.number)
    return table_caption(language, item.number, table.caption)


def _joined(rows: list[Json]) -> list[Json]:
    """A short row over the whole width goes with the title of the group that it follows, so that
    neither is left alone at the end of a page."""
    made: list[Json] = []
    for row in rows:
        if row["lead"] and made and made[-1]["group"]:
            title = made[-1]
            made[-1] = {**title, "cells": title["cells"] + row["cells"], "repeat": False}
        else:
            made.append(row)
    return made


def _entry(entry: Entry) -> Json:
    return {"key": _text(entry.key), "value": _paragraphs(entry.value)}


def _block(item: Numbered, language: str) -> Json:
    return {"type": type(item.block).__name__.lower(), **_fields(item.block, item, language)}


def _fields(block: Block, item: Numbered, language: str) -> Json:
    match block:
        case Heading():
            text = f"{item.number} {block.text}" if item.number else block.text
            # A heading of nothing but invisible characters still needs a bookmark.
            return {"level": block.level, "text": _text(text if text.strip() else "—")}
        case Paragraph():
            return _paragraph(block)
        case List():
            return {"ordered": block.ordered, "items": [_paragraphs(i) for i in block.items]}
        case Table():
            return _table(block, item, language)
        case KeyValue():
            return {"entries": [_entry(entry) for entry in block.entries]}
        case Quote():
            return {
                "paragraphs": _paragraphs(block.paragraphs),
                "source": _optional(block.source),
            }
        case Note():
            return {"paragraphs": _paragraphs(block.paragraphs), "kind": block.kind.value}
        case Chart():
            return {
                "caption": _text(figure_caption(language, item.number, block.title)),
                "alt": f"{block.title}. {block.text}",
                "bars": chart_json(block),
            }
        case PageBreak():
            return {}
        case Signature():
            return {
                "post": _text(block.post),
                "name": _text(block.name),
                "date": _optional(block.date),
            }
