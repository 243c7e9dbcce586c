"""A fixed number of arguments that many people bring forward, each in several manners.

Every argument becomes one group: what differs between its texts is what the engine of grouping
does not count as another argument.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Final

from demo.load import texts
from drafts.models import Provision

_VERBS: Final = (
    "установить", "увеличить", "сократить", "исключить", "уточнить", "сохранить", "расширить",
    "ограничить", "отменить", "продлить",
)  # fmt: skip
_WHAT: Final = (
    "срок рассмотрения заявления", "перечень документов", "круг заявителей", "размер субсидии",
    "порядок проведения собрания", "состав комиссии", "срок опубликования отчёта",
    "долю собственных средств", "срок хранения сведений", "порядок обжалования решения",
    "число проектов от одного села", "требования к подрядчику", "порядок осмотра территории",
    "форму протокола", "срок передачи объекта", "обязанность предупредить жителей",
)  # fmt: skip
_WHOM: Final = (
    "для малых сёл", "для городских округов", "для отдалённых районов", "для жителей посёлков",
    "для некоммерческих организаций", "для товариществ собственников", "для молодых семей",
    "для пенсионеров", "для сельских школ", "для библиотек",
)  # fmt: skip
_WHY: Final = (
    "Администрации не успевают подготовить ответ, и люди ждут до весны.",
    "В прошлом году из-за этого отказали половине заявителей.",
    "Интернет есть не во всех населённых пунктах, а почта идёт две недели.",
    "Решение принимают без собрания жителей, и потом никто не хочет содержать построенное.",
    "Слова закона можно прочесть двояко, суды решают по-разному.",
    "В соседнем регионе такой порядок работает третий год без жалоб.",
    "Денег на это в бюджете района нет, а помощи области не предусмотрено.",
    "Подрядчики срывают работы каждую весну, и спросить с них некому.",
    "Для больших городов это подходит, а в деревне в комиссию не набрать и трёх человек.",
    "Отчёт появляется на сайте тогда, когда исправить уже ничего нельзя.",
    "Пенсионерам трудно подать бумаги через портал, помочь им некому.",
    "Дорога до районного центра занимает целый день, а приём ведут только утром.",
)  # fmt: skip
_GREETINGS: Final = ("", "", "", "Здравствуйте! ", "Добрый день! ", "Уважаемые депутаты! ")
_SIGNING: Final = ("", "", "", "\nСпасибо за внимание", " Прошу учесть.")
_WORDING_SHARE, _SLIP_SHARE = 0.3, 0.04
_LONG: Final = 8


@dataclass(frozen=True, slots=True)
class Argument:
    """One thought on one place, as the first who had it put it."""

    provision: Provision | None
    words: texts.Words


@dataclass(slots=True)
class Campaigns:
    """So many arguments on these provisions, a few of them of very many people. The same `random`
    gives the same words."""

    random: Random
    provisions: Sequence[Provision]
    number: int
    _arguments: list[Argument] = field(default_factory=list)
    _weights: list[float] = field(default_factory=list)
    _said: int = 0

    def __post_init__(self) -> None:
        places = self.random.sample(list(self.provisions), len(self.provisions))
        self._arguments = [self._argument(number, places) for number in range(self.number)]
        # The twentieth argument has still a tenth of the voices of the first.
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(self.number)))

    def next(self) -> tuple[Argument, bool]:
        """An argument in somebody's manner; whether it is its first text, which comes before any
        argument is repeated."""
        is_first = self._said < self.number
        found = (
            self._arguments[self._said]
            if is_first
            else self.random.choices(self._arguments, cum_weights=self._weights)[0]
        )
        self._said += 1
        return (found if is_first else self._in_own_manner(found)), is_first

    def _argument(self, number: int, places: Sequence[Provision]) -> Argument:
        """Thoughts on one place differ in what is asked for, so that none is another's copy."""
        place = places[number % len(places)] if places else None
        turn = number // max(len(places), 1)
        verb = _VERBS[(number * 3 + turn) % len(_VERBS)]
        what = _WHAT[(number * 7 + turn * 5) % len(_WHAT)]
        whom = _WHOM[(number + turn * 3) % len(_WHOM)]
        reasons = self.random.sample(_WHY, self.random.randint(1, 4))
        kind = "amend" if self.random.random() < _WORDING_SHARE else "opinion"
        proposed = f"Следует {verb} {what} {whom} на срок {20 + number % 40} рабочих дней."
        return Argument(
            place,
            texts.Words(
                kind=kind,
                stance="with_changes",
                rationale=f"Предлагаю {verb} {what} {whom}. {' '.join(reasons)}",
                proposed=proposed if kind == "amend" else "",
            ),
        )

    def _in_own_manner(self, one: Argument) -> Argument:
        words = one.words
        own = words.rationale
        if self.random.random() < _SLIP_SHARE:
            own = _with_slip(own, self.random)
        said = f"{self.random.choice(_GREETINGS)}{own}{self.random.choice(_SIGNING)}"
        return Argument(one.provision, texts.Words(words.kind, words.stance, said, words.proposed))


def _with_slip(text: str, random: Random) -> str:
    """One letter doubled in a long word."""
    words = text.split(" ")
    at = random.choice([n for n, word in enumerate(words) if len(word) >= _LONG and word.isalpha()])
    place = random.randrange(2, len(words[at]) - 1)
    words[at] = words[at][:place] + words[at][place - 1] + words[at][place:]
    return " ".join(words)
