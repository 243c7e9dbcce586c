"""Groups of argument with their answers, as facts of a snapshot."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Prefetch
from django.utils import timezone

from consultations.comments.models import CommentStatus
from consultations.conclusions import texts
from consultations.conclusions.domain.snapshot import AnswerFacts, Entry, GroupFacts
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem
from consultations.conclusions.salts import Salts
from consultations.hearings.models import Recommendation
from consultations.process.models import Consultation

PORTION: Final = 4_000
# What a commitment to a proposal is made of; rows of the model would cost ten times the memory.
# (`comment` is the column of the justification.)
_COMMENT: Final = ("kind", "quoted_text", "proposed_text", "comment")


@dataclass(slots=True)
class Members:
    comments: list[Entry] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    recommendations: list[Entry] = field(default_factory=list)


def groups(
    consultation: Consultation, salts: Salts, first: int | None = None
) -> Iterator[GroupFacts]:
    """In the order of the text, all or the `first` so many, each with the members that are shown,
    in the order in which they came."""
    current = Answer.objects.current().select_related("agreement")
    answerable = ArgumentGroup.objects.filter(consultation=consultation).answerable()
    rows = answerable.select_related("provision").prefetch_related(
        Prefetch("answers", current, to_attr="current_answers")
    )
    found = list(rows.order_by("position", "pk")[:first])
    members = _members(consultation, salts, None if first is None else [row.pk for row in found])
    for group in found:
        mine = members[group.pk]
        yield GroupFacts(
            id=group.pk,
            provision_id=group.provision_id,
            path=group.provision.path if group.provision else "",
            comments=tuple(mine.comments),
            remarks=tuple(mine.remarks),
            answer=_answer(group, salts),
            recommendations=tuple(mine.recommendations),
        )


def _members(
    consultation: Consultation, salts: Salts, only: list[int] | None
) -> dict[int, Members]:
    """By group, of all of them or of some; read by portions."""
    found: dict[int, Members] = defaultdict(Members)
    items = ArgumentItem.objects.shown().filter(group__consultation=consultation).order_by("pk")
    if only is not None:
        items = items.filter(group__in=only)
    said = items.filter(comment__status=CommentStatus.PUBLISHED)
    rows = said.values_list("group", "comment", *(f"comment__{name}" for name in _COMMENT))
    for group, pk, *parts in rows.iterator(PORTION):
        text = texts.comment_parts(*parts)
        found[group].comments.append(Entry(pk, salts.commit("comment", pk, text)))
    for group, pk in items.exclude(remark=None).values_list("group", "remark"):
        found[group].remarks.append(pk)
    heard: Any = items.exclude(recommendation=None).select_related("recommendation")
    for item in heard:
        row: Recommendation = item.recommendation
        text = texts.of_recommendation(row)
        entry = Entry(row.pk, salts.commit("recommendation", row.pk, text))
        found[item.group_id].recommendations.append(entry)
    return found


def _answer(group: ArgumentGroup, salts: Salts) -> AnswerFacts | None:
    answers: list[Answer] = group.current_answers  # type: ignore[attr-defined]
    if group.is_open or not answers:
        return None
    answer = answers[0]
    agreement = answer.agreement
    return AnswerFacts(
        id=answer.pk,
        revision=answer.revision,
        disposition=str(answer.disposition),
        reason_code=answer.reason_code,
        published_on=timezone.localdate(answer.published_at).isoformat(),
        commitment=salts.commit("answer", answer.pk, texts.of_answer(answer)),
        sitting_on=agreement.sitting_on.isoformat() if agreement else "",
        minutes_number=agreement.minutes_number if agreement else "",
    )
