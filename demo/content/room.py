"""One working room in use: the council at the Legislative Assembly on initiative budgeting.

Its secretary enters what a member in a village has told by telephone; two remarks on one provision
go into the draft as one, one remark is left out with a reason.
"""

from dataclasses import dataclass

from .bills import BUDGETING
from .people import ASSEMBLY_COUNCIL
from .types import Moment

ROOM = (BUDGETING, ASSEMBLY_COUNCIL)

_COMMISSION = "chapter:IV/article:22/paragraph:4"
_REFUSAL = "chapter:III/article:16/paragraph:4/point:5"
_HALLS = "chapter:I/article:5/paragraph:3"


@dataclass(frozen=True, slots=True)
class SaidData:
    """Whose words, when and on what; `entered_by` and `basis` if the secretary has entered them."""

    key: str
    author: str
    at: Moment
    unit: str
    text: str
    stance: str = ""  # a position; a remark without one
    proposed: str = ""
    importance: str = "medium"
    norm: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DeclarationData:
    person: str
    at: Moment
    conflict: str = ""  # what it consists in
    basis: str = ""  # told to the secretary


@dataclass(frozen=True, slots=True)
class MessageData:
    key: str
    author: str
    at: Moment
    text: str
    on: str = ""  # key of a remark
    reply_to: str = ""


DECLARATIONS = (
    DeclarationData("secretary-assembly", (-10, "14:00")),
    DeclarationData("mostovoy", (-9, "10:20")),
    DeclarationData("kirsanova", (-9, "11:05")),
    DeclarationData("tolmachev", (-8, "19:40")),
    DeclarationData("member-assembly", (-8, "20:10")),
    DeclarationData("dyachuk", (-7, "11:30"), basis="phone"),
    DeclarationData(
        "burdukov", (-6, "09:15"),
        conflict="Моя организация выполняет работы по инициативным проектам в городе Зее.",
    ),
)  # fmt: skip

READ = (
    ("secretary-assembly", (-10, "14:05")), ("mostovoy", (-9, "10:25")),
    ("kirsanova", (-9, "11:10")), ("tolmachev", (-8, "19:45")), ("member-assembly", (-8, "20:15")),
    ("burdukov", (-6, "09:20")),
)  # fmt: skip

RAPPORTEUR, HELPERS, ENTRUSTED_AT = "tolmachev", ("kirsanova", "member-assembly"), (-8, "12:00")

SAID = (
    SaidData("p-kirsanova", "kirsanova", (-9, "11:40"), "", "Предмет закона отнесён к полномочиям области. Поддерживаю, если основания отказа станут проверяемыми.", stance="with_changes"),
    SaidData("p-tolmachev", "tolmachev", (-8, "20:30"), "", "Закон нужен: сегодня каждый округ решает по-своему.", stance="for"),
    SaidData("p-commission", "tolmachev", (-8, "20:45"), _COMMISSION, "«Исключительный случай» никто не определяет: так можно поддержать любой проект.", stance="against"),
    SaidData("p-dyachuk", "dyachuk", (-7, "11:45"), _HALLS, "В сёлах зданий с пандусами почти нет: «по возможности» превратится в «никогда».", stance="with_changes", basis="phone"),
    SaidData("r-commission-1", "kirsanova", (-7, "15:10"), _COMMISSION, "Право комиссии поддержать проект вне очереди не ограничено ни основаниями, ни порядком.", importance="high", norm="подпункт «а» пункта 3 Методики, утверждённой постановлением Правительства Российской Федерации от 26.02.2010 № 96", proposed="4. Комиссия не вправе поддержать проект, не набравший необходимого числа баллов."),
    SaidData("r-commission-2", "member-assembly", (-6, "20:05"), _COMMISSION, "Если правило можно обойти в «исключительных случаях», отбору никто не поверит.", importance="high"),
    SaidData("r-refusal", "tolmachev", (-6, "21:00"), _REFUSAL, "«Нецелесообразность» – это не основание, а мнение. Инициаторы не поймут, что исправить.", importance="high", proposed="5) наличие возможности решить описанную в проекте проблему менее затратным способом, описанным в решении об отказе;"),
    SaidData("r-halls", "dyachuk", (-5, "10:30"), _HALLS, "Собрание надо проводить там, куда могут попасть все: хотя бы одно из собраний по проекту – в доступном помещении.", basis="phone", proposed="3. Не менее одного собрания по каждому проекту проводится в помещении, доступном для инвалидов и других маломобильных групп населения."),
    SaidData("r-name", "member-assembly", (-5, "19:20"), "", "Название закона слишком длинное.", importance="low"),
)  # fmt: skip

MESSAGES = (
    MessageData("m1", "tolmachev", (-5, "20:00"), "Замечания Ларисы Владимировны и Павла Юрьевича – об одном. Предлагаю объединить и взять редакцию Ларисы Владимировны.", on="r-commission-1"),
    MessageData("m2", "member-assembly", (-5, "20:25"), "Согласен.", reply_to="m1"),
    MessageData("m3", "kirsanova", (-4, "09:50"), "К заседанию нужны данные: сколько проектов отклонили за два года и на каких основаниях?"),
    MessageData("m4", "secretary-assembly", (-4, "12:10"), "Запрос в уполномоченный орган направлен, ответ выложу здесь.", reply_to="m3"),
    MessageData("m5", "burdukov", (-4, "13:00"), "У меня конфликт интересов, поэтому замечаний не пишу, но цифры по Зее могу дать.", reply_to="m3"),
)  # fmt: skip

JOINED = ("r-commission-1", "r-commission-2")
JOINED_TEXT = "Право комиссии поддержать проект «в исключительных случаях» не ограничено ни основаниями, ни порядком: правило отбора можно обойти."
JOINED_AT = (-3, "10:00")
LEFT_OUT, LEFT_OUT_REASON, LEFT_OUT_AT = "r-name", "Не влияет на права жителей; передано разработчику устно.", (-3, "10:20")  # fmt: skip
