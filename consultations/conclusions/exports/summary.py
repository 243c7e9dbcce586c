"""The committee's summary of proposals as a document (after the form of regulation.gov.ru)."""

from collections.abc import Iterator

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports import answered, tables, words
from consultations.conclusions.exports.participation import moderation, received_words
from consultations.conclusions.exports.rows import WHERE_PARTICIPANTS, left_out
from core.documents.domain.blocks import (
    Block,
    Entry,
    Heading,
    KeyValue,
    Note,
    NoteKind,
    Paragraph,
    Run,
    paragraph,
    paragraphs,
)


def summary(report: Report) -> Iterator[Block]:
    """Its chapters, without the signature."""
    yield from _facts(report)
    yield from _table(report)
    yield Heading(1, "Итоги рассмотрения", numbered=True)
    yield paragraph(_considered(report))
    if report.tally.total.total:
        yield tables.tally(report.tally)
    yield Note((paragraph(words.NOT_VOTES),), NoteKind.INFO)
    yield from moderation(report)


def _table(report: Report) -> Iterator[Block]:
    yield Heading(1, "Предложения, замечания и позиция комитета", numbered=True)
    if report.units:
        yield paragraph(WHERE_PARTICIPANTS)
        yield answered.portal(report.units)
        yield from left_out(report)
    else:
        yield paragraph("Предложения и замечания не поступили.")


def _facts(report: Report) -> Iterator[Block]:
    procedure, bill = report.procedure, report.bill
    number = f"№\N{NO-BREAK SPACE}{bill.number}, " if bill.number else ""
    window = (
        f"с {words.day(procedure.opens_on)} по {words.day(procedure.closes_on)}, "
        "последний день включительно"
    )
    rows = (
        ("Форма", words.capital(words.FORMS[procedure.form])),
        ("Законопроект", f"{number}{words.quoted(bill.title)}, редакция {bill.version_number}"),
        ("Субъект права законодательной инициативы", bill.sponsor),
        ("Ответственный комитет", report.responder.name),
        ("Организатор", report.organiser.name),
        ("Подписано взамен", words.replaced(report.document, with_hash=True)),
        ("Срок приёма предложений", window),
        ("Срок ответа комитета", words.day(report.document.due_on)),
        ("Предложения", received_words(report)),
    )
    yield Heading(1, "Сведения о сводке", numbered=True)
    entries = [Entry(key, paragraphs(value)) for key, value in rows if value]
    address = Paragraph((Run(report.address, href=report.address),), indent=False)
    entries.append(Entry("Место публикации", (address,)))
    yield KeyValue(tuple(entries))


def _considered(report: Report) -> str:
    counts = report.tally.total
    if not counts.total:
        return words.NO_PROPOSALS
    considered = f"Комитет рассмотрел предложений и замечаний: {counts.answered}"
    if counts.waiting:
        return f"{considered}; {words.NO_POSITION} – {counts.waiting}."
    return (
        f"{considered}. На каждое дан мотивированный ответ; рядом указаны заседание комитета и "
        "протокол, которыми ответ согласован."
    )
