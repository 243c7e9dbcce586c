"""Made-up comments for the grouping bench: campaigns with edits, and texts of one person."""

import random
from collections.abc import Iterator
from typing import Final

_BEGIN: Final = (
    "Предлагаю", "Прошу", "Считаю необходимым", "Нужно", "Давно пора", "Требую", "Хотелось бы",
)  # fmt: skip
_VERBS: Final = (
    "увеличить", "уменьшить", "отменить", "ввести", "сохранить", "установить", "исключить",
    "продлить", "сократить", "уточнить", "расширить", "ограничить", "разрешить", "запретить",
)  # fmt: skip
_OBJECTS: Final = (
    "срок рассмотрения обращений", "размер выплаты многодетным семьям", "льготу на проезд",
    "налог на старые автомобили", "плату за вывоз мусора", "время продажи алкоголя",
    "число членов общественного совета", "порядок выбора подрядчика", "доплату сельским учителям",
    "субсидию на газификацию", "перечень бесплатных лекарств", "охрану школьных дворов",
    "отлов бездомных собак", "ремонт дорог местного значения", "компенсацию за детский сад",
    "состав комиссии по землепользованию", "расписание пригородных автобусов",
    "порядок проведения слушаний", "надбавку фельдшерам", "квоту на лов рыбы",
)  # fmt: skip
_WHERE: Final = (
    "в сельских поселениях", "в городских округах", "в отдалённых районах", "для всех жителей",
    "для пенсионеров", "для молодых семей", "для инвалидов первой группы", "в Зейском районе",
    "в Тынде", "в областном центре", "для студентов", "для некоммерческих организаций",
)  # fmt: skip
_WHY: Final = (
    "Администрации не успевают подготовить ответы", "Люди уезжают из деревень",
    "Денег в местных бюджетах не хватает", "Автобус ходит два раза в неделю",
    "Такие правила работают в соседнем крае", "Цены на топливо растут каждый месяц",
    "Очередь к врачу занимает целый день", "Подрядчики срывают работы каждую весну",
    "Совет собирается слишком редко", "Старые дома горят каждую зиму",
    "Жалобы остаются без ответа", "Школы закрываются одна за другой",
    "Порядок понятен только юристам", "Выплата давно не пересматривалась",
    "Мусор вывозят раз в две недели", "Бездомные собаки нападают на детей",
)  # fmt: skip
_PERSONAL: Final = (
    "У меня трое детей.", "Живу здесь с 1987 года.", "Я работаю в школе двадцать лет.",
    "Моя мама ездит в больницу за сто километров.", "Мы с мужем вышли на пенсию.",
)  # fmt: skip
_GREETING: Final = ("Здравствуйте! ", "Добрый день! ", "Уважаемые депутаты! ")
_SIGNING: Final = ("\nС уважением, Петрова А. В.", "\nСпасибо за внимание", "\nЖительница Тынды")
_LETTERS: Final = "оеаинтсрвл"


def comments(number: int, seed: int = 1) -> Iterator[tuple[int, str, str]]:
    """(key, text, place): half are copies with edits, campaigns of very different size."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    originals = [_text(rng) for _ in range(max(1, number // 20))]
    for key in range(number):
        if key % 2:
            place = f"article:{rng.randrange(200)}"
            yield key, _text(rng), place
        else:
            which = int(len(originals) * rng.random() ** 2)
            yield key, _edited(originals[which], rng), f"article:{which % 200}"


def _text(rng: random.Random) -> str:
    first = f"{rng.choice(_BEGIN)} {rng.choice(_VERBS)} {rng.choice(_OBJECTS)} {rng.choice(_WHERE)}"
    if rng.random() < 0.4:
        first += f" до {rng.randrange(2, 90)} дней"
    return ". ".join([first, *rng.sample(_WHY, rng.randrange(1, 4))]) + "."


def _edited(text: str, rng: random.Random) -> str:
    kind = rng.randrange(8)
    if kind == 0:
        return rng.choice(_GREETING) + text
    if kind == 1:
        return text + rng.choice(_SIGNING)
    if kind in {2, 3}:
        return _with_slip(text, rng)
    if kind == 4:
        parts = text.rstrip(".").split(". ")
        return ". ".join(rng.sample(parts, len(parts))) + "."
    if kind == 5:
        return f"{text} {rng.choice(_PERSONAL)}"
    return text.replace("е", "e") if kind == 6 else text


def _with_slip(text: str, rng: random.Random) -> str:
    """One letter doubled, left out or put in the wrong place, in a long word."""
    words = text.split(" ")
    at = rng.choice([n for n, word in enumerate(words) if len(word) > 6 and word.isalpha()])
    word, place = words[at], rng.randrange(1, len(words[at]) - 1)
    words[at] = rng.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + rng.choice(_LETTERS) + word[place + 1 :],
        )
    )
    return " ".join(words)
