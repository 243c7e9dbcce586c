"""Annexes of the conclusion: opinions and minutes in full, the summary it is built on, the data."""

from collections.abc import Callable, Iterator
from typing import Final

from consultations.conclusions.domain.report import (
    CouncilReport,
    MemberKind,
    MinutesText,
    OpinionText,
    Report,
    Vote,
)
from consultations.conclusions.domain.snapshot import OpinionFacts
from consultations.conclusions.exports import findings, tables, words
from consultations.conclusions.exports.formats import is_whole
from core.documents.domain.blocks import (
    Block,
    Column,
    Entry,
    Heading,
    KeyValue,
    List,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    cell,
    paragraph,
    paragraphs,
    row,
)
from drafts.domain.citations import citation

_ALTERED: Final = words.STATES["altered"]


def annexes(report: Report) -> Iterator[Block]:
    """Each on a page of its own; they are numbered if there are several."""
    parts = [part for part in _parts(report) if part[1]]
    for number, (title, blocks) in enumerate(parts, start=1):
        name = f"Приложение {number}. " if len(parts) > 1 else "Приложение. "
        yield PageBreak()
        yield Heading(1, name + title)
        yield from blocks


def _parts(report: Report) -> Iterator[tuple[str, tuple[Block, ...]]]:
    opinions = (block for council in report.opinions for block in _opinion(report, council))
    yield "Заключения советов", tuple(opinions)
    if not is_whole(report):
        return
    if report.minutes is not None:
        yield "Протокол", tuple(_minutes(report.minutes))
    yield "Сводка предложений и данные", tuple(_data(report))


def _facts(*rows: tuple[str, str]) -> KeyValue:
    return KeyValue(tuple(Entry(key, paragraphs(value)) for key, value in rows if value))


def _opinion(report: Report, council: CouncilReport) -> Iterator[Block]:
    facts, text = council.facts.opinion, council.text
    if facts is None or text is None:
        return
    yield Heading(2, council.facts.council.name)
    yield _facts(
        ("Номер заключения", facts.number),
        ("Рекомендация", words.capital(words.RECOMMENDATIONS[facts.recommendation])),
        ("Эксперт (докладчик)", text.rapporteur),
        ("Заседание", tables.meeting_words(facts)),
        ("Место", text.place),
        ("Голосование", tables.vote_words(facts)),
    )
    if text.is_altered:
        yield paragraph(_ALTERED)
        return
    sections: tuple[tuple[str, Callable[[], Iterator[Block]]], ...] = (
        ("Эксперты", lambda: _experts(text)),
        ("Изученные материалы", lambda: _materials(text)),
        ("Выводы по перечню вопросов", lambda: _checklist(council, text)),
        (words.FACTORS, lambda: _factors(council, text)),
        ("Замечания", lambda: _remarks(report, facts)),
        ("Рассмотренные предложения участников", lambda: _considered(report, text)),
        ("Соответствие законодательству и соблюдение прав", lambda: _prose(text.findings)),
        (
            "Оценка социальных, экономических, правовых и иных последствий",
            lambda: _prose(text.consequences),
        ),
        ("Предложения по совершенствованию законопроекта", lambda: _prose(text.proposals)),
        ("Особые мнения", lambda: _dissents(report, council.facts.council.name)),
    )
    for title, made in sections:
        blocks = tuple(made())
        if blocks:
            yield Heading(3, title)
            yield from blocks


def _prose(text: str) -> Iterator[Block]:
    if text.strip():
        yield from paragraphs(text)


def _experts(text: OpinionText) -> Iterator[Block]:
    if text.experts:
        yield List(
            ordered=False,
            items=tuple(
                paragraphs(
                    "; ".join(filter(None, (f"{one.name}, {one.role}".rstrip(", "), one.declared)))
                )
                for one in text.experts
            ),
        )


def _materials(text: OpinionText) -> Iterator[Block]:
    lines = [line.strip() for line in text.materials.splitlines() if line.strip()]
    if lines:
        yield List(ordered=True, items=tuple((paragraph(line),) for line in lines))


def _checklist(council: CouncilReport, text: OpinionText) -> Iterator[Block]:
    if text.checklist:
        yield findings.checklist((council, item) for item in text.checklist)


def _factors(council: CouncilReport, text: OpinionText) -> Iterator[Block]:
    if text.factors:
        yield findings.factor_table((council, item) for item in text.factors)


def _remarks(report: Report, facts: OpinionFacts) -> Iterator[Block]:
    """Where they stand; only documents that repeat everything else of the opinion say so."""
    ids = {entry.id for entry in facts.remarks}
    if not ids or not is_whole(report):
        return
    rows = [
        str(item.number)
        for item in report.rows
        if any(one.kind is MemberKind.REMARK and one.id in ids for one in item.members)
    ]
    if rows:
        yield paragraph(f"Приведены полностью в строках свода: {', '.join(rows)}.")


def _considered(report: Report, text: OpinionText) -> Iterator[Block]:
    nowhere = "в просмотре не показано" if report.left_out else "не опубликовано"
    if text.considered:
        yield Table(
            columns=(Column(3), Column(5), Column(8)),
            header=(row("Строка свода", "Мнение совета", "Пояснение"),),
            rows=tuple(
                row(
                    str(item.row) if item.row else nowhere,
                    words.capital(words.CONSIDERED.get(item.result, item.result)),
                    item.note or "–",
                )
                for item in text.considered
            ),
        )


def _dissents(report: Report, council: str) -> Iterator[Block]:
    if not is_whole(report):
        return
    for dissent in report.dissents:
        if dissent.council == council:
            source = f"{dissent.member}, {words.day(dissent.filed_on)}"
            yield Quote(paragraphs(dissent.text or _ALTERED), source=source)


# --- Minutes and data --------------------------------------------------------------------------


def _minutes(minutes: MinutesText) -> Iterator[Block]:
    facts = minutes.facts
    yield _facts(
        ("Номер протокола", facts.number),
        ("Дата", words.day(facts.held_on) if facts.held_on else ""),
        ("Место", minutes.place),
        ("Председательствующий", minutes.chair),
        ("Секретарь", minutes.secretary),
        ("Присутствовали", words.plural(facts.attending, "человек", "человека", "человек")),
        ("Представители органов власти", "\n".join(minutes.officials)),
        ("Вопрос", minutes.question),
        ("Файл протокола (SHA-256)", facts.file_sha256),
    )
    if minutes.is_altered:
        yield paragraph(_ALTERED)
    elif minutes.course.strip():
        yield Heading(2, "Ход обсуждения")
        yield from paragraphs(minutes.course)
    if minutes.votes:
        yield Table(
            columns=(Column(8), Column(4), Column(4), Column(3)),
            header=(row("Рекомендация", "Структурная единица", "Голосование", "Решение"),),
            rows=tuple(_vote(vote) for vote in minutes.votes),
            caption="Рекомендации, поставленные на голосование",
        )


def _vote(vote: Vote) -> Row:
    said = _ALTERED if vote.is_altered else vote.text
    if vote.proposed and not vote.is_altered:
        said = f"{said}\nПредлагаемая редакция: {vote.proposed}"
    return (
        cell(said),
        cell(words.capital(citation(vote.path)) or "Законопроект в целом"),
        cell(words.vote(vote.votes)),
        cell("Принята" if vote.is_adopted else "Не принята"),
    )


def _data(report: Report) -> Iterator[Block]:
    base = report.document.summary
    if base is not None:
        yield paragraph(
            "Настоящее заключение построено на сводке предложений с позицией ответственного "
            f"комитета №\N{NO-BREAK SPACE}{base.number} от {words.day(base.signed_on)} "
            f"(редакция {base.revision}). Контрольная сумма сводки (SHA-256):"
        )
        yield Paragraph((Run(base.sha256),), indent=False)
    yield paragraph(
        "Каждый участник указан отдельной строкой в файлах XLSX, CSV и JSON; они опубликованы "
        "вместе с заключением:"
    )
    yield Paragraph((Run(report.address, href=report.address),), indent=False)
    yield paragraph(words.HOW_TO_CHECK)
    yield Paragraph((Run(report.sha256),), indent=False)
