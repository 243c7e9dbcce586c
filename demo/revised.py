"""After the conclusion: an objection is upheld, the committee answers anew, both sign another
revision."""

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from consultations.conclusions import services as conclusions
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import ArgumentGroup
from demo.content.bills import VOLUNTEERS

if TYPE_CHECKING:
    from demo.scenario import World

_REVIEWER: Final = "galushko"
_OBJECTED: Final = "c22"
_OBJECTION: Final = (
    "В ответе сказано, почему область не может обязать округа возить добровольцев бесплатно. Но "
    "просить округа о том же закон может, и об этом в ответе ни слова."
)
_REASONING: Final = (
    "Довод автора обоснован: комитет объяснил, почему нельзя обязать, и не рассмотрел, можно ли "
    "рекомендовать. Комитету следует ответить на эту часть предложения."
)
_ANEW: Final = AnswerData(
    "noted",
    "already_in_text",
    "Бесплатный проезд требует возмещения расходов перевозчикам из местных бюджетов. Закон области "
    "не может возложить на муниципальные образования такие расходы без передачи средств. "
    "Рекомендовать эту меру закон может и рекомендует: муниципалитеты вправе ввести её сами (часть "
    "1 статьи об участии органов местного самоуправления).",
    "Бюджетный кодекс Российской Федерации, статья 86; Федеральный закон № 131-ФЗ",
)


def load_revision(world: "World") -> None:
    """Everybody acts at the moment at which they would."""
    consultation = world.consultations[VOLUNTEERS]
    _object(world)
    _answer(world)
    conclusions.sign_summary(
        actor=world.users["chair-committee"],
        consultation=consultation,
        number="13-С",
        now=world.at((-22, "16:10")),
    )
    conclusions.finalise_conclusion(
        actor=world.users["secretary"],
        consultation=consultation,
        number="9-СЗ",
        now=world.at((-21, "11:45")),
    )


def _object(world: "World") -> None:
    conclusions.name_reviewer(
        actor=world.users["secretary"],
        consultation=world.consultations[VOLUNTEERS],
        user=world.users[_REVIEWER],
        now=world.at((-29, "17:30")),
    )
    objection = conclusions.file_answer_objection(
        actor=None, comment=world.comments[_OBJECTED], text=_OBJECTION, now=world.at((-29, "18:20"))
    )
    conclusions.decide_answer_objection(
        actor=world.users[_REVIEWER],
        objection=objection,
        outcome="upheld",
        reasoning=_REASONING,
        now=world.at((-26, "10:00")),
    )


def _answer(world: "World") -> None:
    now = world.at((-24, "15:20"))
    group = ArgumentGroup.objects.get(items__comment=world.comments[_OBJECTED])
    draft = conclusions.draft_answer(actor=world.clerk, group=group, data=_ANEW, now=now)
    asked = {"actor": world.clerk, "consultation": world.consultations[VOLUNTEERS], "now": now}
    versions = {group.pk: draft.version}
    conclusions.agree_answers(
        **asked, versions=versions, sitting_on=timezone.localdate(now), minutes_number="11"
    )
    conclusions.publish_answers(**asked, versions=versions, despite_flaws=versions)
