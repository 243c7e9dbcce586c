"""What follows from an objection that was upheld after the conclusion: another answer, then the
next revision of the summary, then of the conclusion."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations.conclusions.models import (
    Answer,
    AnswerObjection,
    AnswerObjectionOutcome,
    ArgumentGroup,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.conclusions.selectors.objections import REVISION_TERM
from consultations.process.domain.lifecycle import days_late
from consultations.process.models import Consultation
from core.rules import selectors as rules


class Stage(StrEnum):
    """Who is to do what: the committee answers, the committee signs, the organiser signs."""

    ANSWER = "answer"
    SUMMARY = "summary"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Revision:
    """A concluded event whose answers have to be, or were, revised. `count`: answers that wait;
    `due_on`: until when, by the rules of the day of the decision, while there are any."""

    consultation: Consultation
    stage: Stage
    count: int
    due_on: dt.date | None

    def days_late(self, on: dt.date) -> int:
        return days_late(self.due_on, on) if self.due_on else 0


def revisions_of(consultations: QuerySet[Consultation], *, at_most: int) -> list[Revision]:
    """Those of these consultations that are concluded, by the day of the decision; one query, and
    those of the terms where answers wait."""
    upheld = AnswerObjection.objects.filter(
        consultation=OuterRef("pk"), outcome=AnswerObjectionOutcome.UPHELD
    )
    found = consultations.filter(Exists(upheld), status="concluded").select_related(
        "version__bill", "responder", "organiser"
    )
    rows = [(item, stage) for item in _dated(found) if (stage := _stage(item)) is not None]
    rows = rows[:at_most]
    waiting = [item for item, stage in rows if stage is Stage.ANSWER]
    terms = [(REVISION_TERM, timezone.localdate(item.decided_at)) for item in waiting]
    days = {
        item.pk: found.day if found else None
        for item, found in zip(waiting, rules.explain_dues(terms), strict=True)
    }
    return [Revision(item, stage, item.contested or 0, days.get(item.pk)) for item, stage in rows]


def revisions_due(
    committees: Collection[int], organisers: Collection[int], *, at_most: int
) -> list[Revision]:
    """What these committees have to answer and to sign, and these organisers to sign."""
    if not committees and not organisers:
        return []
    mine = Q(responder__in=list(committees)) | Q(organiser__in=list(organisers))
    return [
        one
        for one in revisions_of(Consultation.objects.filter(mine), at_most=at_most)
        if (
            one.consultation.organiser_id in organisers
            if one.stage is Stage.CONCLUSION
            else one.consultation.responder_id in committees
        )
    ]


def _dated(found: QuerySet[Consultation]) -> Any:
    """With what `_stage` compares."""
    contested = ArgumentGroup.objects.answerable().filter(
        consultation=OuterRef("pk"), is_contested=True
    )
    one = contested.order_by().values("consultation")
    objected = Q(objections__outcome=AnswerObjectionOutcome.UPHELD)
    present = objected & Q(objections__answer__is_current=True)
    # Where the answer was revised between the objection and the decision, no objection is to the
    # present one.
    since = Coalesce(
        Min("objections__decided_at", filter=present),
        Min("objections__decided_at", filter=objected),
    )
    summaries = ProposalSummary.objects.filter(consultation=OuterRef("pk")).order_by("-revision")
    conclusions = SummaryConclusion.objects.filter(consultation=OuterRef("pk"))
    newest = conclusions.order_by("-revision")
    answers = Answer.objects.current().filter(group__consultation=OuterRef("pk"), group__size__gt=0)
    return found.annotate(
        contested=Subquery(one.annotate(n=Count("pk", distinct=True)).values("n")),
        decided_at=Subquery(one.annotate(since=since).values("since")),
        newest_summary=Subquery(summaries.values("pk")[:1]),
        concluded_summary=Subquery(newest.values("summary")[:1]),
        said_at=Coalesce(
            Subquery(summaries.values("signed_at")[:1]), Subquery(newest.values("signed_at")[:1])
        ),
        revised_at=Subquery(answers.order_by("-published_at").values("published_at")[:1]),
    ).order_by(F("decided_at").asc(nulls_last=True), "pk")


def _stage(item: Any) -> Stage | None:
    if item.contested:
        return Stage.ANSWER
    if item.revised_at and item.said_at and item.revised_at > item.said_at:
        return Stage.SUMMARY
    return Stage.CONCLUSION if item.newest_summary != item.concluded_summary else None
