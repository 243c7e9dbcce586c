"""Who took part: the abstract, participants, councils, moderation."""

from collections import Counter
from collections.abc import Iterator

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports import tables, words
from consultations.conclusions.exports.formats import is_whole
from consultations.conclusions.exports.participants import chart
from consultations.conclusions.exports.rows import delay_words, newer_words
from core.documents.domain.blocks import (
    Block,
    Heading,
    List,
    Note,
    NoteKind,
    PageBreak,
    paragraph,
    paragraphs,
)


def abstract(report: Report) -> Iterator[Block]:
    """One page: what came in, what became of it, what it is worth."""
    yield Heading(1, "Краткое изложение", numbered=True)
    yield paragraph(_what_was_held(report))
    yield paragraph(received_words(report))
    yield paragraph(_councils_words(report))
    for text in _recommended(report):
        yield paragraph(text)
    if report.is_lapsed:
        yield Note((paragraph(delay_words(report)),), NoteKind.WARNING)
    elif report.tally.answered:
        yield paragraph("Ответственный комитет дал ответ на каждое предложение и замечание.")
    newer = newer_words(report)
    if newer:
        yield Note((paragraph(newer),), NoteKind.INFO)
    if report.tally.total.total:
        yield tables.tally(report.tally)
        if is_whole(report):
            yield from chart("Позиции ответственного комитета", tables.positions(report.tally))
    yield Note((paragraph(words.NOT_VOTES), paragraph(words.ADVISORY)), NoteKind.INFO)
    if is_whole(report):
        yield PageBreak()


def _what_was_held(report: Report) -> str:
    procedure = report.procedure
    answered = "Отвечает на них" if report.is_lapsed else "Ответы на них дал"
    return (
        f"Форма общественного контроля – {words.FORMS[procedure.form]}. Организатор – "
        f"{report.organiser.name}. Предложения принимались с {words.day(procedure.opens_on)} по "
        f"{words.day(procedure.closes_on)} включительно. {answered} ответственный комитет – "
        f"{report.responder.name}."
    )


def received_words(report: Report) -> str:
    """How many proposals came in and what became of them; the parts sum up to the whole."""
    numbers = report.numbers
    received = numbers["received"]
    if not received:
        return words.NO_PROPOSALS
    parts = [f"опубликовано – {numbers['published']}"]
    if numbers["hidden"]:
        parts.append(f"скрыто модератором – {numbers['hidden']}")
    if numbers["withdrawn"]:
        parts.append(f"отозвано авторами – {numbers['withdrawn']}")
    proposals = words.plural(received, "предложение", "предложения", "предложений")
    people = words.plural(numbers["participants"], "участник", "участника", "участников")
    text = f"Поступило {proposals}; {', '.join(parts)}. В обсуждении – {people}."
    if numbers["replies"]:
        replies = words.plural(numbers["replies"], "реплика", "реплики", "реплик")
        text += f" В обсуждении предложений – {replies}: они не являются отдельными предложениями."
    return text


def _councils_words(report: Report) -> str:
    asked = len(report.councils)
    if not asked:
        return "В советы законопроект не направлялся."
    remarks = report.tally.remarks.total
    councils = words.plural(asked, "совет", "совета", "советов")
    if not report.opinions:
        return f"Законопроект направлен в {councils}; заключения не представлены."
    opinions = words.plural(len(report.opinions), "заключение", "заключения", "заключений")
    counted = words.plural(remarks, "замечание", "замечания", "замечаний")
    adopted = f"Законопроект направлен в {councils}; принято {opinions}"
    return f"{adopted}, в них – {counted}." if remarks else f"{adopted}, замечаний в них нет."


def _recommended(report: Report) -> Iterator[str]:
    found = Counter(
        council.facts.opinion.recommendation
        for council in report.opinions
        if council.facts.opinion is not None
    )
    parts = [f"{text} – {found[code]}" for code, text in words.RECOMMENDATIONS.items()]
    shown = [part for part, code in zip(parts, words.RECOMMENDATIONS, strict=True) if found[code]]
    if shown:
        yield f"Рекомендации советов: {'; '.join(shown)}."


def councils(report: Report) -> Iterator[Block]:
    """Recommendations, and who gave none."""
    yield Heading(1, "Рекомендации советов", numbered=True)
    if not report.councils:
        yield paragraph("В советы законопроект не направлялся.")
        return
    if report.opinions:
        yield tables.councils(report.opinions)
    if report.silent_councils:
        yield paragraph("Не представили заключения в установленный срок:")
        yield List(
            ordered=False,
            items=tuple(
                paragraphs(
                    f"{council.facts.council.name} (срок – {words.day(council.facts.due_on)})"
                )
                for council in report.silent_councils
            ),
        )


def moderation(report: Report) -> Iterator[Block]:
    """What is not shown, and on what grounds."""
    hidden, withdrawn = report.numbers["hidden"], report.numbers["withdrawn"]
    yield Heading(1, "Решения модератора", numbered=True)
    if not hidden:
        yield paragraph("Предложения не скрывались.")
    else:
        proposals = words.plural(hidden, "предложение", "предложения", "предложений")
        yield paragraph(
            f"Скрыто {proposals}. Дата и основание решения указаны на месте скрытого текста."
        )
        yield tables.pairs(
            "Основания скрытия предложений",
            ("Основание", "Предложений"),
            [(ground.title, ground.count) for ground in report.grounds],
        )
    if withdrawn:
        proposals = words.plural(withdrawn, "предложение", "предложения", "предложений")
        yield paragraph(f"Отозвано авторами: {proposals}.")
    yield from _acts(report)


def _acts(report: Report) -> Iterator[Block]:
    """What was done in moderation, and objections of authors to answers; earlier snapshots know
    neither, and a table of zeros says nothing."""
    counted = (
        ("Действия модераторов и правил площадки, включая реплики", words.MODERATION,
         report.moderation),
        ("Возражения авторов на ответы комитета", words.OBJECTIONS, report.objections),
    )  # fmt: skip
    for caption, names, counts in counted:
        if any(counts.values()):
            values = [(name, counts.get(code, 0)) for code, name in names.items()]
            yield tables.pairs(caption, ("Показатель", "Число"), values)
