"""What has become of the recommendations of the forum's resolution, invented for the demo. The
texts of the recommendations are those of the resolution itself."""

from dataclasses import dataclass
from typing import Final

from .people import (
    ASSEMBLY,
    ASSEMBLY_COUNCIL,
    CHAMBER,
    CITY_COUNCIL,
    GOVERNMENT,
    MINISTRY,
    MINISTRY_COUNCIL,
)

TITLE: Final = "Итоговая резолюция Амурского гражданского форума «Взаимодействие»"
ADOPTED_BY: Final = "Амурский гражданский форум «Взаимодействие», г. Благовещенск"
ABOUT: Final = (
    "Форум прошёл 4 сентября 2018 года, в нём участвовали около 400 человек. Рекомендации приведены "
    "дословно. Исполнители, сроки, отчёты и оценки придуманы, чтобы показать, как работает раздел."
)

# The beginning of an address in the resolution: slugs of bodies, and others by name.
ADDRESSEES: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = (
    ("Правительству Амурской области", (GOVERNMENT,), ()),
    ("Законодательному Собранию", (ASSEMBLY,), ()),
    ("Общественной палате Амурской области, совместно", (CHAMBER,), ("Органы местного самоуправления области",)),
    ("Общественной палате", (CHAMBER,), ()),
    ("Профильным министерствам", (MINISTRY,), ("Другие профильные министерства области",)),
    ("Управлению Министерства юстиции", (), ("Управление Минюста России по Амурской области",)),
    ("СОНКО", (), ("Социально ориентированные НКО",)),
    ("Органам законодательной", (ASSEMBLY, GOVERNMENT), ("Органы местного самоуправления области",)),
    ("Общественным советам", (MINISTRY_COUNCIL, ASSEMBLY_COUNCIL, CITY_COUNCIL), ()),
    ("Администрациям", (), ("Администрации муниципальных образований области",)),
    ("Министерству культуры", (), ("Министерство культуры и национальной политики области",)),
    ("Некоммерческим организациям", (), ("Некоммерческие организации области",)),
)  # fmt: skip

# Recommendations that say the same.
REPEATS: Final = (
    ("5.1.4", "6.1.7"),
    ("5.1.1", "6.1.1"),
    ("5.1.3", "6.1.3"),
    ("5.1.6", "5.3.2"),
    ("5.3.2", "6.2.3"),
)

# Days from the demo's today by which something is to be done: (number, slug of the body, days).
DUE: Final = (
    ("2.1.1", ASSEMBLY, 40),
    ("2.1.3", ASSEMBLY, -12),
    ("2.2.3", GOVERNMENT, 75),
    ("2.3.2", CHAMBER, 20),
    ("2.3.3", CHAMBER, -3),
    ("1.1.4", GOVERNMENT, 120),
)


@dataclass(frozen=True, slots=True)
class ReportData:
    """`days` from the demo's today; `evidence`: (title, address) pairs; `verdict` empty if nobody
    has assessed the report yet."""

    number: str
    body: str
    days: int
    status: str
    text: str
    evidence: tuple[tuple[str, str], ...] = ()
    verdict: str = ""
    assessed_days: int = 0
    reasons: str = ""


REPORTS: Final = (
    ReportData(
        "2.1.1", ASSEMBLY, -60, "in_work",
        "С начала года на общественную экспертизу направлены все законопроекты, которые касаются прав граждан: срок, "
        "совет и вопросы указаны в карточке каждого законопроекта.",
        (("Законопроекты на площадке", "https://sobranie.example/zakonoproekty"),),
        "confirmed", -50, "Палата сверила перечень с повесткой заседаний: пропусков нет.",
    ),
    ReportData(
        "2.1.2", ASSEMBLY, -45, "done",
        "Законопроект о тишине вынесен на слушания до первого чтения, заключение палаты рассмотрено комитетом.",
        (("Протокол слушаний", "https://sobranie.example/slushaniya"),),
        "partly", -30,
        "Слушания прошли, но законопроект о бюджете обсуждался только в комитете. Рекомендация исполнена частично.",
    ),
    ReportData(
        "2.2.3", GOVERNMENT, -38, "in_work",
        "Подготовлена форма ежегодного отчёта руководителя о работе с общественным советом, её обсуждают министерства.",
    ),
    ReportData(
        "2.2.6", GOVERNMENT, -90, "done",
        "Министерства предоставляют советам транспорт для выездных заседаний, в прошлом году проведено девять выездов.",
        (("График выездов", "https://pravitelstvo.example/vyezdy"),),
        "not_confirmed", -70,
        "По протоколам советов состоялось три выезда из девяти. Просим приложить протоколы остальных.",
    ),
    ReportData(
        "1.2.1", MINISTRY, -25, "done",
        "Перечень востребованных услуг составлен по обращениям граждан и размещён на сайте министерства, его "
        "дополняют раз в квартал.",
        (("Перечень услуг", "https://minsoc.example/perechen"),),
        "confirmed", -15, "Перечень открыт, последнее дополнение внесено в этом квартале.",
    ),
    ReportData(
        "1.2.2", MINISTRY, -20, "in_work",
        "Проведены шесть встреч с получателями социальных услуг, памятка напечатана и разослана в районы.",
        (("Памятка", "https://minsoc.example/pamyatka"),),
    ),
    ReportData(
        "1.4.1", CHAMBER, -80, "done",
        "На сайте палаты открыт раздел о некоммерческих организациях – поставщиках социальных услуг.",
        (("Раздел сайта", "https://palata.example/postavshchiki"),),
        "confirmed", -79, "Раздел работает. Оценку дал Координационный совет, а не сама палата.",
    ),
    ReportData(
        "2.3.2", CHAMBER, -33, "in_work",
        "Состоялись два методических семинара для членов советов, материалы открыты для всех.",
        (("Материалы семинаров", "https://palata.example/seminary"),),
    ),
    ReportData(
        "6.1.5", GOVERNMENT, -55, "declined",
        "Численность отдела установлена штатным расписанием и в текущем бюджетном цикле не увеличивается.",
        (), "confirmed", -40, "Отказ мотивирован. Палата вернётся к вопросу при рассмотрении бюджета.",
    ),
)  # fmt: skip
