"""Every format prints the numbers that the database gave on the day of the signature, and every
required part of the layout."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from consultations.comments.selectors import moderation_numbers, questions_of, results_of
from consultations.conclusions.domain.report import Report
from consultations.conclusions.domain.tally import Counts, Tally
from consultations.conclusions.exports import export, words
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.exports.workbook_facts import NUMBERS
from consultations.conclusions.models import Format, SignedDocument
from consultations.conclusions.selectors import tally
from consultations.conclusions.selectors.objections import objection_numbers
from consultations.expertise.selectors import adopted_opinions
from consultations.process.models import Consultation
from consultations.process.numbers import numbers, place_numbers
from tests.printed import TEXTS, numbers_after, numbers_in, part, sheets, squeezed
from tests.signed import empty_signed, lapsed_signed, rich_signed

pytestmark = pytest.mark.django_db

# A number has a name («tally», «Учтено») and is several where a row of a table is.
Key = tuple[str, ...]
Found = dict[Key, list[int]]
PRINTED = (Format.HTML, Format.DOCX, Format.PDF)
DISPOSITIONS = words.DISPOSITIONS | {"waiting": words.NO_POSITION}


# --- What is true -----------------------------------------------------------------------------


def truth(document: SignedDocument) -> Found:
    """From the database, by the one definition of each number."""
    consultation: Consultation = document.consultation
    pk = consultation.pk
    today = timezone.localdate(document.signed_at)
    return {
        **counted(numbers([pk])[pk]),
        **positions(tally(consultation)),
        **places(place_numbers([pk])[pk], numbers([pk])[pk].by_author_type),
        **moderated(consultation),
        **named("objection", words.OBJECTIONS, asdict(objection_numbers([pk], on=today)[pk])),
        **dict(answers(consultation)),
        **dict(votes(consultation)),
    }


def counted(found: Any) -> Found:
    made: Found = {("number", code): [getattr(found, code)] for code in NUMBERS}
    made |= {("type", code): [n] for code, n in found.by_author_type.items()}
    return made | {("channel", code): [n] for code, n in found.by_channel.items()}


def positions(found: Tally) -> Found:
    made: Found = {}
    for kind, counts in asdict(found).items():
        made |= {("tally", kind, code): [counts[code]] for code in DISPOSITIONS}
    return made


def places(found: Any, by_type: Any) -> Found:
    made: Found = {}
    for place in found:
        for code in by_type:
            key = ("place", place.municipality, code)
            made[key] = [place.by_author_type.get(code, 0)]
    return made


def moderated(consultation: Consultation) -> Found:
    done = moderation_numbers(consultation)
    counts = done.decisions | {
        code: getattr(done, code) for code in words.MODERATION if hasattr(done, code)
    }
    hidden = consultation.comments.filter(status="hidden")
    grounds = Counter(hidden.values_list("moderation__ground_title", flat=True))
    return named("act", words.MODERATION, counts) | {
        ("ground", title): [n] for title, n in grounds.items()
    }


def named(name: str, titles: Any, counts: Any) -> Found:
    """Nothing where there are zeros alone: such a table is not printed."""
    return {(name, code): [counts[code]] for code in titles} if any(counts.values()) else {}


def answers(consultation: Consultation) -> Iterator[tuple[Key, list[int]]]:
    for number, one in enumerate(results_of(questions_of(consultation)), start=1):
        yield ("asked", str(number)), [one.respondents]
        for option in one.options:
            yield ("option", str(number), option.text), [option.count]


def votes(consultation: Consultation) -> Iterator[tuple[Key, list[int]]]:
    for one in adopted_opinions(consultation):
        yield ("vote", one.council.name), [
            one.members_present, one.council.seats, one.votes_for, one.votes_against,
            one.votes_abstained, one.remarks.count(),
        ]  # fmt: skip


# --- What a format says -----------------------------------------------------------------------


def of_json(data: bytes, keys: Found) -> Found:
    told = json.loads(data)
    numbers = told["numbers"]
    found: Found = {("number", code): [numbers[code]] for code in NUMBERS}
    found |= {("type", code): [n] for code, n in numbers["by_author_type"].items()}
    found |= {("channel", code): [n] for code, n in numbers["by_channel"].items()}
    for kind, counts in told["tally"].items():
        found |= {("tally", kind, code): [n] for code, n in counts.items()}
    for one in told["places"]:
        counts = dict.fromkeys(numbers["by_author_type"], 0) | one["by_author_type"]
        found |= {("place", one["municipality"], code): [n] for code, n in counts.items()}
    found |= named("act", words.MODERATION, told["moderation_acts"])
    found |= named("objection", words.OBJECTIONS, told["objections"])
    found |= {("ground", one["title"]): [one["count"]] for one in told["moderation"]}
    for number, one in enumerate(told["questions"], start=1):
        found["asked", str(number)] = [one["respondents"]]
        for option in one["options"]:
            found["option", str(number), option["text"]] = [option["count"]]
    for council in told["councils"]:
        one = council["facts"]["opinion"]
        if one:
            names = ("present", "seats", "votes_for", "votes_against", "votes_abstained")
            row = [one[name] for name in names]
            found["vote", council["facts"]["council"]["name"]] = [*row, len(one["remarks"])]
    return found


def of_csv(data: bytes, keys: Found) -> Found:
    """What lines can say: published proposals, and positions on each kind."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    kinds = {"предложение": "proposals", "замечание совета": "remarks",
             "рекомендация слушаний": "recommendations"}  # fmt: skip
    codes = {text: code for code, text in DISPOSITIONS.items()}
    made = Counter(
        (kinds[row["Вид"]], codes[row["Позиция ответственного комитета"]]) for row in rows
    )
    found: Found = {
        ("tally", kind, code): [made[kind, code]]
        for kind in kinds.values()
        for code in codes.values()
    }
    proposals = [row for row in rows if row["Вид"] == "предложение"]
    found["number", "published"] = [len(proposals)]
    return found


def of_xlsx(data: bytes, keys: Found) -> Found:
    book = sheets(data)
    told = {
        (row["Раздел"], row["Показатель"], row["Тип участника"]): [int(row["Число"])]
        for row in book["Статистика"]
    }
    sections = {
        "proposals": "предложения", "remarks": "замечания советов",
        "recommendations": "рекомендации слушаний",
    }  # fmt: skip
    where: dict[str, Callable[..., tuple[str, str, str]]] = {
        "number": lambda code: ("Участие", NUMBERS[code], ""),
        "type": lambda code: ("По типам участников", words.AUTHOR_GROUPS[code], ""),
        "channel": lambda code: ("По способу подачи", words.capital(words.CHANNELS[code]), ""),
        "tally": lambda kind, code: (
            f"Позиции комитета: {sections[kind]}", words.capital(DISPOSITIONS[code]), ""),
        "ground": lambda title: ("Основания скрытия", title, ""),
        "act": lambda code: ("Действия модератора", words.MODERATION[code], ""),
        "objection": lambda code: ("Возражения на ответы", words.OBJECTIONS[code], ""),
        "place": lambda place, code: (
            "Муниципальные образования", place or "не указано", words.AUTHOR_GROUPS[code]),
    }  # fmt: skip
    found: Found = {}
    for key in keys:
        if key[0] in where:
            place = where[key[0]](*key[1:])
            # Municipalities have no lines for zeros.
            found[key] = told.get(place, [0] if key[0] == "place" else [-1])
    for row in book.get("Вопросы", []):
        found["asked", row["№ вопроса"]] = [int(row["Ответили"])]
        found["option", row["№ вопроса"], row["Вариант ответа"]] = [int(row["Выбрали"])]
    names = ("Присутствовали", "Мест", "За", "Против", "Воздержались", "Замечаний")
    for row in book["Советы"]:
        if row["За"]:
            found["vote", row["Совет"]] = [int(row[name]) for name in names]
    return found


def of_print(text: str, keys: Found) -> Found:
    """A document for people: sentences and tables, whatever they look like."""
    found: dict[Key, list[int] | None] = {}
    said = {
        "published": "опубликовано – #", "hidden": "скрыто модератором – #",
        "withdrawn": "отозвано авторами – #", "participants": "В обсуждении – # участ",
        "replies": "В обсуждении предложений – # реплик", "received": "Поступило # предложен",
    }  # fmt: skip
    zero = "Предложения не поступили" in text
    for key, row_there in keys.items():
        if key[0] == "number" and key[1] in said:
            missing = [0] if zero or key[1] in ("hidden", "withdrawn", "replies") else None
            found[key] = numbers_in(text, said[key[1]]) or missing
        elif key[0] == "channel":
            sentence = text[text.find("Способ подачи") :]
            found[key] = numbers_in(sentence, f"{words.CHANNELS[key[1]]} – #")
        elif key[0] in ROWS:
            caption, label = ROWS[key[0]](*key[1:])
            extra = 1 if key[0] == "option" else 0  # the share
            row = numbers_after(part(text, caption), label, len(row_there) + extra)
            found[key] = row[: len(row_there)] if row else None
    found |= tally_rows(text, keys)
    found |= place_rows(text, keys)
    found |= council_rows(text, keys)
    for key in keys:
        if key[0] == "asked":
            after = text[text.find(f"Вопрос {key[1]}.") :]
            found[key] = numbers_in(after, "Ответили # участник")
    return {key: value if value is not None else [-1] for key, value in found.items()}


ROWS: dict[str, Callable[..., tuple[str, str]]] = {
    "type": lambda code: ("Поступившие предложения по участникам", words.AUTHOR_GROUPS[code]),
    "ground": lambda title: ("Основания скрытия предложений", title),
    "act": lambda code: (
        "Действия модераторов и правил площадки, включая реплики", words.MODERATION[code]),
    "objection": lambda code: ("Возражения авторов на ответы комитета", words.OBJECTIONS[code]),
    "option": lambda number, option: (f"Ответы на вопрос {number}", option),
}  # fmt: skip


def tally_rows(text: str, keys: Found) -> dict[Key, list[int] | None]:
    """By columns: proposals, remarks, recommendations if any were adopted, and all of them."""
    table = part(text, "Позиции ответственного комитета")
    totals = Counter[str]()
    for key, value in keys.items():
        totals[key[1] if key[0] == "tally" else ""] += value[0]
    if not table:  # nothing was said
        return {key: [0] for key in keys if key[0] == "tally"}
    kinds = ["proposals", "remarks", *(["recommendations"] if totals["recommendations"] else [])]
    found: dict[Key, list[int] | None] = {}
    for code, label in DISPOSITIONS.items():
        row = numbers_after(table, words.capital(label), len(kinds) + 1)
        missing = [0] * (len(kinds) + 1) if code == "waiting" else None
        row = row or missing
        for place, kind in enumerate(kinds):
            found["tally", kind, code] = [row[place]] if row else None
        if row and sum(row[:-1]) != row[-1]:
            found["tally", "sum", code] = [row[-1]]
    for key in keys:
        if key[0] == "tally" and key[1] not in kinds:
            found[key] = [0]
    return found


def place_rows(text: str, keys: Found) -> dict[Key, list[int] | None]:
    table = part(text, "Поступившие предложения по муниципальным образованиям и участникам")
    codes = [code for code in words.AUTHOR_GROUPS if ("type", code) in keys]
    found: dict[Key, list[int] | None] = {}
    for name in {key[1] for key in keys if key[0] == "place"}:
        row = numbers_after(table, name or "Не указано", len(codes) + 1)
        for place, code in enumerate(codes):
            found["place", name, code] = [row[place]] if row else None
        if row and sum(row[:-1]) != row[-1]:
            found["place", name, "sum"] = [row[-1]]
    return found


def council_rows(text: str, keys: Found) -> dict[Key, list[int] | None]:
    found: dict[Key, list[int] | None] = {}
    table = part(text, "Рекомендации советов")
    for key in keys:
        if key[0] == "vote":
            start = re.search(re.escape(squeezed(key[1])), squeezed(table))
            rest = squeezed(table)[start.end() :] if start else ""
            row = re.search(r"присутствовали(\d+)из(\d+);за–(\d+),против–(\d+),"
                            r"воздержались–(\d)(\d+)", rest)  # fmt: skip
            found[key] = [int(number) for number in row.groups()] if row else None
    return found


READERS: dict[str, Callable[[bytes, Found], Found]] = {
    Format.JSON: of_json, Format.CSV: of_csv, Format.XLSX: of_xlsx,
    **{fmt: (lambda data, keys, fmt=fmt: of_print(TEXTS[fmt](data), keys)) for fmt in PRINTED},
}  # fmt: skip


def disagreements(fmt: str, data: bytes, true: Found) -> list[str]:
    """Numbers that the format gives otherwise or, where it must have them, not at all."""
    told = READERS[fmt](data, true)
    wrong = [f"{key}: {told[key]}" for key in told if told[key] != true.get(key)]
    silent = ("held", "joined", "confirmed")
    for key in true:
        # What is printed for people has no number of those who joined; CSV has lines only.
        is_left = fmt in PRINTED and key[1] in silent
        if fmt != Format.CSV and not is_left and key not in told:
            wrong.append(f"{key}: missing")
    return wrong


# --- The tests --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Report, Found]]:
    """A rich document and what is true of it; made once, nothing is changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        document = rich_signed()
        yield resolve(document), truth(document)
        transaction.set_rollback(True)


def written(fmt: str, report: Report) -> bytes:
    """Nothing is read from the database but what the report says."""
    return export(SignedDocument, fmt, report=report)  # type: ignore[arg-type]


@pytest.mark.parametrize("fmt", Format.values)
def test_a_rich_document_prints_the_numbers_of_the_database(
    fmt: str, made: tuple[Report, Found]
) -> None:
    report, true = made
    assert len(true) > 70
    assert disagreements(fmt, written(fmt, report), true) == []


@pytest.mark.parametrize("make", [empty_signed, lapsed_signed])
def test_so_do_an_empty_and_a_lapsed_one(make: Callable[[], SignedDocument]) -> None:
    document = make()
    report, true = resolve(document), truth(document)
    for fmt in Format.values:
        assert disagreements(fmt, export(document, fmt, report=report), true) == [], fmt
    waiting = sum(true["tally", kind, "waiting"][0] for kind in asdict(report.tally))
    assert waiting == sum(len(row.members) for _unit, row in report.unanswered)


def more(counts: Any, code: str) -> Any:
    return {**counts, code: counts[code] + 1}


def first(items: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    return (change(items[0]), *items[1:])


def voted(report: Report) -> Report:
    """One more vote against in the first opinion."""

    def changed(council: Any) -> Any:
        opinion = council.facts.opinion
        if opinion is None:
            return council
        against = replace(opinion, votes_against=opinion.votes_against + 1)
        return replace(council, facts=replace(council.facts, opinion=against))

    return replace(report, councils=tuple(changed(council) for council in report.councils))


MUTATIONS: dict[str, Callable[[Report], Report]] = {
    "received": lambda r: replace(r, numbers=more(r.numbers, "received")),
    "published": lambda r: replace(r, numbers=more(r.numbers, "published")),
    "participants": lambda r: replace(r, numbers=more(r.numbers, "participants")),
    "replies": lambda r: replace(r, numbers=more(r.numbers, "replies")),
    "type": lambda r: replace(r, numbers={
        **r.numbers, "by_author_type": more(r.numbers["by_author_type"], "ngo")}),
    "channel": lambda r: replace(r, numbers={
        **r.numbers, "by_channel": more(r.numbers["by_channel"], "paper")}),
    "tally": lambda r: replace(r, tally=replace(
        r.tally, proposals=r.tally.proposals + Counts(partly=1))),
    "remarks": lambda r: replace(r, tally=replace(
        r.tally, remarks=r.tally.remarks + Counts(noted=1))),
    "ground": lambda r: replace(r, grounds=first(r.grounds, lambda g: replace(
        g, count=g.count + 1))),
    "place": lambda r: replace(r, places=first(r.places, lambda p: replace(
        p, by_author_type=more(p.by_author_type, next(iter(p.by_author_type)))))),
    "act": lambda r: replace(r, moderation=more(r.moderation, "reports")),
    "objection": lambda r: replace(r, objections=more(r.objections, "rejected")),
    "option": lambda r: replace(r, questions=first(r.questions, lambda q: replace(
        q, options=first(q.options, lambda o: replace(o, count=o.count + 1))))),
    "asked": lambda r: replace(r, questions=first(r.questions, lambda q: replace(
        q, respondents=q.respondents + 1))),
    "vote": voted,
}  # fmt: skip
LINES = {"tally", "remarks"}  # rows of the CSV are counted, not told


@pytest.mark.parametrize("name", MUTATIONS)
def test_another_number_in_any_format_is_noticed(name: str, made: tuple[Report, Found]) -> None:
    report, true = made
    changed = MUTATIONS[name](report)
    for fmt in (Format.JSON, Format.XLSX, *PRINTED):
        wrong = disagreements(fmt, written(fmt, changed), true)
        assert wrong, fmt
        kinds = {one.split("'")[1] for one in wrong}
        assert kinds <= {"number", "tally", "type", "place", name}, (fmt, wrong)


def test_a_line_less_in_the_csv_is_noticed(made: tuple[Report, Found]) -> None:
    report, true = made
    data = written(Format.CSV, report)
    lines = data.split(b"\r\n")
    for number in range(1, len(lines) - 1):
        assert disagreements(
            Format.CSV, b"\r\n".join([*lines[:number], *lines[number + 1 :]]), true
        )


# --- The parts --------------------------------------------------------------------------------

# Of the fourteen parts: what each format must say of it. JSON by its names, the workbook by words.
PARTS = {
    "1 title page": (["Сводное заключение", "4/2026"], "signature"),
    "2 abstract": (["Краткое изложение", "Рекомендации советов:", "Поступило 13 предложений"],
                   "tally"),
    "3 procedure": (["Сведения о проведении", "Срок приёма предложений", "Правовая основа"],
                    "procedure"),
    "4 participants": (["Участники", "Некоммерческие организации", "Тында"], "places"),
    "4 questions": (["Ответы на вопросы организатора", "Как сообщать?"], "questions"),
    "5 councils": (["Рекомендации советов", "Совет молчаливый"], "councils"),
    "6 findings": (["Выводы советов по перечню вопросов", "Отчасти.", "коррупциогенных факторах"],
                   "councils"),
    "7 consolidated": (["Свод предложений и замечаний по структурным единицам",
                        "Текст законопроекта: Ответ направляется в месячный срок.",
                        "Мнение советов", "поддержано советом"], "units"),
    "8 general": (["Предложения и замечания по законопроекту в целом", "В целом согласен."],
                  "units"),
    "9 consequences": (["Общественная оценка последствий принятия",
                        "Нагрузка на муниципальные образования возрастёт."], "councils"),
    "10 dissents": (["Особые мнения и мнения меньшинства", "Возражаю против срока."], "dissents"),
    "10 minorities": (["Мнения меньшинства", "Отклонить закон полностью.", "Иное рекомендуют:"],
                      "minutes"),
    "11 moderation": (["Решения модератора", "Основания скрытия", "Получено сообщений читателей"],
                      "moderation"),
    "12 recommendations": (["Выводы и рекомендации", "Комитет № "], "addressee"),
    "13 annexes": (["Заключения советов", "Протокол", "контрольная сумма"], "snapshot_sha256"),
    "14 signatures": (["О.Л. Ким", "Ответственный секретарь"], "signature"),
    "not votes": (["Число предложений не является голосованием"], "numbers"),
}  # fmt: skip
WORKBOOK = [
    "Сводное заключение", "4/2026", "О.Л. Ким", "Поступило предложений", "Форма",
    "По типам участников", "Муниципальные образования", "Как сообщать?", "Совет молчаливый",
    "Отчасти.", "коррупциогенный фактор", "Ответ направляется в месячный срок.",
    "В целом согласен.", "Возражаю против срока.", "Основания скрытия",
    "Число предложений не является голосованием", "Контрольная сумма",
]  # fmt: skip
PORTAL = [
    "Участник обсуждения", "Дата, способ", "Структурная единица", "Предложение или замечание",
    "Позиция ответственного комитета", "Обоснование позиции",
]  # fmt: skip


@pytest.mark.parametrize("fmt", PRINTED)
def test_every_part_is_in_what_is_printed(fmt: str, made: tuple[Report, Found]) -> None:
    report, _true = made
    text = squeezed(TEXTS[fmt](written(fmt, report)))
    for name, (phrases, _key) in PARTS.items():
        for phrase in [*phrases, report.sha256]:
            assert squeezed(phrase).lower() in text.lower(), (name, phrase)


def test_every_part_is_in_the_data(made: tuple[Report, Found]) -> None:
    report, _true = made
    told = json.loads(written(Format.JSON, report))
    book = TEXTS[Format.XLSX](written(Format.XLSX, report))
    for name, (_phrases, key) in PARTS.items():
        assert told[key], name
    assert [phrase for phrase in [*WORKBOOK, report.sha256] if phrase not in book] == []


@pytest.mark.parametrize("fmt", PRINTED)
def test_the_summary_has_the_table_of_the_portal(fmt: str) -> None:
    """Header, counts, and one row for each proposal or group of them."""
    summary = rich_signed().summary
    assert summary is not None
    text = squeezed(TEXTS[fmt](export(summary, fmt))).lower()
    phrases = ["Сводка предложений", "Поступило 13 предложений", "Срок приёма предложений",
               "Место публикации", "Ответственный комитет", *PORTAL, "Учтено частично",
               "4 предложения", "код"]  # fmt: skip
    assert [phrase for phrase in phrases if squeezed(phrase).lower() not in text] == []


@pytest.mark.parametrize("fmt", PRINTED)
def test_zero_proposals_are_a_document_too(fmt: str) -> None:
    conclusion = empty_signed()
    assert conclusion.summary is not None
    for document in (conclusion, conclusion.summary):
        text = squeezed(TEXTS[fmt](export(document, fmt)))
        assert squeezed("Предложения не поступили") in text
        assert conclusion.snapshot_sha256 in text or document is not conclusion
