"""The tables of amendments as DOCX and XLSX. Their words are Russian, as those of the law are."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consultations.amendments.domain.editions import HeadFacts, Line
from core.documents.docx import render_docx
from core.documents.domain.blocks import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Layout,
    Paragraph,
    Requisites,
    Row,
    Run,
    Signature,
    Table,
    cell,
    paragraph,
    row,
)
from core.documents.xlsx_rows import RowColumn, RowSheet, write_book

TITLES: Final = {
    1: "Таблица поправок № 1, рекомендуемых ответственным комитетом к принятию",
    2: "Таблица поправок № 2, рекомендуемых ответственным комитетом к отклонению",
    3: "Таблица поправок № 3, по которым ответственным комитетом не принято решения",
}
EMPTY: Final = "Таких поправок нет."
DECISIONS: Final = {"adopt": "принять", "reject": "отклонить", "undecided": "решение не принято"}
HEADINGS: Final = (
    "№",
    "Структурная единица",
    "Автор поправки",
    "Текст законопроекта",
    "Текст поправки",
    "Текст с учётом поправки",
    "Решение комитета",
)
_WIDTHS: Final = (0.4, 1.25, 1.5, 1.9, 1.9, 1.9, 1.45)
_SHEETS: Final = {1: "№ 1 к принятию", 2: "№ 2 к отклонению", 3: "№ 3 без решения"}
_SHEET_WIDTHS: Final = (5, 18, 27, 36, 36, 36, 13, 24)


@dataclass(frozen=True, slots=True)
class Head:
    """What the tables say of themselves. `edition` 0: a draft from the desk."""

    facts: HeadFacts
    day: str
    edition: int
    created: dt.datetime
    sha256: str = ""


def tables_docx(head: Head, lines: Sequence[Line]) -> bytes:
    """The three tables, each under its title, and the place for the chair's signature."""
    requisites = Requisites(
        organisation=(head.facts.committee,),
        status="" if head.edition else "ПРОЕКТ",
        kind="Таблицы поправок",
        date=f"{head.day}, редакция {head.edition}" if head.edition else head.day,
    )
    document = Document(
        title=f"к законопроекту {head.facts.bill}",
        created=head.created,
        blocks=tuple(_blocks(head, lines)),
        requisites=requisites,
        layout=Layout.LANDSCAPE,
    )
    return render_docx(document)


def _blocks(head: Head, lines: Sequence[Line]) -> Iterator[Block]:
    yield paragraph(f"Редакция законопроекта: {head.facts.stage}.")
    for part, title in TITLES.items():
        yield Heading(1, title)
        rows = tuple(_row(line) for line in lines if line.part == part)
        if rows:
            yield _table(title, rows)
        else:
            yield paragraph(EMPTY)
    if head.sha256:
        yield Paragraph((Run(f"SHA-256: {head.sha256}"),), align=Align.LEFT, indent=False)
    yield Signature(
        post=head.facts.signer_post or "Председатель комитета",
        name=head.facts.signer_name or "____________________",
    )


def _table(title: str, rows: tuple[Row, ...]) -> Table:
    return Table(
        columns=tuple(Column(width) for width in _WIDTHS),
        header=(tuple(cell(heading, header=True) for heading in HEADINGS),),
        rows=rows,
        label=title,
        layout=Layout.LANDSCAPE,
    )


def _row(line: Line) -> Row:
    decided = DECISIONS[line.decision].capitalize()
    return row(
        str(line.number),
        line.place,
        line.sponsor,
        line.original,
        line.text,
        line.resulting,
        f"{decided}.\n{line.reason}" if line.reason else decided,
    )


def tables_xlsx(head: Head, lines: Sequence[Line]) -> bytes:
    """Three sheets with filters; an empty table says so."""
    headings = (*HEADINGS, "Обоснование")
    columns = tuple(
        RowColumn(heading, width) for heading, width in zip(headings, _SHEET_WIDTHS, strict=True)
    )
    sheets = [
        RowSheet(title, columns, _cells(part, lines), is_sized=True)
        for part, title in _SHEETS.items()
    ]
    out = io.BytesIO()
    write_book(out, sheets, title=f"Таблицы поправок: {head.facts.bill}", created=head.created)
    return out.getvalue()


def _cells(part: int, lines: Sequence[Line]) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = [
        (
            line.number,
            line.place,
            line.sponsor,
            line.original,
            line.text,
            line.resulting,
            DECISIONS[line.decision],
            line.reason,
        )
        for line in lines
        if line.part == part
    ]
    return found or [("", EMPTY, *[""] * (len(_SHEET_WIDTHS) - 2))]
