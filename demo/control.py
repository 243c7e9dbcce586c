"""A monitoring that is concluded and the inspection that has followed it, made by the services."""

from typing import TYPE_CHECKING

from consultations.control import services as control
from consultations.control.domain.closing import ClosingData
from consultations.control.domain.data import InspectorData, ObservationData
from consultations.process import services as process
from demo.content.bills import VOLUNTEERS
from demo.content.people import ASSEMBLY, CHAMBER, COMMITTEE, MINISTRY, MINISTRY_COUNCIL

if TYPE_CHECKING:
    from demo.scenario import World

MONITORING = "monitoring"
INSPECTION = "inspection"
_NONE = "Конфликта интересов нет: в проверяемом органе и подведомственных ему учреждениях не работаю, родственников там не имею."

# (days from the beginning of the monitoring, place, what it is about, fact, who)
_SEEN = (
    (-66, "г. Белогорск, центр социального обслуживания", "учёт часов добровольцев", "Журнал учёта часов ведётся на бумаге. Из двенадцати опрошенных добровольцев семь не знали, что часы вообще учитываются.", "prokudin"),
    (-61, "г. Свободный, школа № 1 (отряд «Мост»)", "рекомендательные письма", "За год выдано четыре письма. Образца письма в учреждении нет, каждое составляли заново.", "sitnik"),
    (-55, "Ивановский муниципальный округ, сельский дом культуры", "бесплатное посещение музеев", "О бесплатном посещении знают все опрошенные, воспользовался один: до ближайшего музея тридцать пять километров, проезд не оплачивается.", "polyanskaya"),
)  # fmt: skip
_CLOSING = ClosingData(
    place_time="Города Белогорск и Свободный, Ивановский муниципальный округ; общественный мониторинг проведён в срок, указанный в объявлении.",
    tasks="Выяснить, как в муниципальных образованиях применяются действующие меры поощрения добровольцев и что мешает ими пользоваться.",
    forms="Посещение шести учреждений, опрос сорока одного добровольца и девяти координаторов, изучение журналов учёта часов.",
    facts="Учёт часов ведётся неодинаково: в двух учреждениях из шести на бумаге, в одном не ведётся. Рекомендательные письма выдаются редко, единого образца нет. Сельские добровольцы бесплатным посещением музеев почти не пользуются из-за дороги.",
    proposals="Установить единый порядок учёта часов и образец рекомендательного письма; предусмотреть выездные экскурсии для сельских отрядов.",
    conclusions="Меры поощрения известны, но доступны неодинаково: тот, кто живёт в селе, получает меньше, чем тот, кто живёт в городе.",
    recommendations="Законодательному Собранию учесть выводы мониторинга при рассмотрении законопроекта ко второму чтению. Провести общественную проверку в учреждениях, подведомственных министерству социальной защиты населения.",
    attachments="1. Анкета добровольца, 1 л.\n2. Список посещённых учреждений, 1 л.",
)
_OBSERVED = (
    (-4, "г. Благовещенск, комплексный центр социального обслуживания", "места для добровольцев с инвалидностью", "В комнату добровольцев ведёт лестница в одиннадцать ступеней, подъёмника нет. Доброволец на коляске работает в коридоре первого этажа.", "velikodnyy"),
    (-2, "г. Завитинск, отделение помощи на дому", "знакомство добровольцев с правилами", "Памятка для добровольцев висит на стенде и выдаётся каждому под подпись. Замечаний нет.", "gorenko"),
)  # fmt: skip


def announce(world: "World") -> None:
    """By the Chamber's secretary and by the secretary of the ministry's council."""
    version = world.versions[VOLUNTEERS, 1]
    world.consultations[MONITORING] = process.announce_consultation(
        actor=world.users["secretary"],
        version=version,
        form="monitoring",
        organiser=world.council(CHAMBER),
        responder=world.bodies[COMMITTEE],
        addressee=world.bodies[ASSEMBLY],
        announced_on=world.day(-71),
        opens_on=world.day(-69),
        closes_on=world.day(-48),
        subject="Как применяются меры поощрения добровольцев в муниципальных образованиях области",
        question="С чем вы столкнулись, когда были добровольцем или работали с добровольцами?",
        basis="Статья 19 Федерального закона от 21 июля 2014 года № 212-ФЗ; решение совета палаты",
        procedure=(
            "Члены палаты посещают учреждения, опрашивают добровольцев и координаторов, записывают "
            "наблюдения на площадке. Жители могут написать о своём опыте. По окончании срока палата "
            "составляет итоговый документ."
        ),
        results_method=(
            "Палата обобщает наблюдения и предложения жителей в итоговом документе. Итоговый документ "
            "носит рекомендательный характер."
        ),
        slug="monitoring-pooshchreniya-dobrovoltsev",
        actor_role="secretary",
        now=world.at((-71, "11:00")),
    )
    world.consultations[INSPECTION] = process.announce_consultation(
        actor=world.users["secretary-minsoc"],
        version=world.versions[VOLUNTEERS, 2],
        form="inspection",
        organiser=world.council(MINISTRY_COUNCIL),
        responder=world.bodies[COMMITTEE],
        addressee=world.bodies[ASSEMBLY],
        announced_on=world.day(-8),
        opens_on=world.day(-6),
        closes_on=world.day(20),
        subject="Доступность учреждений социальной защиты для добровольцев с инвалидностью",
        inspected_body=world.bodies[MINISTRY],
        question="Может ли человек с инвалидностью быть добровольцем в учреждениях социальной защиты?",
        basis="Статья 20 Федерального закона от 21 июля 2014 года № 212-ФЗ; итоговый документ общественного мониторинга",
        procedure="Общественные инспекторы посещают учреждения по графику, согласованному с министерством.",
        results_method="Совет составляет акт общественной проверки и направляет его министерству и Законодательному Собранию.",
        slug="proverka-dostupnosti-uchrezhdeniy",
        parent=world.consultations[MONITORING],
        actor_role="secretary",
        now=world.at((-8, "10:00")),
    )


def work(world: "World") -> None:
    """Observations, inspectors, the signed closing document of the monitoring."""
    monitoring, inspection = world.consultations[MONITORING], world.consultations[INSPECTION]
    for seen in _SEEN:
        _observe(world, monitoring, *seen)
    signing = world.at((-41, "14:30"))
    control.save_closing(
        actor=world.users["secretary"],
        consultation=monitoring,
        data=_CLOSING,
        revision=0,
        now=signing,
    )
    control.sign_closing(
        actor=world.users["usoltsev"], consultation=monitoring, number="2-ИД", now=signing
    )
    for person, certificate in (("velikodnyy", "14-ОИ"), ("gorenko", "15-ОИ")):
        control.name_inspector(
            actor=world.users["secretary-minsoc"],
            consultation=inspection,
            user=world.users[person],
            data=InspectorData(certificate, "решение совета № 3", _NONE, has_consented=True),
            now=world.at((-7, "16:00")),
        )
    for seen in _OBSERVED:
        _observe(world, inspection, *seen)


def _observe(world, consultation, days, place, topic, fact, person) -> None:
    control.write_observation(
        actor=world.users[person],
        consultation=consultation,
        data=ObservationData(world.day(days), place, fact, topic),
        now=world.at((days, "18:00")),
    )
