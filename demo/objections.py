"""Objections of authors to answers, and what the sponsor of a bill says."""

from typing import TYPE_CHECKING, Final

from consultations.conclusions import services as conclusions
from consultations.conclusions.models import ArgumentGroup
from demo.content.bills import SILENCE
from demo.content.types import Moment

if TYPE_CHECKING:
    from demo.scenario import World

_REVIEWERS: Final = ("member-assembly", "galushko")
_DECIDED: Final = "b06"
_OBJECTION: Final = (
    "Я писал о том, во сколько обойдётся простой бригады, и предлагал час вместо двух. В ответе "
    "об этом ни слова: сказано только, когда работать можно."
)
_REASONING: Final = (
    "Ответ краткий, но по существу: комитет назвал причину, по которой выбран период с 13 до 15 "
    "часов, – режим дня дошкольников, и показал, что рабочее время бригады сохраняется. О стоимости "
    "простоя автор может заявить при подготовке финансово-экономического обоснования."
)
_WAITING: Final = "b03"
_SECOND: Final = (
    "Ответ о массовых гуляниях, а предложение о другом: летом в 22 часа ещё светло и люди просто "
    "гуляют у дома. На этот довод комитет не ответил."
)
# Comment, stance, words, when.
_POSITIONS: Final[tuple[tuple[str, str, str, Moment], ...]] = (
    (
        "b01",
        "partly",
        (
            "Готовы вернуть границу 7 часов для рабочих дней. В выходные и праздники предлагаем "
            "сохранить более позднее время, как определено статьёй 3."
        ),
        (-6, "16:20"),
    ),
    (
        "b06",
        "objects",
        "Два часа дневного отдыха – смысл законопроекта. За один час ребёнок не успевает уснуть.",
        (-5, "10:05"),
    ),
    ("b10", "supports", "", (-4, "11:40")),
)


def load_objections(world: "World") -> None:
    """Who decides is named; one objection is decided, one waits."""
    consultation = world.consultations[SILENCE]
    for key in _REVIEWERS:
        conclusions.name_reviewer(
            actor=world.users["secretary"],
            consultation=consultation,
            user=world.users[key],
            now=world.at((-6, "09:00")),
        )
    objection = conclusions.file_answer_objection(
        actor=None, comment=world.comments[_DECIDED], text=_OBJECTION, now=world.at((-5, "12:00"))
    )
    conclusions.decide_answer_objection(
        actor=world.users[_REVIEWERS[0]],
        objection=objection,
        outcome="rejected",
        reasoning=_REASONING,
        now=world.at((-2, "10:00")),
    )
    conclusions.file_answer_objection(
        actor=None, comment=world.comments[_WAITING], text=_SECOND, now=world.at((-1, "19:30"))
    )


def load_positions(world: "World") -> None:
    """What the deputies say on three arguments."""
    for key, stance, words, moment in _POSITIONS:
        conclusions.give_position(
            actor=world.users["sponsor"],
            group=ArgumentGroup.objects.get(items__comment=world.comments[key]),
            stance=stance,
            text=words,
            seen_revision=0,
            now=world.at(moment),
        )
