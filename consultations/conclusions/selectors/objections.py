"""Objections of authors to answers: who may object, what became of it, and how it is counted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.utils import timezone

from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions.errors import ObjectionProblem
from consultations.conclusions.models import (
    Answer,
    AnswerObjection,
    AnswerObjectionOutcome,
    ArgumentGroup,
)
from consultations.process.models import Consultation
from core.rules import selectors as rules
from core.rules.domain.calendar import ComputedDate
from core.web.paging import Page, keyset_page

FILING_TERM: Final = "objection.answer.filing"
DECIDING_TERM: Final = "objection.answer"
REVISION_TERM: Final = "answer.revision"


@dataclass(frozen=True, slots=True)
class ObjectionNumbers:
    """Objections to the answers of one consultation: filed = upheld + answered + rejected +
    waiting. `answered` were justified, and the committee had answered anew before the decision;
    overdue are those of `waiting` whose term has passed. One person objects to one answer once."""

    filed: int = 0
    upheld: int = 0
    rejected: int = 0
    waiting: int = 0
    overdue: int = 0
    answered: int = 0


def objection_numbers(
    consultation_ids: Collection[int], *, on: dt.date
) -> dict[int, ObjectionNumbers]:
    """The one definition of these counts, zeros where there is nothing; one query."""
    rows = (
        AnswerObjection.objects.filter(consultation__in=list(consultation_ids))
        .order_by()
        .values("consultation")
        .annotate(
            filed=Count("pk"),
            upheld=Count("pk", filter=Q(outcome=AnswerObjectionOutcome.UPHELD)),
            answered=Count("pk", filter=Q(outcome=AnswerObjectionOutcome.ANSWERED)),
            rejected=Count("pk", filter=Q(outcome=AnswerObjectionOutcome.REJECTED)),
            waiting=Count("pk", filter=Q(outcome="")),
            overdue=Count("pk", filter=Q(outcome="", due_on__lt=on)),
        )
    )
    found = {row.pop("consultation"): ObjectionNumbers(**row) for row in rows}
    return {pk: found.get(pk, ObjectionNumbers()) for pk in consultation_ids}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the author of a proposal may object now. `problem` says why not; `term` tells until
    when; `objection` is the one that was filed."""

    group: ArgumentGroup | None
    answer: Answer | None
    objection: AnswerObjection | None
    term: ComputedDate | None
    problem: ObjectionProblem | None


def standing_of(comment: ProvisionComment, *, now: dt.datetime) -> Standing:
    """For the author's page and for the service: the same judgement."""
    groups = ArgumentGroup.objects.filter(items__comment=comment).select_related("provision")
    group = groups.first()
    answers = Answer.objects.current().with_beside().filter(group=group)
    answer = answers.select_related("group__provision", "group__consultation__responder").first()
    objection = _own(comment, group)
    term = filing_term(answer) if answer is not None else None
    problem = _problem(comment, answer, objection, term, timezone.localdate(now))
    return Standing(group, answer, objection, term, problem)


def _own(comment: ProvisionComment, group: ArgumentGroup | None) -> AnswerObjection | None:
    """What the author has filed: on this proposal wherever it was, on the answer of this group, or
    on another proposal that is in it by now; that on this proposal first."""
    where = Q(comment=comment) | Q(group=group) | Q(comment__argument__group=group)
    mine = AnswerObjection.objects.filter(where, person=comment.contact.email_hash)
    ranked = mine.annotate(is_other=Case(When(comment=comment, then=Value(0)), default=Value(1)))
    return ranked.with_sources().order_by("is_other", "filed_at", "pk").first()


def present_answer(objection: AnswerObjection) -> Answer | None:
    """The answer to the proposal now, in whichever group it is; None if that has none. One
    query."""
    here = Answer.objects.current().filter(group__items__comment=objection.comment_id)
    return here.first()


def _problem(
    comment: ProvisionComment,
    answer: Answer | None,
    objection: AnswerObjection | None,
    term: ComputedDate | None,
    today: dt.date,
) -> ObjectionProblem | None:
    if objection is not None:
        return ObjectionProblem.OBJECTED_ALREADY
    if comment.status != CommentStatus.PUBLISHED:
        return ObjectionProblem.NOT_PUBLISHED
    if answer is None:
        return ObjectionProblem.NO_ANSWER
    if term is None:
        return ObjectionProblem.NO_TERM
    return ObjectionProblem.TERM_OVER if today > term.day else None


def filing_term(answer: Answer) -> ComputedDate | None:
    """Until when one may object to an answer, by the rules of the day on which it was published;
    None where they give no day."""
    published_on = timezone.localdate(answer.published_at)
    return rules.explain_dues([(FILING_TERM, published_on)])[0]


def objections_of(group_ids: Collection[int]) -> dict[int, list[AnswerObjection]]:
    """Objections by group, the oldest first: to its answers, and on proposals that are in it by
    now. Groups without any are left out. One query."""
    found: dict[int, list[AnswerObjection]] = defaultdict(list)
    keys = set(group_ids)
    here = Q(group__in=keys) | Q(comment__argument__group__in=keys)
    objections = AnswerObjection.objects.with_sources().filter(here)
    for objection in objections.order_by("filed_at", "pk"):
        for key in {objection.group_id, objection.present_group.pk} & keys:
            found[key].append(objection)
    return dict(found)


def public_objections(
    consultation: Consultation, *, cursor: str | None, per_page: int
) -> Page[AnswerObjection]:
    """All objections of a consultation, the newest first; one query."""
    found = AnswerObjection.objects.with_sources().filter(consultation=consultation)
    return keyset_page(found, order=("-filed_at", "-pk"), cursor=cursor, per_page=per_page)


def objections_for(user: Any, *, cursor: str | None, per_page: int) -> Page[AnswerObjection]:
    """What a member has to decide, by its term, and then what was decided; one query."""
    mine = AnswerObjection.objects.with_sources().filter(reviewer__user=user)
    ranked = mine.annotate(is_decided=Case(When(outcome="", then=Value(0)), default=Value(1)))
    order = ("is_decided", "due_on", "pk")
    return keyset_page(ranked, order=order, cursor=cursor, per_page=per_page)


def objection_for(user: Any, pk: int) -> AnswerObjection | None:
    """One of them, with what its page shows; decided ones as well."""
    found = AnswerObjection.objects.with_sources().filter(pk=pk, reviewer__user=user)
    return found.first()


def overdue_objections(on: dt.date, *, at_most: int) -> list[AnswerObjection]:
    """Those whose term has passed, in all consultations; one query."""
    late = AnswerObjection.objects.overdue(on).with_sources()
    return list(late.order_by("due_on", "pk")[:at_most])


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A consultation in which objections wait for somebody to be named, or their texts for a
    check."""

    consultation_id: int
    title: str
    count: int
    due_on: dt.date


def unassigned(organisers: Collection[int], *, at_most: int) -> list[Unassigned]:
    """By the first term; one query, none without organisers."""
    if not organisers:
        return []
    rows: QuerySet[Any, Any] = (
        AnswerObjection.objects.for_organiser()
        .filter(consultation__organiser__in=list(organisers))
        .order_by()
        .values("consultation", title=F("consultation__version__bill__title"))
        .annotate(count=Count("pk"), due=Min("due_on"))
        .order_by("due", "consultation")
    )
    return [
        Unassigned(row["consultation"], row["title"], row["count"], row["due"])
        for row in rows[:at_most]
    ]
