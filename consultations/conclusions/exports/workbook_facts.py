"""Small sheets of the workbook: requisites, councils, statistics, questions, opinions."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

from consultations.comments.domain.questions import share
from consultations.conclusions.domain.report import CouncilReport, Report
from consultations.conclusions.exports import words
from core.documents.csv import Value
from core.documents.xlsx_rows import RowColumn, RowSheet
from drafts.domain.citations import citation

NUMBERS: Final = {
    "received": "Поступило предложений",
    "confirmed": "из них направлено на сайте и подтверждено",
    "published": "Опубликовано",
    "held": "На проверке",
    "hidden": "Скрыто модератором",
    "withdrawn": "Отозвано авторами",
    "joined": "Присоединений к предложениям",
    "replies": "Реплик",
    "participants": "Участников",
}
_TALLY: Final = {
    "proposals": "предложения", "remarks": "замечания советов",
    "recommendations": "рекомендации слушаний",
}  # fmt: skip
_SHEETS: Final = (
    ("Лист «Свод»", "Строки свода: одна на каждую группу одинаковых предложений, с позицией."),
    ("Лист «Участники»", "Каждое предложение, замечание и рекомендация отдельной строкой."),
    ("Лист «Советы»", "Рекомендации советов и результаты голосования."),
    ("Лист «Статистика»", "Числа, как они зафиксированы при подписании."),
    ("Лист «Особые мнения»", "Особые мнения членов советов."),
)
Rows = Iterator[tuple[Value, ...]]


def about(report: Report) -> RowSheet:
    """Requisites, what each sheet is, and what the numbers are not."""
    columns = (RowColumn("Сведение", 34), RowColumn("Значение", 100))
    return RowSheet("Сведения", columns, _about(report), is_filtered=False, bold_first=True)


def _about(report: Report) -> Rows:
    signature, bill = report.signature, report.bill
    yield "Документ", words.KINDS_OF_DOCUMENT[report.document.kind]
    yield "Номер", signature.number
    yield "Редакция", signature.revision
    earlier = words.replaced(report.document, with_hash=True)
    if earlier:
        yield "Подписано взамен", earlier
    yield "Дата подписания", words.day(signature.signed_on)
    yield "Подписал", ", ".join(filter(None, (report.signer.post, report.signer.name)))
    yield "Законопроект", bill.title
    yield "Номер законопроекта", bill.number
    yield "Субъект права законодательной инициативы", bill.sponsor
    yield "Форма", words.FORMS[report.procedure.form]
    yield "Организатор", report.organiser.name
    yield "Ответственный комитет", report.responder.name
    yield "Приём предложений начат", report.procedure.opens_on
    yield "Приём предложений окончен", report.procedure.closes_on
    yield "Предложения и голоса", words.NOT_VOTES
    yield from _SHEETS
    yield "Адрес документа", report.address
    yield "Контрольная сумма перечня (SHA-256)", report.sha256


def councils(report: Report) -> RowSheet:
    titles = (
        ("Совет", 40), ("Срок заключения", 14), ("Рекомендация", 30), ("Номер заключения", 14),
        ("Дата заседания", 14), ("Форма заседания", 20), ("Протокол", 12), ("Мест", 8),
        ("Присутствовали", 14), ("За", 8), ("Против", 8), ("Воздержались", 13), ("Замечаний", 12),
    )  # fmt: skip
    return RowSheet("Советы", _columns(titles), (_council(one) for one in report.councils))


def _council(council: CouncilReport) -> tuple[Value, ...]:
    facts = council.facts
    found = facts.opinion
    start: tuple[Value, ...] = (facts.council.name, words.short_day(facts.due_on))
    if found is None:
        return *start, "заключение не представлено", *("",) * 5, None, None, None, None, None
    return (
        *start,
        words.RECOMMENDATIONS[found.recommendation],
        found.number,
        words.short_day(found.meeting_on),
        words.MEETINGS[found.meeting_form],
        found.minutes_number,
        found.seats,
        found.present,
        found.votes_for,
        found.votes_against,
        found.votes_abstained,
        len(found.remarks),
    )


def statistics(report: Report) -> RowSheet:
    """One number a line: filters by the first column make a table of each section."""
    titles = (("Раздел", 42), ("Показатель", 60), ("Тип участника", 26), ("Число", 12))
    return RowSheet("Статистика", _columns(titles), _statistics(report))


def _statistics(report: Report) -> Rows:
    numbers = report.numbers
    for code, title in NUMBERS.items():
        if code in numbers:
            yield "Участие", title, "", numbers[code]
    by_type, by_channel = numbers["by_author_type"], numbers["by_channel"]
    yield from _named("По типам участников", by_type, words.AUTHOR_GROUPS)
    yield from _named("По способу подачи", by_channel, words.CHANNELS)
    for kind, counts in asdict(report.tally).items():
        section = f"Позиции комитета: {_TALLY[kind]}"
        names = words.DISPOSITIONS | {"waiting": words.NO_POSITION}
        yield from _named(section, counts, names)
    for ground in report.grounds:
        yield "Основания скрытия", ground.title, "", ground.count
    yield from _named("Действия модератора", report.moderation, words.MODERATION)
    yield from _named("Возражения на ответы", report.objections, words.OBJECTIONS)
    for place in report.places:
        name = place.municipality or "не указано"
        groups = words.AUTHOR_GROUPS
        for code in _ordered(place.by_author_type, groups):
            count = place.by_author_type[code]
            yield "Муниципальные образования", name, groups.get(code, code), count


def _named(section: str, counts: Mapping[str, int], names: Mapping[str, str]) -> Rows:
    for code in _ordered(counts, names):
        yield section, words.capital(names.get(code, code)), "", counts[code]


def _ordered(counts: Mapping[str, int], names: Mapping[str, str]) -> list[str]:
    """The codes as their names are listed: what a database keeps of an object is not its order."""
    return [code for code in names if code in counts] + sorted(counts.keys() - names.keys())


def questions(report: Report) -> RowSheet:
    titles = (
        ("№ вопроса", 9), ("Вопрос", 60), ("Структурная единица", 26), ("Ответили", 10),
        ("Вариант ответа", 44), ("Выбрали", 10), ("Доля ответивших, %", 12),
    )  # fmt: skip
    return RowSheet("Вопросы", _columns(titles), _questions(report))


def _questions(report: Report) -> Rows:
    for number, one in enumerate(report.questions, start=1):
        place = citation(one.path) or "законопроект в целом"
        start = (number, one.text, place, one.respondents)
        if not one.options:
            yield *start, "свободный ответ (не публикуется)", None, None
        for option in one.options:
            yield *start, option.text, option.count, share(option.count, one.respondents)


def assessments(report: Report) -> RowSheet:
    titles = (
        ("Совет", 36), ("Вид", 24), ("№", 8), ("Показатель", 50), ("Структурная единица", 26),
        ("Оценка", 14), ("Цитата", 40), ("Пояснение", 50), ("Как устранить", 40),
    )  # fmt: skip
    return RowSheet("Чек-лист и факторы", _columns(titles), _assessments(report))


def _assessments(report: Report) -> Rows:
    for council in report.opinions:
        name, text = council.facts.council.name, council.text
        if text is None:
            continue
        for one in text.checklist:
            verdict = words.VERDICTS.get(one.verdict, one.verdict)
            note = words.STATES["altered"] if one.is_altered else one.text
            yield name, "чек-лист", one.number, one.title, "", verdict, "", note, ""
        for found in text.factors:
            place = citation(found.path) or "законопроект в целом"
            note = words.STATES["altered"] if found.is_altered else found.text
            kind = "коррупциогенный фактор"
            start = (name, kind, found.number, found.title, place)
            yield *start, "", found.quotation, note, found.remedy


def dissents(report: Report) -> RowSheet:
    titles = (("Совет", 40), ("Член совета", 30), ("Дата", 12), ("Особое мнение", 90))
    rows = ((one.council, one.member, one.filed_on, one.text) for one in report.dissents)
    return RowSheet("Особые мнения", _columns(titles), rows)


def _columns(described: tuple[tuple[str, int], ...]) -> tuple[RowColumn, ...]:
    return tuple(RowColumn(title, width) for title, width in described)
