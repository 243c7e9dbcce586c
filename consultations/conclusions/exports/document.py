"""A signed document as chapters: the organiser's conclusion here, in the order that the law and
practice want; the committee's summary in `summary`.

Titles and sentences are Russian: the document is official. Every number comes from the snapshot.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports import participation, words
from consultations.conclusions.exports.annexes import annexes
from consultations.conclusions.exports.chapters import Chapter, Chapters
from consultations.conclusions.exports.findings import consequences, findings
from consultations.conclusions.exports.formats import is_whole
from consultations.conclusions.exports.minorities import dissents
from consultations.conclusions.exports.participants import participants
from consultations.conclusions.exports.questions import questions
from consultations.conclusions.exports.recommendations import recommendations
from consultations.conclusions.exports.rows import consolidated, general, unanswered
from consultations.conclusions.exports.summary import summary
from core.documents.domain.blocks import (
    Block,
    Document,
    Entry,
    Heading,
    KeyValue,
    Note,
    NoteKind,
    Paragraph,
    Requisites,
    Run,
    Signature,
    paragraph,
    paragraphs,
)


def build_document(report: Report) -> Document:
    """The description from which HTML, DOCX and PDF are rendered."""
    signature = report.signature
    return Document(
        title=_title(report),
        created=report.signed_at,
        requisites=Requisites(
            organisation=((report.responder if report.is_summary else report.organiser).name,),
            status=_status(report),
            kind=words.KINDS_OF_DOCUMENT[report.document.kind],
            date=words.day(signature.signed_on),
            number=signature.number,
        ),
        blocks=tuple(_blocks(report)),
    )


def bill_words(report: Report) -> str:
    """«законопроекта № 15-8 «О …»»"""
    number = f"№\N{NO-BREAK SPACE}{report.bill.number} " if report.bill.number else ""
    return f"законопроекта {number}{words.quoted(report.bill.title)}"


def _status(report: Report) -> str:
    """«Редакция 2, взамен сводного заключения № 6 от 12 марта 2026 г.» of a document that takes the
    place of an earlier one; which one it was is not known of those signed at first."""
    number = report.signature.revision
    if number == 1:
        return ""
    earlier = words.replaced(report.document)
    return f"Редакция {number}, взамен {earlier or f'редакции {number - 1}'}"


def _title(report: Report) -> str:
    form = words.FORMS_GENITIVE[report.procedure.form]
    return f"по результатам {form} {bill_words(report)}"


def _blocks(report: Report) -> Iterator[Block]:
    if report.is_summary:
        yield from summary(report)
        yield from _signed(report)
        return
    for blocks in chapters(report).values():
        yield from blocks


_CHAPTERS: Final[Mapping[Chapter, Callable[[Report], Iterator[Block]]]] = {
    Chapter.ABSTRACT: participation.abstract,
    Chapter.PROCEDURE: lambda report: _procedure(report),
    Chapter.PARTICIPANTS: participants,
    Chapter.QUESTIONS: questions,
    Chapter.COUNCILS: participation.councils,
    Chapter.FINDINGS: findings,
    Chapter.CONSOLIDATED: consolidated,
    Chapter.GENERAL: general,
    Chapter.UNANSWERED: unanswered,
    Chapter.CONSEQUENCES: lambda report: consequences(report) if is_whole(report) else iter(()),
    Chapter.DISSENTS: dissents,
    Chapter.MODERATION: participation.moderation,
    Chapter.RECOMMENDATIONS: recommendations,
    Chapter.SIGNATURES: lambda report: _signed(report),
    Chapter.ANNEXES: annexes,
}


def chapters(report: Report) -> Chapters:
    """The organiser's conclusion by its parts, in their order; those with nothing to say are left
    out."""
    made = {name: tuple(_CHAPTERS[name](report)) for name in Chapter}
    return {name: blocks for name, blocks in made.items() if blocks}


def _signed(report: Report) -> Iterator[Block]:
    signature = report.signature
    yield Signature(report.signer.post, report.signer.name, words.short_day(signature.signed_on))
    # Where there is an annex with data, it says how to check them; a note would go over to a page
    # of its own under the signature.
    if report.is_summary or not is_whole(report):
        yield Note((paragraph(words.HOW_TO_CHECK), paragraph(report.sha256)), NoteKind.INFO)


# --- Facts of the event -----------------------------------------------------------------------


def _procedure(report: Report) -> Iterator[Block]:
    procedure, bill = report.procedure, report.bill
    when = "до публикации" if procedure.premoderated else "после публикации"
    moderation = f"Предложения проверяются {when}."
    window = (
        f"с {words.day(procedure.opens_on)} по {words.day(procedure.closes_on)}, "
        "последний день включительно"
    )
    rows = (
        ("Форма", words.capital(words.FORMS[procedure.form])),
        ("Законопроект", _bill(report)),
        ("Субъект права законодательной инициативы", bill.sponsor),
        ("Вопрос", procedure.question),
        ("Основание", procedure.basis),
        ("Организатор", report.organiser.name),
        ("Ответственный комитет", report.responder.name),
        ("Адресат заключения", report.addressee.name),
        ("Построено на", built_on(report)),
        ("Подписано взамен", words.replaced(report.document, with_hash=True)),
        ("Объявлено", words.day(procedure.announced_on)),
        ("Срок приёма предложений", window),
        ("Порядок проведения", procedure.procedure),
        ("Определение результатов", procedure.results),
        ("Модерация", moderation),
        ("Правовая основа", report.citations.get("fz212.art26", "")),
    )
    yield Heading(1, "Сведения о проведении", numbered=True)
    entries = [Entry(key, paragraphs(value)) for key, value in rows if value]
    address = Paragraph((Run(report.address, href=report.address),), indent=False)
    entries.append(Entry("Место публикации", (address,)))
    yield KeyValue(tuple(entries))


def built_on(report: Report) -> str:
    """«сводке предложений с позицией ответственного комитета № 5 от 12 марта 2026 г. …»; empty for
    a conclusion that is built on none."""
    base = report.document.summary
    if base is None:
        return ""
    return (
        f"сводке предложений с позицией ответственного комитета "
        f"№\N{NO-BREAK SPACE}{base.number} от {words.day(base.signed_on)} "
        f"(контрольная сумма {base.sha256})"
    )


def _bill(report: Report) -> str:
    bill = report.bill
    number = f"№\N{NO-BREAK SPACE}{bill.number}, " if bill.number else ""
    return f"{number}{words.quoted(bill.title)}, редакция {bill.version_number}"
