"""Experts of the demo: the register, a commission, a call, organisations. All are invented."""

from typing import TYPE_CHECKING

from consultations.experts import services as experts
from consultations.experts.domain.data import (
    Accreditation,
    CandidacyData,
    EntryData,
    ExpertData,
)
from consultations.experts.models import Expert, Knowledge
from core.accounts import services as accounts
from core.accounts.models import User
from demo.content.bills import BUDGETING
from demo.content.people import ASSEMBLY_COUNCIL, MINISTRY_COUNCIL

if TYPE_CHECKING:
    from demo.scenario import World

_BOTH = ("processing", "dissemination")
_NONE = (
    "Конфликта интересов нет: в разработке законопроекта не участвовал, с его авторами не связан."
)
_KNOWLEDGE = (
    ("law", "Право и юридическая техника", "Law and legal drafting"),
    ("finance", "Бюджет и финансы", "Budget and finance"),
    ("social", "Социальная защита", "Social protection"),
    ("municipal", "Местное самоуправление", "Local self-government"),
)
# key, name, municipality, post, education, fields
_PEOPLE = (
    ("lisitsyn", "Лисицын Аркадий Миронович", "Благовещенск", "доцент кафедры конституционного права", "Высшее юридическое, кандидат юридических наук", ("law", "municipal")),
    ("chagina", "Чагина Ульяна Петровна", "Белогорск", "главный бухгалтер, аудитор", "Высшее экономическое, аттестат аудитора", ("finance",)),
    ("belousov", "Белоусов Тихон Андреевич", "Тында", "директор центра социальной помощи", "Высшее, социальная работа", ("social",)),
    ("mezentseva", "Мезенцева Лада Юрьевна", "Зея", "муниципальный служащий в отставке", "Высшее, государственное и муниципальное управление", ("municipal",)),
)  # fmt: skip


def load(world: "World") -> None:
    for slug, name, english in _KNOWLEDGE:
        Knowledge.objects.get_or_create(slug=slug, defaults={"name": name, "name_en": english})
    register = {row[0]: _applied(world, row) for row in _PEOPLE}
    for key in ("lisitsyn", "chagina", "belousov"):
        register[key] = experts.include_expert(
            actor=world.users["secretary"],
            expert=register[key],
            reason="Образование и опыт подтверждены; решение совета палаты № 11",
            now=world.at((-60, "12:00")),
        )
    _appointments(world, register)
    _call(world, register)
    _organisations(world)


def _applied(world: "World", row: tuple) -> Expert:
    key, name, municipality, post, education, fields = row
    user = _account(world, key, name, municipality)
    has_accreditation = key == "lisitsyn"
    return experts.apply_as_expert(
        actor=user,
        data=ExpertData(
            full_name=name,
            education=education,
            knowledge=[item.pk for item in Knowledge.objects.filter(slug__in=fields)],
            post=post,
            municipality=municipality,
            accreditation=Accreditation("2817", world.day(-500), world.day(1300))
            if has_accreditation
            else Accreditation(),
            consents=_BOTH,
        ),
        now=world.at((-2 if key == "mezentseva" else -66, "13:30")),
    )


def _account(world: "World", key: str, name: str, municipality: str) -> User:
    user = accounts.create_user(
        actor=None, email=f"{key}@veche.example", full_name=name, municipality=municipality
    )
    world.users[key] = user
    return user


def _appointments(world: "World", register: dict[str, Expert]) -> None:
    """A commission of two for the council at the Assembly."""
    for key, leads in (("lisitsyn", True), ("chagina", False)):
        experts.appoint_expert(
            actor=world.users["secretary-assembly"],
            referral=world.referrals[BUDGETING, ASSEMBLY_COUNCIL],
            expert=register[key],
            conflict=_NONE,
            leads=leads,
            now=world.at((-9, "10:30")),
        )


def _call(world: "World", register: dict[str, Expert]) -> None:
    """The ministry's council looks for experts; one is taken, one is refused, one waits."""
    secretary = world.users["secretary-minsoc"]
    call = experts.announce_call(
        actor=secretary,
        referral=world.referrals[BUDGETING, MINISTRY_COUNCIL],
        requirements=(
            "Нужны специалисты, которые видели инициативное бюджетирование изнутри: готовили проекты "
            "в сёлах или считали их бюджет. Предстоит за две недели оценить, смогут ли предлагать "
            "проекты пожилые люди и люди с инвалидностью, и написать замечания по статьям."
        ),
        knowledge=[item.pk for item in Knowledge.objects.filter(slug__in=("social", "municipal"))],
        closes_on=world.day(9),
        now=world.at((-8, "17:00")),
    )
    applied = {}
    for key, days, motivation in (
        ("belousov", -7, "Пять лет помогаю сельским сообществам готовить заявки, из них девять проектов выполнены."),
        ("mezentseva", -3, "Двенадцать лет вела муниципальный бюджет, проверяла отчёты по проектам жителей."),
        ("citizen", -1, "Как староста улицы подавала два проекта, знаю, где жители сдаются."),
    ):  # fmt: skip
        applied[key] = experts.apply_to_call(
            actor=world.users[key],
            call=call,
            data=CandidacyData(world.users[key].full_name, motivation, False, _NONE, _BOTH),
            now=world.at((days, "20:15")),
        )
    for key, accept, reason in (
        ("belousov", True, "Опыт по теме законопроекта подтверждён."),
        ("mezentseva", False, "По бюджетным вопросам совет уже получил помощь; приглашаем к следующей экспертизе."),
    ):  # fmt: skip
        experts.decide_candidacy(
            actor=secretary,
            candidacy=applied[key],
            accept=accept,
            reason=reason,
            now=world.at((-1, "11:00")),
        )


def _organisations(world: "World") -> None:
    referral = world.referrals[BUDGETING, ASSEMBLY_COUNCIL]
    asked = {}
    for key, name, place, organisation, ogrn, interest in (
        ("surkova", "Суркова Агния Павловна", "Благовещенск", "АНО «Школа соседей»", "1022800000002", "Учим жителей составлять проекты; хотим, чтобы закон не закрыл дорогу малым сёлам."),
        ("gladyshev", "Гладышев Марк Ильич", "Шимановск", "Фонд «Двор»", "1032800000001", "Собираем деньги жителей на дворовые проекты и знаем, где порядок отчёта неподъёмен."),
    ):  # fmt: skip
        user = _account(world, key, name, place)
        asked[key] = experts.ask_entry(
            actor=user,
            referral=referral,
            data=EntryData(name, "директор", organisation, _checked(ogrn), interest, _BOTH),
            now=world.at((-6, "12:40")),
        )
    experts.decide_entry(
        actor=world.users["secretary-assembly"],
        request=asked["surkova"],
        accept=True,
        reason="Организация работает с жителями по теме законопроекта.",
        now=world.at((-5, "10:00")),
    )


def _checked(ogrn: str) -> str:
    """An invented number with the right control digit."""
    return ogrn[:12] + str(int(ogrn[:12]) % 11 % 10)
