"""Files of answers to be filled in: a workbook with a row for each group, and a document with a
block for each. Their words are Russian, as those of the law are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from consultations.conclusions.domain.importing import MAX_NORM, MAX_TEXT
from consultations.conclusions.domain.sheets import ANSWER, HEADINGS, POSITIONS, Column
from consultations.conclusions.exports.answer_blocks import blocks
from consultations.conclusions.selectors.sheets import Cells
from core.documents.docx import render_docx
from core.documents.domain.blocks import Document, List, Requisites, paragraph
from core.documents.xlsx import Choice, Sheet, SheetColumn, render_xlsx
from core.rules.models import ReasonCode

_SHEET: Final = "Ответы"
_HOW: Final = "Как заполнять"
_LISTS: Final = "Списки"
# Column → width in characters.
_WIDTHS: Final = {
    Column.NUMBER: 6,
    Column.KEY: 15,
    Column.PLACE: 18,
    Column.ORIGINAL: 40,
    Column.PROPOSED: 45,
    Column.GROUNDS: 35,
    Column.REMARKS: 40,
    Column.POSITION: 18,
    Column.REASON: 28,
    Column.TEXT: 50,
    Column.NORM: 22,
    Column.EXPECTED: 40,
    Column.STATE: 16,
    Column.FAULTS: 45,
}
COLUMNS: Final = tuple(column for column in Column if column is not Column.FAULTS)
_FAULTY: Final = (Column.NUMBER, Column.FAULTS, *COLUMNS[1:])

# How to fill a file in: the first lines for a table and for a document, the others for both.
_HOW_SHEET: Final = (
    (
        "Заполняйте только белые столбцы: «Позиция комитета», «Основание», «Обоснование», «Норма», "
        "«Ожидаемая редакция». Остальные защищены от случайных изменений, пароля нет."
    ),
    (
        "Позицию и основание выбирайте из списка. Список оснований зависит от позиции, поэтому "
        "сначала выберите позицию."
    ),
)
_HOW_DOCUMENT: Final = (
    (
        "Заполняйте только правую часть каждого блока: «Позиция комитета», «Основание», "
        "«Обоснование», «Норма», «Ожидаемая редакция»."
    ),
    (
        "Позицию и основание выбирайте из списка, который открывается в ячейке, или впишите теми "
        "же словами."
    ),
)
_HOW_BOTH: Final = (
    (
        "Обоснование обязательно, если предложение не учтено полностью. Одни общие фразы («не "
        "представляется возможным») и один текст в ответ на разные доводы при загрузке отмечаются."
    ),
    (
        "Ожидаемую редакцию укажите, если предложение учтено полностью или частично и в нём есть "
        "формулировка. Она не должна совпадать с текстом законопроекта."
    ),
    (
        f"Обоснование и ожидаемая редакция – до {MAX_TEXT // 1000}\N{NO-BREAK SPACE}000 знаков, "
        f"норма – до {MAX_NORM}. Формулы не принимаются: нужен обычный текст."
    ),
    (
        "Ключ не меняйте: по нему площадка узнаёт, о какой группе предложений речь и не ответил ли "
        "на неё тем временем коллега. Лишнее можно удалить, порядок – изменить; незаполненное "
        "пропускается."
    ),
    (
        "После загрузки показывается отчёт по каждой строке. До вашего подтверждения ничего не "
        "записывается. Записанные ответы – проекты: их согласует комитет."
    ),
)


@dataclass(frozen=True, slots=True)
class FileHead:
    """What a file says of itself: the bill, the committee, and when it was made."""

    bill: str
    committee: str
    made_at: dt.datetime

    @property
    def title(self) -> str:
        return "Ответы на предложения и замечания"


def answers_xlsx(
    head: FileHead, rows: Iterable[Cells], reasons: Sequence[ReasonCode], *, faults: bool = False
) -> bytes:
    """A workbook: the answers, how to fill them in, and the lists. `faults`: the rows say in their
    second column what is to be mended."""
    columns = _FAULTY if faults else COLUMNS
    titles = _reasons(reasons)
    answers = Sheet(
        _SHEET,
        [_column(column, columns, titles) for column in columns],
        ([cells.get(column, "") for column in columns] for cells in rows),
        is_guarded=True,
        is_filtered=True,
    )
    how = Sheet(
        _HOW,
        [SheetColumn(f"{head.title}: «{head.bill}»", 110)],
        [[line] for line in (*_HOW_SHEET, *_HOW_BOTH)],
    )
    names = list(POSITIONS.values())
    lines = max(len(names), len(titles))
    padded = [*names, *[""] * (lines - len(names))]
    lists = Sheet(
        _LISTS,
        [SheetColumn("Позиции", 40), SheetColumn("Позиция", 40), SheetColumn("Основания", 70)],
        [[name, *(titles[at] if at < len(titles) else ("", ""))] for at, name in enumerate(padded)],
    )
    return render_xlsx([answers, how, lists], title=head.title, created=head.made_at)


def answers_docx(head: FileHead, rows: Iterable[Cells], reasons: Sequence[ReasonCode]) -> bytes:
    """A document: how to fill it in, then a block for each group on landscape pages."""
    document = Document(
        title=f"к законопроекту «{head.bill}»",
        created=head.made_at,
        requisites=Requisites(
            organisation=(head.committee,), kind="Ответы на предложения и замечания"
        ),
        blocks=(
            List(
                ordered=True,
                items=tuple((paragraph(line),) for line in (*_HOW_DOCUMENT, *_HOW_BOTH)),
            ),
        ),
    )
    return render_docx(document, sheets=blocks(rows, _reasons(reasons)))


def _reasons(reasons: Sequence[ReasonCode]) -> list[tuple[str, str]]:
    """(position, reason) in words, by position: each position's reasons stand together."""
    order = list(POSITIONS)
    known = [reason for reason in reasons if reason.disposition in order]
    ranked = sorted(known, key=lambda reason: order.index(reason.disposition))
    return [(POSITIONS[reason.disposition], reason.title) for reason in ranked]


def _column(
    column: Column, columns: Sequence[Column], titles: Sequence[tuple[str, str]]
) -> SheetColumn:
    return SheetColumn(
        HEADINGS[column],
        _WIDTHS[column],
        is_open=column in ANSWER,
        is_small=column in (Column.KEY, Column.STATE),
        choice=_choice(column, columns, len(titles)),
    )


def _choice(column: Column, columns: Sequence[Column], reasons: int) -> Choice | None:
    if column is Column.POSITION:
        return Choice(
            f"'{_LISTS}'!$A$2:$A${len(POSITIONS) + 1}",
            "Позиция",
            "Выберите позицию из списка: " + ", ".join(POSITIONS.values()) + ".",
        )
    if column is Column.REASON and reasons:
        letter = "ABCDEFGHIJKLMNOP"[columns.index(Column.POSITION)]
        kinds = f"'{_LISTS}'!$B$2:$B${reasons + 1}"
        of_position = (
            f"OFFSET('{_LISTS}'!$C$2,MATCH(${letter}2,{kinds},0)-1,0,COUNTIF({kinds},${letter}2),1)"
        )
        everything = f"'{_LISTS}'!$C$2:$C${reasons + 1}"
        return Choice(
            f"IF(COUNTIF({kinds},${letter}2)=0,{everything},{of_position})",
            "Основание",
            "Этого основания нет в списке для выбранной позиции.",
            is_closed=False,
        )
    return None
