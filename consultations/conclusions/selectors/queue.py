"""Where a clerk stands in the list that he works through."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.selectors.answer_list import ORDER, Wanted, matching
from consultations.process.models import Consultation


@dataclass(frozen=True, slots=True)
class Place:
    """A group among those that a filter shows. `number` is None if it is not one of them; `before`
    and `after` are its neighbours (keys), `following` the next one without a draft or an answer,
    from the beginning again after the last."""

    number: int | None
    total: int
    before: int | None
    after: int | None
    following: int | None


def place_of(group: ArgumentGroup, wanted: Wanted) -> Place:
    """The place of a group in the list with these filters ; at most five
    queries."""
    groups = matching(group.consultation, wanted)
    earlier = Q(position__lt=group.position) | Q(position=group.position, pk__lt=group.pk)
    later = Q(position__gt=group.position) | Q(position=group.position, pk__gt=group.pk)
    counted = groups.aggregate(
        total=Count("pk"), ahead=Count("pk", filter=earlier), own=Count("pk", filter=Q(pk=group.pk))
    )
    keys = groups.order_by(*ORDER).values_list("pk", flat=True)
    backwards = groups.order_by(*(f"-{name}" for name in ORDER)).values_list("pk", flat=True)
    waiting = keys.filter(is_open=True, draft=None).exclude(pk=group.pk)
    return Place(
        number=counted["ahead"] + 1 if counted["own"] else None,
        total=counted["total"],
        before=backwards.filter(earlier).first(),
        after=keys.filter(later).first(),
        following=waiting.filter(later).first() or waiting.first(),
    )


def drafted_since(consultation: Consultation, user_id: int | None, since: dt.datetime) -> int:
    """How many drafts of this person have been saved since; one query."""
    drafts = AnswerDraft.objects.in_consultation(consultation.pk)
    return drafts.filter(saved_by=user_id, saved_at__gte=since).count()
