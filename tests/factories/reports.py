"""Reports made by hand, without a database: what the documents are made from."""

import datetime as dt
from dataclasses import replace
from typing import Any

from consultations.conclusions.domain.report import (
    Assessed,
    Considered,
    CouncilReport,
    DissentText,
    Expert,
    Factor,
    Member,
    MemberKind,
    MinutesText,
    OpinionText,
    Position,
    Procedure,
    Report,
    ReportRow,
    Signer,
    TextState,
    Unit,
    Vote,
)
from consultations.conclusions.domain.snapshot import (
    BillFacts,
    CouncilFacts,
    DocumentFacts,
    Entry,
    GroundCount,
    MinutesFacts,
    OpinionFacts,
    Party,
    PlaceFacts,
    SignatureFacts,
    SummaryFacts,
)
from consultations.conclusions.domain.tally import Counts, Tally

ORIGINAL = "Ответ на обращение направляется в месячный срок."
SHA256 = "ab" * 32
SUMMARY = SummaryFacts(1, "5", 1, "2026-03-20", "cd" * 32)


def member(number: int = 1, **fields: Any) -> Member:
    """A citizen's proposal that is shown."""
    given = {
        "kind": MemberKind.PROPOSAL,
        "id": number,
        "state": TextState.SHOWN,
        "number": number,
        "author_type": "citizen",
        "municipality": "Благовещенск",
        "channel": "online",
        "received_on": dt.date(2026, 2, 1) + dt.timedelta(days=number % 20),
        "receipt_code": f"VE-{number:04}",
        "kind_code": "amend",
        "wording": "Ответ на обращение направляется в пятидневный срок.",
        "rationale": "Месяц – это долго.",
    }
    return Member(**(given | fields))


def remark(pk: int, council: str, text: str) -> Member:
    return Member(
        MemberKind.REMARK, pk, TextState.SHOWN, name=council, received_on=dt.date(2026, 2, 20),
        kind_code="high", rationale=text,
    )  # fmt: skip


def position(disposition: str = "rejected", **fields: Any) -> Position:
    given = {
        "reason": "Противоречит федеральному закону",
        "text": "Срок установлен федеральным законом и не может быть сокращён.",
        "norm": "часть 1 статьи 12",
        "expected": "",
        "published_on": dt.date(2026, 3, 10),
        "sitting_on": dt.date(2026, 3, 9),
        "minutes_number": "4",
    }
    return Position(disposition=disposition, **(given | fields))


def council(name: str, recommendation: str = "revise", **fields: Any) -> CouncilReport:
    """A council with an opinion in full; `fields` are those of its text."""
    pk = abs(hash(name)) % 1000 if "pk" not in fields else fields.pop("pk")
    remarks = fields.pop("remarks", ())
    facts = OpinionFacts(
        id=pk, number="7", recommendation=recommendation, rapporteur_id=1, meeting_on="2026-02-20",
        meeting_form="in_person", minutes_number="3", seats=9, present=6, votes_for=5,
        votes_against=1, votes_abstained=0, commitment="", dissents=(),
        remarks=tuple(Entry(number, "") for number in remarks),
    )  # fmt: skip
    given = {
        "findings": "Проект соответствует законодательству.",
        "consequences": f"{name} ожидает роста нагрузки на администрации.",
        "proposals": "Уточнить сроки.",
        "rapporteur": "Иванова Мария Петровна",
        "place": "г. Благовещенск",
        "materials": "Текст законопроекта\nПояснительная записка",
        "experts": (Expert("Петров Иван Ильич", "эксперт", "о конфликте интересов не заявил"),),
    }
    text = OpinionText(**(given | fields))
    return CouncilReport(CouncilFacts(pk, Party(pk, name), "2026-02-25", facts), text)


def silent(name: str) -> CouncilReport:
    return CouncilReport(CouncilFacts(99, Party(99, name), "2026-02-25", None), None)


def empty_report(**fields: Any) -> Report:
    """A conclusion of format 3 in which nobody has said anything."""
    given: dict[str, Any] = {
        "procedure": Procedure(
            "expertise", dt.date(2026, 1, 20), dt.date(2026, 2, 1), dt.date(2026, 2, 28), False,
            "О сроках ответа", "План работы палаты", "Порядок № 1", "Обобщение предложений",
        ),
        "bill": BillFacts(1, "О сроках ответа", "15-8", "Губернатор области", 1, 1, ""),
        "organiser": Party(1, "Общественная палата области"),
        "responder": Party(2, "Комитет по законодательству"),
        "addressee": Party(3, "Законодательное Собрание области"),
        "signature": SignatureFacts(
            "12", 1, "2026-04-01T03:00:00Z", "2026-04-01", 1, "2026-05-04", ""
        ),
        "signer": Signer("И. О. Сидоров", "Председатель Общественной палаты"),
        "signed_at": dt.datetime(2026, 4, 1, 3, tzinfo=dt.UTC),
        "sha256": SHA256,
        "address": "https://veche.example/consultations/2026/sroki/conclusion/1/",
        "numbers": numbers(),
        "tally": Tally(),
        "grounds": (),
        "councils": (),
        "units": (),
        "dissents": (),
        "citations": {"fz212.art16": "статья 16 Федерального закона № 212-ФЗ"},
        "snapshot": {"format": 3},
        "openings": {},
        "document": DocumentFacts(kind="full", summary=SUMMARY, due_on="2026-03-25"),
    }  # fmt: skip
    return Report(**(given | fields))


def numbers(received: int = 0, **fields: Any) -> dict[str, Any]:
    """As `process.numbers` gives them."""
    given: dict[str, Any] = {
        "received": received, "published": received, "hidden": 0, "withdrawn": 0, "held": 0,
        "replies": 0, "participants": received,
        "by_author_type": {"citizen": received} if received else {},
        "by_channel": {"online": received} if received else {},
    }  # fmt: skip
    return given | fields


def campaign(size: int = 40) -> tuple[Member, ...]:
    """A row of many: five different texts, four towns, and some that are not shown any more."""
    towns = ("Благовещенск", "Свободный", "Тында", "Белогорск")
    texts = ("Месяц – это долго.", "Долго ждать.", "Срок велик.", "Надо быстрее.", "Пять дней.")
    sizes = (0,) * 20 + (1,) * 10 + (2,) * 5 + (3, 4)
    made = [
        member(
            100 + i, municipality=towns[i % 4], rationale=texts[sizes[i % len(sizes)]],
            author_type="ngo" if i % 20 == 19 else "citizen",
        )
        for i in range(size)
    ]  # fmt: skip
    made[-1] = replace(made[-1], state=TextState.HIDDEN, wording="", rationale="")
    made[-2] = replace(made[-2], state=TextState.WITHDRAWN, wording="", rationale="")
    return tuple(made)


def rich_report(**fields: Any) -> Report:
    """Every part of the layout has something to say."""
    words = ORIGINAL.replace("месячный", "пятидневный")
    first = Unit(
        "article:5/paragraph:1",
        ORIGINAL,
        (
            ReportRow(1, 11, campaign(), position("partly", expected=words)),
            ReportRow(2, 12, (member(7, name="Сидорова А. Л."),), position()),
            ReportRow(3, 13, (remark(31, "Совет при министерстве", "Срок не обоснован."),),
                      position("accepted", expected=words)),
        ),
    )  # fmt: skip
    whole = Unit("", "", (ReportRow(4, 14, (member(8, kind_code="opinion", wording=""),),
                                    position("noted", norm="", text="Спасибо.")),))  # fmt: skip
    given: dict[str, Any] = {
        "numbers": numbers(
            44, published=42, hidden=1, withdrawn=1, participants=43,
            by_author_type={"citizen": 41, "ngo": 2, "authority": 1},
            by_channel={"online": 40, "paper": 4},
        ),
        "tally": Tally(
            Counts(partly=40, rejected=1, noted=1), Counts(accepted=1), Counts(rejected=1)
        ),
        "grounds": (GroundCount("insults", "оскорбления", 1),),
        "councils": (
            council(
                "Совет при министерстве", "revise", pk=1, remarks=(31,),
                checklist=(
                    Assessed("1", "Соответствие Конституции", "yes", "Противоречий нет."),
                    Assessed("2", "Ясность изложения", "partly", "Срок описан дважды."),
                ),
                factors=(Factor("4в", "юридико-лингвистическая неопределенность",
                                "article:5/paragraph:1", "в разумный срок", "Срок не определён.",
                                "Указать число дней."),),
                considered=(Considered(1, "supported", "Просим учесть."),),
            ),
            council("Совет Благовещенска", "revise", pk=2,
                    checklist=(Assessed("1", "Соответствие Конституции", "no", "Есть спор."),
                               Assessed("2", "Ясность изложения", "not_assessed"))),
            council("Совет Тынды", "reject", pk=3),
            silent("Совет молчаливый"),
        ),
        "units": (first, whole),
        "dissents": (
            DissentText("Совет Тынды", "Орлов Пётр Ильич", "Возражаю против срока.",
                        dt.date(2026, 2, 21)),
        ),
        "places": (
            PlaceFacts("Благовещенск", {"citizen": 30, "ngo": 2}),
            PlaceFacts("Тында", {"citizen": 8, "authority": 1}),
            PlaceFacts("", {"citizen": 3}),
        ),
        "minutes": MinutesText(
            MinutesFacts(1, "2", "2026-02-15", 120, "ef" * 32, (), ""), "г. Тында, Дом культуры",
            "Кузнецов А. А.", "Белова О. И.", ("Министерство юстиции области",), "О сроках ответа",
            "Выступили пять человек.",
            (Vote("Сократить срок.", "", "article:5/paragraph:1", "80/20/20", True),
             Vote("Отменить срок.", "", "", "20/90/10", False)),
        ),
    }  # fmt: skip
    return empty_report(**(given | fields))
