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


def _answer(world: World, data: AnswerData, minutes: str, now: dt.datetime) -> None:
    covered = Q(comment__in=[world.comments[key] for key in data.covers if key in world.comments])
    covered |= Q(remark__in=[world.remarks[key] for key in data.covers if key in world.remarks])
    items = ArgumentItem.objects.filter(covered).values("group")
    groups = ArgumentGroup.objects.filter(pk__in=items).select_related("consultation")
    by_consultation: dict[Consultation, dict[int, int]] = {}
    words = AnswerWords(data.disposition, data.reason, data.text, data.norm, data.expected)
    for group in groups:
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
