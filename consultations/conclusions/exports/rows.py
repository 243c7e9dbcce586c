"""The chapters with what was said and the committee's position on it; both documents have them."""

from collections.abc import Iterator

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports import answered, tables, words
from consultations.conclusions.exports.views import views
from core.documents.domain.blocks import Block, Heading, Note, NoteKind, paragraph

WHERE_PARTICIPANTS = (
    "Однородные предложения сведены в одну строку: указано, сколько их и от кого. Число "
    "предложений не является голосованием. Каждый участник указан отдельной строкой в файлах "
    "XLSX и CSV."
)


def consolidated(report: Report) -> Iterator[Block]:
    """Unit by unit; whether anything came in at all is said here."""
    yield Heading(1, "Свод предложений и замечаний по структурным единицам", numbered=True)
    if report.provisions:
        yield paragraph(
            "Строки расположены в порядке структурных единиц законопроекта: сначала предложения "
            "участников, затем замечания советов. Против каждой строки – позиция ответственного "
            "комитета и её обоснование."
        )
        yield paragraph(WHERE_PARTICIPANTS)
        yield answered.consolidated(report.provisions, views(report))
        if not report.whole_bill:
            yield from left_out(report)
    elif report.whole_bill:
        yield paragraph("Предложения и замечания по структурным единицам не поступили.")
    else:
        yield paragraph("Предложения и замечания не поступили.")


def general(report: Report) -> Iterator[Block]:
    """The bill as a whole; nothing where nothing came in at all."""
    if not report.units:
        return
    yield Heading(1, "Предложения и замечания по законопроекту в целом", numbered=True)
    if report.whole_bill:
        yield answered.general(report.whole_bill, views(report))
        yield from left_out(report)
    elif report.left_out:
        yield paragraph(
            "В предварительном просмотре показаны не все строки; предложения по законопроекту в "
            "целом, если они поступили, стоят среди остальных."
        )
    else:
        yield paragraph("Предложения и замечания по законопроекту в целом не поступили.")


def unanswered(report: Report) -> Iterator[Block]:
    """What the committee owes, row by row, and by how many days it is late."""
    if not report.is_lapsed:
        return
    rows = list(report.unanswered)
    yield Heading(1, "Предложения и замечания без позиции комитета", numbered=True)
    yield paragraph(delay_words(report))
    if rows:
        yield tables.unanswered(rows)
    else:
        yield paragraph(
            "Ответы на все предложения и замечания опубликованы, но сводка предложений с позицией "
            "ответственного комитета не подписана."
        )


def left_out(report: Report) -> Iterator[Block]:
    """That a preview has not all rows; nothing in what was signed."""
    if report.left_out:
        shown = sum(1 for _row in report.rows)
        total = words.plural(shown + report.left_out, "строки", "строк", "строк")
        text = f"В предварительном просмотре показаны первые {shown} из {total}."
        yield Note((paragraph(text),), NoteKind.WARNING)


def newer_words(report: Report) -> str:
    """Which rows are newer than the summary that a conclusion is built on; empty if none."""
    facts = report.document.summary
    rows = [str(row.number) for row in report.rows if row.group_id in report.document.newer]
    if facts is None or not rows:
        return ""
    return (
        f"Сводка предложений № {facts.number} подписана ответственным комитетом "
        f"{words.day(facts.signed_on)}. После этого изменились строки свода: {', '.join(rows)}. "
        "Ответы комитета на них опубликованы; следующую редакцию сводки комитет до истечения "
        f"своего срока ({words.day(report.document.due_on)}) не подписал."
    )


def delay_words(report: Report) -> str:
    """That the committee's term has passed, and by how much."""
    facts = report.document
    return (
        f"Срок представления позиции ответственного комитета – {report.responder.name} – истёк "
        f"{words.day(facts.due_on)}; просрочка на день подписания – {words.days(facts.days_late)}. "
        "Когда комитет представит позицию, настоящее заключение будет заменено следующим."
    )
