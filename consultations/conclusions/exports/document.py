"""A signed document as chapters: the organiser's conclusion here, in the order that the law and
practice want; the committee's summary in `summary`.

Titles and sentences are Russian: the document is official. Every number comes from the snapshot.
"""

from collections.abc import Iterator
from typing import Final

from consultations.conclusions.domain.report import CouncilReport, Report
from consultations.conclusions.exports import participation, tables, words
from consultations.conclusions.exports.chapters import Chapter, Chapters
from consultations.conclusions.exports.questions import questions
from consultations.conclusions.exports.recommendations import recommendations
from consultations.conclusions.exports.rows import consolidated, unanswered
from consultations.conclusions.exports.summary import summary
from core.documents.domain.blocks import (
    Block,
    Document,
    Entry,
    Heading,
    KeyValue,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Quote,
    Requisites,
    Run,
    Signature,
    paragraph,
    paragraphs,
)

_OPINION_ALTERED: Final = words.STATES["altered"]
_HOW_TO_CHECK: Final = (
    "Документ составлен по перечню предложений, замечаний и ответов, зафиксированному при "
    "подписании. Контрольная сумма перечня (SHA-256) внесена в публичный журнал:"
)


def build_document(report: Report) -> Document:
    """The description from which HTML, DOCX and PDF are rendered."""
    signature = report.signature
    return Document(
        title=_title(report),
        created=report.signed_at,
        requisites=Requisites(
            organisation=((report.responder if report.is_summary else report.organiser).name,),
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


def chapters(report: Report) -> Chapters:
    """The parts of the organiser's conclusion in their order; empty ones are left out."""
    made = {
        Chapter.ABSTRACT: participation.abstract(report),
        Chapter.PROCEDURE: _procedure(report),
        Chapter.PARTICIPANTS: participation.participants(report),
        Chapter.QUESTIONS: questions(report),
        Chapter.COUNCILS: participation.councils(report),
        Chapter.CONSOLIDATED: consolidated(report),
        Chapter.UNANSWERED: unanswered(report),
        Chapter.DISSENTS: _dissents(report),
        Chapter.MODERATION: participation.moderation(report),
        Chapter.RECOMMENDATIONS: recommendations(report),
        Chapter.SIGNATURES: _signed(report),
        Chapter.ANNEXES: _annex(report),
    }
    filled = {name: tuple(blocks) for name, blocks in made.items()}
    return {name: blocks for name, blocks in filled.items() if blocks}


def _signed(report: Report) -> Iterator[Block]:
    signature = report.signature
    yield Signature(report.signer.post, report.signer.name, words.short_day(signature.signed_on))
    yield Note((paragraph(_HOW_TO_CHECK), paragraph(report.sha256)), NoteKind.INFO)


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


# --- What else was said ------------------------------------------------------------------------


def _dissents(report: Report) -> Iterator[Block]:
    if not report.opinions:
        return
    yield Heading(1, "Особые мнения", numbered=True)
    if not report.dissents:
        yield paragraph("Члены советов особых мнений не представили.")
    for dissent in report.dissents:
        source = f"{dissent.member}, {dissent.council}, {words.day(dissent.filed_on)}"
        yield Quote(paragraphs(dissent.text or _OPINION_ALTERED), source=source)


# --- Annex ------------------------------------------------------------------------------------


def _annex(report: Report) -> Iterator[Block]:
    if not report.opinions:
        return
    yield PageBreak()
    yield Heading(1, "Приложение. Заключения советов")
    for council in report.opinions:
        yield from _opinion(council)


def _opinion(council: CouncilReport) -> Iterator[Block]:
    facts, text = council.facts.opinion, council.text
    if facts is None or text is None:
        return
    yield Heading(2, council.facts.council.name)
    yield KeyValue(
        tuple(
            Entry(key, paragraphs(value))
            for key, value in (
                ("Номер заключения", facts.number),
                ("Рекомендация", words.capital(words.RECOMMENDATIONS[facts.recommendation])),
                ("Эксперт (докладчик)", council.text.rapporteur),
                ("Заседание", tables.meeting_words(facts)),
                ("Голосование", tables.vote_words(facts)),
            )
            if value
        )
    )
    if text.is_altered:
        yield paragraph(_OPINION_ALTERED)
        return
    for title, section in (
        ("Соответствие законодательству и соблюдение прав", text.findings),
        ("Оценка социальных, экономических, правовых и иных последствий", text.consequences),
        ("Предложения по совершенствованию законопроекта", text.proposals),
    ):
        yield Heading(3, title)
        yield from paragraphs(section)
