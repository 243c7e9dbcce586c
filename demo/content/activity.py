"""Meetings of councils, and what they did outside the platform; invented for the demo."""

from dataclasses import dataclass
from typing import Final

from .people import ASSEMBLY_COUNCIL, CHAMBER, CITY_COUNCIL, MINISTRY_COUNCIL


@dataclass(frozen=True, slots=True)
class MeetingData:
    """`days` from the demo's today; `present`: how many of `total` members, None before."""

    council: str
    days: int
    number: str
    form: str
    agenda: str
    place: str = ""
    municipality: str = ""
    decisions: str = ""
    protocol_number: str = ""
    total: int | None = None
    present: int | None = None


MEETINGS: Final = (
    MeetingData(
        CHAMBER, -64, "6", "in_person",
        "1. О работе общественных советов за полугодие.\n2. О методике рейтинга советов.",
        "г. Благовещенск, ул. Ленина, 135, зал палаты", "Благовещенск",
        "1. Принять сведения о работе советов к сведению, опубликовать таблицу.\n"
        "2. Вынести проект методики на обсуждение Координационного совета.",
        "6", 33, 27,
    ),
    MeetingData(
        ASSEMBLY_COUNCIL, -41, "4", "visiting",
        "1. О тишине и покое граждан: встреча с жителями.\n2. Об остановках школьного автобуса.",
        "с. Поярково, Дом культуры", "Михайловский муниципальный округ",
        "1. Передать предложения жителей комитету.\n"
        "2. Просить администрацию округа ответить о школьном маршруте.",
        "4", 11, 8,
    ),
    MeetingData(
        MINISTRY_COUNCIL, -33, "3", "remote",
        "1. О доступности учреждений для людей на колясках.\n2. О плане проверок.",
        decisions="1. Провести общественную проверку трёх учреждений.\n2. Утвердить план.",
        protocol_number="3", total=9, present=6,
    ),
    MeetingData(
        CITY_COUNCIL, -19, "2", "in_person",
        "1. О дворовых площадках.", "г. Благовещенск, ул. Ленина, 133", "Благовещенск",
        total=4, present=2,
    ),
    MeetingData(
        CITY_COUNCIL, -12, "3", "in_person",
        "1. О дворовых площадках (повторно: на прошлом заседании не было кворума).",
        "г. Благовещенск, ул. Ленина, 133", "Благовещенск",
        "1. Предложить Думе перечень из двенадцати дворов.", "3", 4, 4,
    ),
    MeetingData(
        ASSEMBLY_COUNCIL, 10, "5", "in_person",
        "1. О законопроекте об инициативном бюджетировании.\n2. Разное.",
        "г. Благовещенск, ул. Ленина, 135, каб. 210", "Благовещенск",
    ),
    MeetingData(
        MINISTRY_COUNCIL, 17, "4", "visiting",
        "1. О работе центра реабилитации: приём жителей и обход здания.",
        "г. Белогорск, центр реабилитации", "Белогорск",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkData:
    council: str
    days: int
    form: str
    title: str
    url: str
    other_form: str = ""


WORKS: Final = (
    WorkData(CITY_COUNCIL, -150, "hearing", "Слушания о благоустройстве набережной", "https://sovet-blago.example/slushaniya"),
    WorkData(CHAMBER, -120, "monitoring", "Наблюдение за вывозом отходов в пяти округах", "https://palata.example/othody"),
    WorkData(MINISTRY_COUNCIL, -95, "other", "Круглый стол о ранней помощи детям", "https://minsoc.example/sovet/krugly-stol", "круглый стол"),
    WorkData(ASSEMBLY_COUNCIL, -430, "discussion", "Обсуждение правил приёма граждан", "https://sobranie.example/sovet/priem"),
)  # fmt: skip
