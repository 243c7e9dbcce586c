"""Words and phrases that mean the same where laws are discussed; a query finds all of a group.

Only true equivalents belong here: what widens a query without changing its sense. One-letter
abbreviations are those of citations («п. 2 ч. 1 ст. 5»).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from search.domain.words import stems, words

Terms = tuple[str, ...]
MIN_PHRASES: Final = 2
MAX_PHRASES: Final = 12
MAX_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of phrases of the same sense, as they are typed."""

    groups: tuple[tuple[str, ...], ...] = ()

    @property
    def table(self) -> Mapping[Terms, tuple[Terms, ...]]:
        """The terms of each phrase → those of its whole group."""
        return _compiled(self.groups)[0]

    @property
    def rows(self) -> Mapping[Terms, Terms]:
        """The terms of each phrase → what stands in a row where a text has it: parts of compounds
        as well."""
        return _compiled(self.groups)[1]

    @property
    def longest(self) -> int:
        """Words of the longest phrase."""
        return _compiled(self.groups)[2]

    def others(self, terms: Terms) -> Iterator[Terms]:
        """The same said otherwise, with one phrase in the place of another: long ones first."""
        for length in range(min(self.longest, len(terms)), 0, -1):
            for start in range(len(terms) - length + 1):
                end = start + length
                own = terms[start:end]
                for other in self.table.get(own, ()):
                    if other != own:
                        yield (*terms[:start], *other, *terms[end:])


def terms_of(phrase: str) -> Terms:
    """A phrase as it is compared: «НКО» and «нко» are the same."""
    return tuple(word.term for word in words(phrase))


def phrases(line: str) -> tuple[str, ...]:
    """«НКО, некоммерческая организация» → its phrases."""
    return tuple(" ".join(part.split()) for part in line.split(",") if part.strip())


class Fault(StrEnum):
    """What is wrong with a group."""

    ALONE = "alone"
    EMPTY = "empty"
    TWICE = "twice"
    TAKEN = "taken"
    LONG = "long"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, and the phrase that has it."""

    kind: Fault
    word: str = ""


def problem(line: str, others: Iterable[str]) -> Problem | None:
    """What is wrong with a new group beside the `others`; None if nothing is."""
    own = phrases(line)
    if len(own) < MIN_PHRASES:
        return Problem(Fault.ALONE)
    if len(own) > MAX_PHRASES:
        return Problem(Fault.MANY)
    taken = {terms_of(phrase) for other in others for phrase in phrases(other)}
    seen: set[Terms] = set()
    for phrase in own:
        terms = terms_of(phrase)
        fault = _fault(terms, taken, seen)
        if fault is not None:
            return Problem(fault, phrase)
        seen.add(terms)
    return None


def _fault(terms: Terms, taken: set[Terms], seen: set[Terms]) -> Fault | None:
    if not terms:
        return Fault.EMPTY
    if len(terms) > MAX_WORDS:
        return Fault.LONG
    if terms in seen:
        return Fault.TWICE
    return Fault.TAKEN if terms in taken else None


@lru_cache(maxsize=8)
def _compiled(
    groups: tuple[tuple[str, ...], ...],
) -> tuple[dict[Terms, tuple[Terms, ...]], dict[Terms, Terms], int]:
    table: dict[Terms, tuple[Terms, ...]] = {}
    rows: dict[Terms, Terms] = {}
    for group in groups:
        own = {terms_of(phrase): tuple(stems(phrase).split()) for phrase in group}
        own.pop((), None)
        rows |= own
        for phrase in own:
            table[phrase] = tuple(dict.fromkeys((*table.get(phrase, ()), *own)))
    return table, rows, max(map(len, table), default=0)


# What a new site starts with; after that editors keep them (search.models.SynonymGroup).
GROUPS: Final[tuple[tuple[str, ...], ...]] = (
    # Citations
    ("ст", "статья"),
    ("ч", "часть"),
    ("п", "пункт"),
    ("пп", "подп", "подпункт"),
    ("абз", "абзац"),
    ("гл", "глава"),
    ("разд", "раздел"),
    ("прил", "приложение"),
    ("фз", "федеральный закон"),
    ("нпа", "нормативный правовой акт"),
    # What people and laws call the same thing
    ("волонтёр", "доброволец", "волонтёрский", "добровольческий", "добровольчество"),
    ("ребёнок", "дети", "детский", "несовершеннолетний"),
    ("машина", "автомобиль", "автомобильный", "транспортное средство"),
    ("квартира", "жилое помещение"),
    ("мусор", "отходы", "мусорный"),
    ("соцзащита", "социальная защита"),
    ("соцподдержка", "социальная поддержка"),
    ("законопроект", "проект закона"),
    ("интернет", "информационно-телекоммуникационная сеть"),
    # Abbreviations
    ("нко", "некоммерческая организация"),
    ("тос", "территориальное общественное самоуправление"),
    ("мсу", "местное самоуправление"),
    ("жкх", "жилищно-коммунальное хозяйство"),
    ("тко", "твёрдые коммунальные отходы"),
    ("тсж", "товарищество собственников жилья"),
    ("снт", "садоводческое некоммерческое товарищество"),
    ("мсп", "малое и среднее предпринимательство"),
    ("мфц", "многофункциональный центр"),
    ("дтп", "дорожно-транспортное происшествие"),
    ("чс", "чрезвычайная ситуация"),
    ("кмнс", "коренные малочисленные народы"),
    ("овз", "ограниченные возможности здоровья"),
    ("оп", "общественная палата"),
    ("зс", "законодательное собрание"),
    ("ос", "общественный совет"),
    ("оэ", "общественная экспертиза"),
    ("мо", "муниципальное образование"),
    ("омсу", "органы местного самоуправления"),
    ("мкд", "многоквартирный дом"),
    ("сми", "средства массовой информации"),
    # What citizens call what laws call otherwise
    (
        "маршрутка",
        "маршрутное такси",
        "автобус",
        "общественный транспорт",
        "пассажирский транспорт",
    ),
    ("капремонт", "капитальный ремонт"),
    ("коммуналка", "коммунальные услуги"),
    ("детсад", "детский сад"),
    ("соцработник", "социальный работник"),
    ("госуслуги", "государственные услуги"),
    ("госорганы", "государственные органы"),
    ("стройка", "строительство"),
    ("скорая помощь", "скорая медицинская помощь"),
    ("бездомные животные", "бродячие животные", "животные без владельцев"),
    ("больничный", "листок нетрудоспособности"),
    ("плата за проезд", "стоимость проезда"),
    ("счётчик", "прибор учёта", "ипу"),
    ("пенсионер", "пожилой", "старший возраст", "старшее поколение"),
    ("деревня", "село", "сельский", "посёлок", "населённый пункт"),
    ("долг", "задолженность", "должник"),
    ("взятка", "коррупция", "коррупционный", "подкуп"),
    ("начальник", "руководитель"),
    ("чиновник", "государственный служащий", "муниципальный служащий", "должностное лицо"),
    ("двор", "придомовая территория", "дворовая территория"),
    ("сход", "собрание", "собрание граждан"),
    ("мэр", "глава города"),
    ("рф", "российская федерация", "россия"),
    ("минздрав", "министерство здравоохранения"),
    ("минобрнауки", "министерство образования и науки"),
    ("минсоцзащиты", "министерство социальной защиты населения"),
    ("гражданин", "житель", "население"),
    ("деньги", "средства", "денежный"),
    # Words of one root, which stems keep apart
    ("шум", "шуметь", "шумный"),
    ("ремонт", "ремонтный", "ремонтировать"),
    ("ночь", "ночной"),
    ("вечер", "вечерний"),
    ("утро", "утренний"),
    ("зима", "зимний"),
    ("снег", "снежный"),
    ("семья", "семейный"),
    ("школа", "школьный", "школьник"),
    ("город", "городской"),
    ("область", "областной"),
    ("бюджет", "бюджетный", "бюджетирование"),
    ("дорога", "дорожный"),
    ("музей", "музейный"),
    ("театр", "театральный"),
    ("прокурор", "прокурорский", "прокуратура"),
    ("коллектив", "коллективный"),
    ("отопление", "отопительный", "отапливать"),
    ("представитель", "представлять", "представительство"),
    ("добавить", "дополнить", "дополнение", "внести"),
    ("убрать", "исключить", "исключение", "удалить"),
    ("возврат", "возвращать"),
    ("плата", "оплата", "оплачивать", "платёж"),
    ("выплата", "выплачивать"),
    ("поощрение", "поощрять", "поощрить"),
    ("голосование", "голосовать", "проголосовать"),
    ("учёт", "учитывать", "учесть"),
    ("участие", "участвовать", "участник"),
    ("обсуждение", "обсуждать", "обсудить"),
    ("рассмотрение", "рассматривать", "рассмотреть"),
    ("обращение", "обращаться", "обратиться"),
    ("жалоба", "пожаловаться", "жаловаться", "обжаловать", "обжалование"),
    ("запрет", "запрещать", "запрещение"),
    ("разрешение", "разрешать", "разрешить"),
    ("назначение", "назначать", "назначить"),
    ("выборы", "избирать", "избрать", "избрание", "избирательный"),
    ("отключение", "отключить", "отключать", "приостановление", "приостановить"),
    ("замена", "заменить", "поменять", "заменять"),
    ("извещение", "извещать", "известить", "уведомление", "уведомлять", "уведомить",
     "предупреждать", "предупредить"),
    ("возмещение", "возмещать", "возместить"),
    ("предоставление", "предоставлять", "предоставить"),
    ("установление", "устанавливать", "установить"),
    ("проверка", "проверять", "проверить"),
    ("создание", "создавать", "создать"),
    ("изменение", "изменять", "изменить"),
    ("защита", "защищать"),
    ("помощь", "помогать", "содействие"),
    ("отчёт", "отчитываться", "отчётность"),
    ("награждение", "наградить", "награждать"),
)  # fmt: skip

STARTING: Final = Synonyms(GROUPS)
