"""Answers by what they are about, and how they are counted."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    When,
)

from consultations.comments.models import CommentStatus
from consultations.conclusions.domain.tally import Counts, Kind, Tally
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem
from consultations.conclusions.querysets import ArgumentItemQuerySet
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.web.kept import Kept

_tallies: Final = Kept[Tally](500)


def answers_for_comments(ids: Collection[int]) -> dict[int, Answer]:
    """The current answer by id of comment; comments without one are left out. One query.

    Each answer comes with its group, provision, consultation and responder.
    """
    return _by_member("comment", ids)


def answers_for_remarks(ids: Collection[int]) -> dict[int, Answer]:
    """The same by id of a council's remark."""
    return _by_member("remark", ids)


def answers_for_recommendations(ids: Collection[int]) -> dict[int, Answer]:
    """The same by id of a recommendation of hearings."""
    return _by_member("recommendation", ids)


def _by_member(member: str, ids: Collection[int]) -> dict[int, Answer]:
    if not ids:
        return {}
    # The join makes one row for each member, so an answer to a group comes once for each of them.
    found = (
        Answer.objects.current()
        .with_beside()
        .filter(**{f"group__items__{member}__in": list(ids)})
        .annotate(member_id=F(f"group__items__{member}_id"))
        .select_related("group__provision", "group__consultation__responder")
    )
    return {answer.member_id: answer for answer in found}


def group_of_comment(comment_id: int) -> ArgumentGroup | None:
    """The group of a comment with its consultation; None if it is in none. One query."""
    groups = ArgumentGroup.objects.select_related("consultation")
    return groups.filter(items__comment=comment_id).first()


def tally(consultation: Consultation) -> Tally:
    """How the committee has answered so far: published proposals and remarks."""
    return tallies([consultation.pk])[consultation.pk]


def remark_tallies(council_ids: Collection[int]) -> dict[int, Counts]:
    """How the remarks of councils were answered, in all events together, zeros where there is
    nothing; one query. Only remarks of adopted opinions are in groups."""
    rows = (
        _with_position(ArgumentItem.objects.shown())
        .filter(remark__opinion__council__in=list(council_ids))
        .values("position", council=F("remark__opinion__council"))
        .annotate(total=Count("pk"))
        .order_by()
    )
    sums: dict[int, list[tuple[Kind, str | None, int]]] = {pk: [] for pk in council_ids}
    for row in rows:
        sums[row["council"]].append((Kind.REMARK, row["position"], row["total"]))
    return {pk: Tally.of(found).remarks for pk, found in sums.items()}


def tallies(consultation_ids: Collection[int]) -> dict[int, Tally]:
    """The same for several consultations at once, zeros where there is nothing; two queries and
    those of the numbers. Only answers are gone through, not what still waits for one."""
    published = numbers(consultation_ids)
    by_consultation: dict[int, list[tuple[Kind, str | None, int]]] = {
        pk: [(Kind.PROPOSAL, None, published[pk].published)] for pk in consultation_ids
    }
    answered = _with_position(ArgumentItem.objects.all()).filter(
        comment__status=CommentStatus.PUBLISHED,
        group__consultation__in=list(consultation_ids),
        answer__isnull=False,  # so that the answers are gone through
        position__isnull=False,
    )
    for pk, position, count in _by_position(answered):
        by_consultation[pk] += [
            (Kind.PROPOSAL, position, count),
            (Kind.PROPOSAL, None, -count),
        ]
    for pk, kind, position, count in _of_bodies(consultation_ids):
        by_consultation[pk].append((kind, position, count))
    return {pk: Tally.of(sums) for pk, sums in by_consultation.items()}


def _of_bodies(consultation_ids: Collection[int]) -> Iterator[tuple[int, Kind, str | None, int]]:
    """Remarks of councils and recommendations of hearings: (consultation, kind, disposition or
    None, how many); one query."""
    rows = (
        _with_position(ArgumentItem.objects.shown())
        .filter(comment=None, group__consultation__in=list(consultation_ids))
        .annotate(is_remark=ExpressionWrapper(Q(remark__isnull=False), output_field=BooleanField()))
        .order_by()
        .values_list("group__consultation", "is_remark", "position")
        .annotate(total=Count("pk"))
    )
    for pk, is_remark, position, count in rows:
        yield pk, Kind.REMARK if is_remark else Kind.RECOMMENDATION, position, count


def _with_position(items: ArgumentItemQuerySet) -> QuerySet[ArgumentItem]:
    """`position` is how each is answered now, None if it is not: an answer that has not stood up
    to an objection is none."""
    current = FilteredRelation("group__answers", condition=Q(group__answers__is_current=True))
    return items.annotate(
        answer=current, position=Case(When(group__is_open=False, then=F("answer__disposition")))
    )


def _by_position(items: QuerySet[ArgumentItem]) -> QuerySet[Any, Any]:
    """(consultation, disposition, how many); one query."""
    rows = items.order_by().values_list("group__consultation", "position")
    return rows.annotate(total=Count("pk"))


def kept_tallies(consultations: Iterable[Consultation]) -> dict[int, Tally]:
    """`tallies` for public pages, by key of consultation: counted once for each state of what
    everybody reads (`public_state`), then kept by this process. No query if all are kept.

    Whatever moves a tally notes a new state in its own transaction, so what is kept is never old.
    Not to be called in a transaction that writes: it could be taken back, and the state with it.
    """
    states = {(item.pk, item.public_state): item.pk for item in consultations}
    found = _tallies.known(states)
    missing = [state for state in states if state not in found]
    counted = tallies([states[state] for state in missing]) if missing else {}
    for state in missing:
        found[state] = _tallies.keep(state, counted[states[state]])
    return {pk: found[state] for state, pk in states.items()}


def forget_tallies() -> None:
    """Forgets the kept ones (tests take their databases back)."""
    _tallies.clear()
