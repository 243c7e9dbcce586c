"""Competitions for seats in councils, invented for the demo with all organisations and numbers."""

from dataclasses import dataclass
from typing import Final

from .people import ASSEMBLY_COUNCIL, CITY_COUNCIL, MINISTRY_COUNCIL


@dataclass(frozen=True, slots=True)
class CandidateData:
    """`person`: the key of the member that the candidate became; `name`: published with consent."""

    organisation: str
    is_association: bool
    decision: str
    name: str = ""
    person: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CompetitionData:
    """`days`: announced, candidates from and until, checked, approved; days from the demo's
    today. `results`: of the four stages. `documents`: (stage, title, link)."""

    council: str
    title: str
    act: str
    seats: int
    days: tuple[int | None, ...]
    outcome: str
    results: tuple[str, str, str, str]
    reason: str = ""
    documents: tuple[tuple[str, str, str], ...] = ()
    candidates: tuple[CandidateData, ...] = ()


REQUIREMENTS: Final = (
    "Гражданин Российской Федерации не моложе 18 лет, который живёт в области.\n"
    "Не замещает государственную или муниципальную должность, должность государственной или "
    "муниципальной службы.\nНе имеет неснятой или непогашенной судимости и второго гражданства.\n"
    "Не связан с органом, при котором действует совет, договором или подчинением."
)

COMPETITIONS: Final = (
    CompetitionData(
        council=MINISTRY_COUNCIL,
        title="Конкурс в Общественный совет при министерстве социальной защиты населения",
        act="Приказ министерства социальной защиты населения Амурской области № 112 (пример)",
        seats=9,
        days=(-362, -360, -340, -322, -300),
        outcome="formed",
        results=(
            "Объявление опубликовано на сайтах министерства и Общественной палаты, разослано общественным объединениям.",
            "Поступило десять заявок: девять от общественных объединений, одна от учреждения.",
            "Документы проверила комиссия палаты. Девять кандидатов допущены, один не допущен.",
            "Состав утверждён приказом министерства по представлению палаты.",
        ),
        documents=(
            ("announce", "Объявление о конкурсе (пример)", "https://palata.example/konkurs-minsoc"),
            ("check", "Протокол комиссии палаты (пример)", "https://palata.example/konkurs-minsoc/protokol"),
            ("approve", "Приказ о составе совета (пример)", "https://minsoc.example/sovet/prikaz"),
        ),
        candidates=(
            CandidateData("Областное общество инвалидов «Равные»", True, "chosen", "Зайцева Тамара Иннокентьевна", "zaytseva"),
            CandidateData("Добровольческий центр «Тёплые руки»", True, "chosen", "Колобов Матвей Аркадьевич", "kolobov"),
            CandidateData("Союз пенсионеров области", True, "chosen", "Русакова Евгения Павловна", "rusakova"),
            CandidateData("Родительская ассоциация «Вместе»", True, "chosen", "", "timchuk"),
            CandidateData("Фонд «Опора»", True, "chosen", "Абраменко Софья Михайловна", "abramenko"),
            CandidateData("Областной совет ветеранов", True, "chosen", "Великодный Фёдор Никитич", "velikodnyy"),
            CandidateData("Профсоюз социальных работников", True, "chosen", "", "gorenko"),
            CandidateData("Фонд «Опора»", True, "chosen", "", "secretary-minsoc"),
            CandidateData("Союз пенсионеров области", True, "chosen", "", "member-minsoc"),
            CandidateData("Центр социального обслуживания «Забота»", False, "refused", reason="Учреждение подведомственно министерству: его работник не может быть членом совета."),
        ),
    ),
    CompetitionData(
        council=ASSEMBLY_COUNCIL,
        title="Дополнительный конкурс в Общественный совет при Законодательном Собрании",
        act="Распоряжение председателя Законодательного Собрания Амурской области № 41-р (пример)",
        seats=1,
        days=(-12, -10, 9, 16, 24),
        outcome="running",
        results=(
            "Объявление опубликовано на сайтах Законодательного Собрания и Общественной палаты.",
            "Пока поступили две заявки.",
            "",
            "",
        ),
        documents=(
            ("announce", "Объявление о конкурсе (пример)", "https://palata.example/konkurs-zs"),
        ),
        candidates=(
            CandidateData("Ассоциация органов ТОС «Соседи»", True, "proposed"),
            CandidateData("Союз журналистов области", True, "proposed", "Кудрявцева Нелли Осиповна"),
        ),
    ),
    CompetitionData(
        council=CITY_COUNCIL,
        title="Конкурс в Общественный совет города Благовещенска",
        act="Решение городской Думы № 18/74 (пример)",
        seats=4,
        days=(-290, -288, -268, None, None),
        outcome="failed",
        results=(
            "Объявление опубликовано в городской газете.",
            "Поступила одна заявка на четыре места.",
            "",
            "",
        ),
        reason="Заявок меньше, чем мест. Дума объявила конкурс заново; состав утверждён её решением.",
        candidates=(
            CandidateData("Совет ветеранов города", True, "withdrawn", reason="Заявка перенесена в новый конкурс."),
        ),
    ),
)  # fmt: skip
