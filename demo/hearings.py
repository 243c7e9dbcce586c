"""Hearings on the bill on silence: minutes with recommendations, one of them answered."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from consultations.conclusions import services as conclusions
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import ArgumentGroup
from consultations.hearings import services as hearings
from consultations.hearings.domain.minutes import MinutesData, RecommendationData
from consultations.process import services as process
from consultations.process.models import Consultation
from core.accounts.models import Membership, MembershipRole
from demo.content.bills import SILENCE
from demo.content.people import ASSEMBLY, CHAMBER, COMMITTEE

if TYPE_CHECKING:
    from demo.scenario import World

HEARING = "hearing"
_HELD = -24
_ADOPTED = RecommendationData(
    text="Сохранить в законе возможность ремонта в новостройках в первые полтора года после сдачи дома без дневного перерыва: пока дом заселяется, шумят все.",
    votes_for=41, votes_against=9, votes_abstained=4,
)  # fmt: skip
_WAITING = RecommendationData(
    text="Предусмотреть памятку о тишине и покое, которую управляющая организация вручает новым жильцам вместе с ключами.",
    votes_for=38, votes_against=7, votes_abstained=9,
)  # fmt: skip
_REJECTED = RecommendationData(
    text="Запретить салюты и фейерверки на всей территории области.",
    votes_for=25, votes_against=25, votes_abstained=4,
)  # fmt: skip


def announce(world: "World") -> None:
    """By the committee's clerk; the Chamber holds them."""
    world.consultations[HEARING] = process.announce_consultation(
        actor=world.clerk,
        version=world.versions[SILENCE, 1],
        form="hearing",
        organiser=world.council(CHAMBER),
        responder=world.bodies[COMMITTEE],
        addressee=world.bodies[ASSEMBLY],
        announced_on=world.day(-48),
        opens_on=world.day(-44),
        closes_on=world.day(-22),
        question="Какие часы тишины и какие исключения из них нужны жителям области?",
        basis="Обращение ответственного комитета Законодательного Собрания.",
        procedure="Слушания проводятся очно в зале заседаний Общественной палаты; говорят все, кто записался; рекомендации ставятся на голосование.",
        results_method="Рекомендации принимаются большинством голосов участников и вносятся в протокол.",
        slug="slushaniya-o-tishine",
        now=world.at((-48, "11:00")),
    )


def work(world: "World") -> None:
    """The minutes are signed two days after the hearings; the committee has answered one
    recommendation."""
    event = Consultation.objects.get(pk=world.consultations[HEARING].pk)
    actor, now = world.users["secretary"], world.at((_HELD + 2, "15:00"))
    draft = hearings.save_minutes(
        actor=actor, consultation=event, data=_minutes(world), version=0, now=now
    )
    minutes = hearings.sign_minutes(actor=actor, consultation=event, version=draft.version, now=now)
    first = minutes.recommendations.get(position=1)
    _answer(world, ArgumentGroup.objects.get(items__recommendation=first))


def _minutes(world: "World") -> MinutesData:
    return MinutesData(
        held_on=world.day(_HELD),
        started_at=dt.time(15),
        ended_at=dt.time(17, 20),
        place="г. Благовещенск, зал заседаний Общественной палаты",
        number="2",
        chair_name=_name(world, MembershipRole.CHAIR),
        secretary_name=_name(world, MembershipRole.SECRETARY),
        attending=57,
        officials="Представитель министерства юстиции области, начальник отдела\nПредставитель администрации г. Благовещенска, заместитель начальника управления",
        question="Какие часы тишины и какие исключения из них нужны жителям области?",
        course="Выступили одиннадцать участников: шестеро говорили о ремонте в новых домах, трое – о музыке во дворах, двое – о праздничных фейерверках. Представитель администрации рассказал, как рассматриваются жалобы на шум.",
        recommendations=(_ADOPTED, _WAITING, _REJECTED),
    )


def _name(world: "World", role: str) -> str:
    """Who sits in the Chamber in this role."""
    places = Membership.objects.filter(body=world.council(CHAMBER), role=role)
    return places.select_related("user")[0].user.full_name


def _answer(world: "World", group: ArgumentGroup) -> None:
    now = world.at((-3, "11:30"))
    words = AnswerData(
        "rejected", "excessive",
        "Дневной перерыв занимает два часа. В домах, которые заселяются, живут и семьи с детьми, въехавшие первыми; для них перерыв нужен не меньше, чем в старых домах.",
        norm="Пункт 3 части 1 статьи 3 в редакции законопроекта",
    )  # fmt: skip
    draft = conclusions.draft_answer(actor=world.clerk, group=group, data=words, now=now)
    batch = {"actor": world.clerk, "consultation": group.consultation, "now": now}
    versions = {group.pk: draft.version}
    conclusions.agree_answers(
        versions=versions, sitting_on=timezone.localdate(now), minutes_number="7", **batch
    )
    conclusions.publish_answers(versions=versions, despite_flaws=versions, **batch)
