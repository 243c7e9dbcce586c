"""What people say in the load data, and how often which kind of people says what."""

from dataclasses import dataclass
from random import Random
from typing import Final

MUNICIPALITIES: Final = (
    "Благовещенск",
    "Белогорск",
    "Свободный",
    "Тында",
    "Зея",
    "Шимановск",
    "Райчихинск",
    "Тамбовский муниципальный округ",
    "Ивановский муниципальный округ",
    "Константиновский муниципальный округ",
    "Бурейский муниципальный округ",
    "Мазановский муниципальный округ",
)
_MUNICIPALITY_WEIGHTS: Final = (40, 12, 9, 7, 5, 4, 4, 5, 5, 3, 3, 3)
# Values of the models' choices with their shares of a hundred.
_AUTHOR_TYPES: Final = {"citizen": 88, "ngo": 6, "organisation": 4, "authority": 2}
_KINDS: Final = {"opinion": 46, "amend": 28, "question": 12, "delete": 8, "add": 6}
_STANCES: Final = {"support": 24, "with_changes": 38, "oppose": 26, "neutral": 12}
_CHANNELS: Final = {"online": 95, "paper": 4, "hearing": 1}
_STATUSES: Final = {"published": 90, "withdrawn": 4, "hidden": 4, "held": 2}
# A campaign: the same words of many people.
_SAME_WORDS_SHARE: Final = 0.08

_OPENINGS: Final = (
    "Срок слишком короткий",
    "Непонятно, кто будет отвечать",
    "Поддерживаем эту норму",
    "Для сёл это не подходит",
    "Порядок нужно упростить",
    "Денег на это в бюджете района нет",
    "Уже сейчас так и делают",
    "Нужно уточнить, о каких жителях речь",
)
_REASONS: Final = (
    "из дальнего села за десять дней бумаги не собрать",
    "в прошлом году из-за этого отказали половине заявителей",
    "интернет есть не во всех населённых пунктах",
    "ответственный орган не назван",
    "решение принимают без собрания жителей",
    "слова закона можно прочесть двояко",
    "пенсионерам трудно подать заявление через портал",
    "в соседнем регионе такой порядок работает",
)
_WISHES: Final = (
    "прошу учесть при доработке",
    "предлагаем установить двадцать рабочих дней",
    "предлагаем принимать заявления и в администрации округа",
    "прошу пояснить на слушаниях",
    "достаточно одного списка документов",
    "оставьте прежнюю редакцию",
)
_WORDINGS: Final = (
    "Орган местного самоуправления рассматривает заявление в течение двадцати рабочих дней.",
    "Заявление подаётся в администрацию округа или через единый портал.",
    "Решение принимается после собрания жителей населённого пункта.",
    "Отчёт опубликовывается не позднее первого марта следующего года.",
)
_CAMPAIGN: Final = (
    "Требуем сохранить льготный проезд для жителей сёл круглый год.",
    "Проект нельзя принимать без обсуждения в каждом районе.",
    "Верните собранию жителей право решающего голоса.",
)
_REPLIES: Final = (
    "Согласна, у нас в округе то же самое.",
    "Это уже есть в федеральном законе.",
    "А как быть тем, у кого нет интернета?",
    "В нашем селе хватило и пяти дней.",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What one comment says."""

    kind: str
    stance: str
    rationale: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Character:
    """Who somebody is, without the name."""

    author_type: str
    municipality: str


def _pick(random: Random, shares: dict[str, int]) -> str:
    return random.choices(tuple(shares), tuple(shares.values()))[0]


def words(random: Random) -> Words:
    """A proposal: mostly in words of its own, sometimes in those of a campaign."""
    if random.random() < _SAME_WORDS_SHARE:
        return Words("opinion", "oppose", random.choice(_CAMPAIGN), "")
    kind = _pick(random, _KINDS)
    opening, reason, wish = map(random.choice, (_OPENINGS, _REASONS, _WISHES))
    people = random.randint(2, 900)
    rationale = f"{opening}: {reason}. Нас здесь {people} человек, {wish}."
    proposed = random.choice(_WORDINGS) if kind in {"amend", "add"} else ""
    return Words(kind, _pick(random, _STANCES), rationale, proposed)


def reply(random: Random) -> Words:
    """What is said in somebody's thread."""
    return Words("opinion", "neutral", random.choice(_REPLIES), "")


def character(random: Random) -> Character:
    place = random.choices(MUNICIPALITIES, _MUNICIPALITY_WEIGHTS)[0]
    return Character(_pick(random, _AUTHOR_TYPES), place)


def status(random: Random) -> str:
    return _pick(random, _STATUSES)


def channel(random: Random) -> str:
    return _pick(random, _CHANNELS)


def supports(random: Random) -> int:
    """How many people have joined a proposal: mostly nobody, seldom very many."""
    return min(int(random.paretovariate(1.2)) - 1, 300) if random.random() < 0.4 else 0
