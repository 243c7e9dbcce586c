"""Conclusions and recommendations: to whom, what, by when."""

from collections.abc import Iterator

from consultations.conclusions.domain.report import Position, Report
from consultations.conclusions.exports import words
from core.documents.domain.blocks import Block, Column, Heading, Row, Table, paragraph, row

_CHANGES_TEXT = ("accepted", "partly")


def recommendations(report: Report) -> Iterator[Block]:
    """The closing chapter of the document."""
    yield Heading(1, "Выводы и рекомендации", numbered=True)
    yield paragraph(_summary(report))
    yield paragraph(
        f"По результатам рассмотрения организатор – {report.organiser.name} – рекомендует:"
    )
    yield Table(
        columns=(Column(4), Column(8), Column(4)),
        header=(row("Адресат", "Рекомендация", "Срок"),),
        rows=tuple(_rows(report)),
        caption="Рекомендации",
    )
    yield paragraph(words.ADVISORY)
    citation = report.citations.get("fz212.art16", "")
    if citation:
        yield paragraph(f"Основание рассмотрения и ответа: {citation}.")


def _summary(report: Report) -> str:
    counts = report.tally.total
    if not counts.total:
        return "Предложений и замечаний, требующих изменения текста законопроекта, не поступило."
    waiting = f" По {counts.waiting} {words.NO_POSITION}." if counts.waiting else ""
    if not counts.answered:
        return f"Ни одно предложение или замечание комитетом не рассмотрено.{waiting}"
    parts = [
        f"{name} – {getattr(counts, code)}"
        for code, name in words.DISPOSITIONS.items()
        if getattr(counts, code)
    ]
    considered = f"Рассмотрено предложений и замечаний: {counts.answered}"
    return f"{considered}; из них {', '.join(parts)}.{waiting}"


def _rows(report: Report) -> Iterator[Row]:
    yield row(
        report.addressee.name,
        "Рассмотреть настоящее сводное заключение и сообщить организатору о результатах; при "
        "несогласии – привести мотивированные возражения.",
        f"до {words.day(report.signature.answer_due_on)} включительно",
    )
    owed = [str(item.number) for _unit, item in report.unanswered]
    if owed:
        yield row(
            report.responder.name,
            "Представить позицию по предложениям и замечаниям, на которые не дан ответ (строки "
            f"свода: {', '.join(owed)}).",
            "незамедлительно: срок истёк",
        )
    changed = [str(item.number) for item in report.rows if _changes(item.position)]
    if changed:
        yield row(
            report.responder.name,
            "Внести в текст законопроекта изменения по предложениям и замечаниям, учтённым "
            f"полностью или частично (строки свода: {', '.join(changed)}).",
            "при подготовке следующей редакции законопроекта",
        )
    yield row(
        report.organiser.name,
        "Опубликовать настоящее заключение и направить его адресату и ответственному комитету.",
        "со дня подписания",
    )


def _changes(position: Position | None) -> bool:
    return position is not None and position.disposition in _CHANGES_TEXT
