"""The tables with what was said and what the committee has answered: that of the conclusion, unit
by unit, and that of the committee's summary, after the form of regulation.gov.ru."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from consultations.conclusions.domain.report import Position, ReportRow, Unit
from consultations.conclusions.domain.wording import comparison_base
from consultations.conclusions.exports import words
from consultations.conclusions.exports.members import (
    authors,
    bodies_words,
    citizens_words,
    receipt,
    text,
)
from consultations.conclusions.exports.views import Views, view_words
from core.documents.domain.blocks import (
    Cell,
    Column,
    Layout,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    group_row,
    paragraphs,
    row,
)
from core.web.redline import redline
from drafts.domain.citations import citation

_NAMES: Final = (
    "№",
    "Кем и как внесено",
    "Предложение или замечание",
    "Позиция ответственного комитета",
    "Обоснование позиции и ожидаемая редакция",
)
_WITH_VIEWS: Final = (*_NAMES[:2], "Предложение", "Мнение советов", *_NAMES[3:])
_PORTAL: Final = (
    "№",
    "Участник обсуждения",
    "Дата, способ",
    "Структурная единица",
    "Предложение или замечание",
    _NAMES[3],
    "Обоснование позиции",
)
_WHOLE: Final = "Законопроект в целом"


def consolidated(units: Sequence[Unit], views: Views) -> Table:
    """Unit by unit: its words, then everything that was said on it with the answers."""
    columns, names = _shape(views, (1, 4, 8, 3, 8))
    return Table(
        columns=columns,
        header=(row(*names),),
        rows=tuple(item for unit in units for item in _unit(unit, views, len(columns))),
        caption="Предложения и замечания по структурным единицам",
        layout=Layout.LANDSCAPE,
    )


def general(rows: Sequence[ReportRow], views: Views) -> Table:
    """What was said on the bill as a whole; portrait if there is room for it, so that the heading
    stays with its table."""
    mine = {item.number: views[item.number] for item in rows if item.number in views}
    columns, names = _shape(mine, (1, 4, 7, 3, 7))
    return Table(
        columns=columns,
        header=(row(*names),),
        rows=tuple(_row(item, "", mine) for item in rows),
        caption="Предложения и замечания по законопроекту в целом",
        layout=Layout.LANDSCAPE if mine else Layout.PORTRAIT,
    )


def portal(units: Iterable[Unit]) -> Table:
    """The committee's table: every row with its unit."""
    return Table(
        columns=(Column(1), Column(4), Column(3), Column(3), Column(7), Column(3), Column(7)),
        header=(row(*_PORTAL),),
        rows=tuple(item for unit in units for item in _portal_unit(unit)),
        caption="Предложения с позицией ответственного комитета",
        layout=Layout.LANDSCAPE,
    )


def position_words(position: Position | None) -> str:
    """«учтено частично», or that there is none."""
    return words.DISPOSITIONS[position.disposition] if position else words.NO_POSITION


def agreed_words(position: Position) -> str:
    """«заседание комитета 12.03.2026, протокол № 5»; empty if neither was written down."""
    if position.sitting_on is None:
        return ""
    number = f"протокол №\N{NO-BREAK SPACE}{position.minutes_number}"
    return f"заседание комитета {words.short_day(position.sitting_on)}, {number}"


def _shape(views: Views, widths: tuple[float, ...]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns and their names: what councils think has one only where they have said it."""
    if not views:
        return tuple(Column(width) for width in widths), _NAMES
    with_views = (1.0, 4.0, 7.0, 5.0, 3.0, 7.0)
    return tuple(Column(width) for width in with_views), _WITH_VIEWS


def _unit(unit: Unit, views: Views, columns: int) -> Iterator[Row]:
    yield from _head(unit, words.capital(citation(unit.path)), columns)
    for item in unit.rows:
        yield _row(item, unit.original, views)


def _head(unit: Unit, place: str, columns: int) -> Iterator[Row]:
    yield group_row(place, columns=columns)
    if unit.original:
        label = Paragraph((Run("Текст законопроекта: ", bold=True), Run(unit.original)))
        yield (Cell((label,), span=columns),)


def _row(item: ReportRow, original: str, views: Views) -> Row:
    said = [(*bodies_words(item), *citizens_words(item))]
    if views:
        council = (*bodies_words(item), *view_words(views.get(item.number, ())))
        said = [tuple(citizens_words(item)), council]
    return (
        _number(item),
        Cell((*authors(item), *receipt(item))),
        *(Cell(found or (text("–"),)) for found in said),
        cell(words.capital(position_words(item.position))),
        Cell(tuple(_why(item.position, original))),
    )


def _number(item: ReportRow) -> Cell:
    """Links lead to the row by its number."""
    return Cell(paragraphs(str(item.number)), anchor=f"row-{item.number}")


def _portal_unit(unit: Unit) -> Iterator[Row]:
    place = words.capital(citation(unit.path)) or _WHOLE
    yield from _head(unit, place, len(_PORTAL))
    for item in unit.rows:
        yield (
            _number(item),
            Cell(tuple(authors(item))),
            Cell(tuple(receipt(item)) or (text("–"),)),
            cell(place),
            Cell((*bodies_words(item), *citizens_words(item)) or (text("–"),)),
            cell(words.capital(position_words(item.position))),
            Cell(tuple(_why(item.position, unit.original))),
        )


def _why(position: Position | None, original: str) -> Iterator[Paragraph]:
    if position is None:
        yield text("–")
        return
    if position.is_altered:
        yield text(words.STATES["altered"], italic=True)
        return
    if position.reason:
        yield text(position.reason, italic=True)
    if position.text:
        yield text(position.text)
    if position.norm:
        yield Paragraph((Run("Норма: ", bold=True), Run(position.norm)))
    if position.expected:
        yield Paragraph((Run("Ожидаемая редакция: ", bold=True), *_expected(position, original)))
    if not (position.reason or position.text or position.norm or position.expected):
        yield text("–")
    agreed = agreed_words(position)
    if agreed:
        yield text(f"Согласовано: {agreed}.", italic=True)


def _expected(position: Position, original: str) -> Iterator[Run]:
    """The changes against the words of the bill, if the two are versions of one text."""
    base = comparison_base(original, position.expected)
    if not base:
        yield Run(position.expected)
        return
    crossed_out = False
    for part in redline(base, position.expected):
        is_new = part.operation == "insert"
        if is_new and crossed_out:
            yield Run(" ")  # the old words and the new ones must not run together
        crossed_out = part.operation == "delete"
        yield Run(part.text, inserted=is_new, deleted=crossed_out)
