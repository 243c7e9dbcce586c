"""Texts of synthetic bills: articles with parts and points, in the language of regional laws."""

from random import Random
from typing import Final

_ARTICLES_IN_CHAPTER: Final = 12
_LONGEST, _SHORTEST = 9, 3

SUBJECTS: Final = (
    "благоустройстве территорий",
    "поддержке сельских инициатив",
    "охране зелёных насаждений",
    "общественном транспорте",
    "народных дружинах",
    "содержании домашних животных",
    "летнем отдыхе детей",
    "развитии библиотек",
    "доступной среде",
    "поддержке молодых семей",
)
_WHO: Final = (
    "Уполномоченный орган",
    "Правительство области",
    "Орган местного самоуправления",
    "Общественный совет",
    "Комиссия по отбору проектов",
    "Оператор",
    "Инициативная группа жителей",
)
_DOES: Final = (
    "рассматривает поступившие заявления",
    "утверждает порядок предоставления субсидий",
    "размещает сведения на официальном сайте",
    "готовит мотивированное заключение",
    "ведёт реестр участников отбора",
    "проводит собрание жителей",
    "обеспечивает доступ к принятым решениям",
    "принимает решение о проверке",
)
_WHEN: Final = (
    "в течение тридцати календарных дней со дня регистрации",
    "не реже одного раза в квартал",
    "в порядке, установленном Правительством области",
    "до начала очередного финансового года",
    "не позднее десяти рабочих дней после окончания приёма предложений",
    "с учётом мнения жителей населённого пункта",
)
_THEN: Final = (
    "и сообщает о принятом решении заявителю",
    "и опубликовывает отчёт об этом",
    "за исключением случаев, предусмотренных федеральным законом",
    "если иное не установлено настоящим Законом",
)
_THINGS: Final = (
    "сведения о населённом пункте и числе его жителей",
    "протокол собрания с подписями участников",
    "расчёт расходов и источники средств",
    "согласие собственника земельного участка",
    "фотографии территории до начала работ",
    "порядок содержания построенного объекта",
    "срок выполнения работ",
)
_HEADINGS: Final = (
    "Основные понятия",
    "Полномочия Правительства области",
    "Права жителей",
    "Порядок отбора проектов",
    "Предоставление субсидий",
    "Участие общественных советов",
    "Контроль за исполнением",
    "Отчётность",
    "Ответственность",
    "Содержание объектов",
)


def act_title(number: int) -> str:
    """The title of the bill with this number; each number has its own."""
    subject = SUBJECTS[(number - 1) % len(SUBJECTS)]
    return f"О {subject} в Амурской области (проект № {number})"


def act_text(random: Random, *, title: str, units: int) -> str:
    """An act of exactly `units` units (chapters, articles, parts, points), as plain text."""
    lines = ["ЗАКОН АМУРСКОЙ ОБЛАСТИ", "", title, ""]
    left, article = units, 0
    while left:
        if article % _ARTICLES_IN_CHAPTER == 0 and left > _LONGEST:
            chapter = article // _ARTICLES_IN_CHAPTER + 1
            lines += [f"Глава {chapter}. {random.choice(_HEADINGS)}", ""]
            left -= 1
        article += 1
        size = min(random.randint(_SHORTEST, _LONGEST), left)
        if left - size < _SHORTEST:
            size = left
        lines += [f"Статья {article}. {random.choice(_HEADINGS)}", *_inside(random, size - 1), ""]
        left -= size
    return "\n".join(lines)


def _inside(random: Random, units: int) -> list[str]:
    """So many units below an article: parts, and in a longer article points of the last part."""
    if units < 1:
        return [f"{_sentence(random)}."]
    points = random.randint(2, units - 1) if units > 3 else 0
    parts = units - points
    lines = [f"{number}. {_sentence(random)}." for number in range(1, parts + 1)]
    if points:
        lines[-1] = f"{parts}. К заявлению прилагаются:"
        endings = [";"] * (points - 1) + ["."]
        lines += [
            f"{number}) {random.choice(_THINGS)}{ending}"
            for number, ending in enumerate(endings, start=1)
        ]
    return lines


def _sentence(random: Random) -> str:
    words = (random.choice(_WHO), random.choice(_DOES), random.choice(_WHEN), random.choice(_THEN))
    return "{} {} {}, {}".format(*words)
