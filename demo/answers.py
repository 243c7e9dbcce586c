"""What the committee has answered: drafted, agreed at a sitting, published."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from consultations.conclusions import services as conclusions
from consultations.conclusions.domain.answers import AnswerData as AnswerWords
from consultations.conclusions.models import ArgumentGroup, ArgumentItem
from consultations.process.models import Consultation
from demo.content.answers import ANSWERS
from demo.content.answers_drafts import ASSIGNED, DRAFTS
from demo.content.types import AnswerData

if TYPE_CHECKING:
    from demo.scenario import World


def load_answers(world: World) -> None:
    """Every position on all groups in which what it covers stands; each day has its sitting."""
    sittings: dict[dt.date, int] = {}
    for data in sorted(ANSWERS, key=lambda answer: world.at(answer.at)):
        now = world.at(data.at)
        number = sittings.setdefault(timezone.localdate(now), len(sittings) + 1)
        _answer(world, data, f"{number}", now)


def load_drafts(world: World) -> None:
    """What the staff works on: assigned, drafted, and in part agreed at a sitting."""
    for key, covers in ASSIGNED.items():
        for consultation, groups in _by_event(_groups(world, covers)).items():
            conclusions.assign_groups(
                actor=world.clerk,
                consultation=consultation,
                groups=[group.pk for group in groups],
                assignee=world.users[key],
                now=world.at((-4, "09:10")),
            )
    agreed: dict[Consultation, dict[int, int]] = {}
    for data in DRAFTS:
        now = world.at(data.answer.at)
        for group in _groups(world, data.answer.covers):
            draft = conclusions.draft_answer(
                actor=world.users[data.by], group=group, data=_words(data.answer), now=now
            )
            if data.is_agreed:
                agreed.setdefault(group.consultation, {})[group.pk] = draft.version
    for consultation, versions in agreed.items():
        conclusions.agree_answers(
            actor=world.clerk,
            consultation=consultation,
            versions=versions,
            sitting_on=world.day(-2),
            minutes_number="14",
            now=world.at((-2, "17:30")),
        )


def _groups(world: World, covers: tuple[str, ...]) -> list[ArgumentGroup]:
    """Those in which what a position covers stands."""
    covered = Q(comment__in=[world.comments[key] for key in covers if key in world.comments])
    covered |= Q(remark__in=[world.remarks[key] for key in covers if key in world.remarks])
    items = ArgumentItem.objects.filter(covered).values("group")
    return list(ArgumentGroup.objects.filter(pk__in=items).select_related("consultation"))


def _by_event(groups: list[ArgumentGroup]) -> dict[Consultation, list[ArgumentGroup]]:
    found: dict[Consultation, list[ArgumentGroup]] = {}
    for group in groups:
        found.setdefault(group.consultation, []).append(group)
    return found


def _words(data: AnswerData) -> AnswerWords:
    return AnswerWords(data.disposition, data.reason, data.text, data.norm, data.expected)


def _answer(world: World, data: AnswerData, minutes: str, now: dt.datetime) -> None:
    by_consultation: dict[Consultation, dict[int, int]] = {}
    words = _words(data)
    for group in _groups(world, data.covers):
        draft = conclusions.draft_answer(actor=world.clerk, group=group, data=words, now=now)
        by_consultation.setdefault(group.consultation, {})[group.pk] = draft.version
    for consultation, versions in by_consultation.items():
        conclusions.agree_answers(
            actor=world.clerk,
            consultation=consultation,
            versions=versions,
            sitting_on=timezone.localdate(now),
            minutes_number=minutes,
            now=now,
        )
        # One position on several groups is the same text on purpose.
        conclusions.publish_answers(
            actor=world.clerk,
            consultation=consultation,
            versions=versions,
            now=now,
            despite_flaws=versions,
        )
