"""Answers by what they are about, and how they are counted."""

from collections.abc import Collection

from django.db.models import Count, F, OuterRef, Q, Subquery

from consultations.conclusions.domain.tally import Tally
from consultations.conclusions.models import Answer, ArgumentItem
from consultations.conclusions.querysets import shown_q
from consultations.process.models import Consultation


def answers_for_comments(ids: Collection[int]) -> dict[int, Answer]:
    """The current answer by id of comment; comments without one are left out. One query.

    Each answer comes with its group, provision, consultation and responder.
    """
    return _by_member("comment", ids)


def answers_for_remarks(ids: Collection[int]) -> dict[int, Answer]:
    """The same by id of a council's remark."""
    return _by_member("remark", ids)


def _by_member(member: str, ids: Collection[int]) -> dict[int, Answer]:
    if not ids:
        return {}
    # The join makes one row for each member, so an answer to a group comes once for each of them.
    found = (
        Answer.objects.current()
        .filter(**{f"group__items__{member}__in": list(ids)})
        .annotate(member_id=F(f"group__items__{member}_id"))
        .select_related("group__provision", "group__consultation__responder")
    )
    return {answer.member_id: answer for answer in found}


def group_size(comment_id: int) -> int:
    """How many published proposals and remarks of councils are in the group of a comment, itself
    among them; 0 if it is in none. One query."""
    groups = ArgumentItem.objects.filter(comment=comment_id).values("group")
    return ArgumentItem.objects.filter(shown_q(), group__in=groups).count()


def tally(consultation: Consultation) -> Tally:
    """How the committee has answered so far: published proposals and remarks; one query."""
    return tallies([consultation.pk])[consultation.pk]


def tallies(consultation_ids: Collection[int]) -> dict[int, Tally]:
    """The same for several consultations at once, zeros where there is nothing; one query."""
    current = Answer.objects.current().filter(group=OuterRef("group"))
    rows = (
        ArgumentItem.objects.filter(
            shown_q(),
            group__consultation__in=list(consultation_ids),
        )
        .annotate(position=Subquery(current.values("disposition")[:1]))
        .values("group__consultation", "position", is_remark=Q(remark__isnull=False))
        .annotate(total=Count("pk"))
        .order_by()
    )
    by_consultation: dict[int, list[tuple[bool, str | None, int]]] = {
        pk: [] for pk in consultation_ids
    }
    for row in rows:
        sums = by_consultation[row["group__consultation"]]
        sums.append((row["is_remark"], row["position"], row["total"]))
    return {pk: Tally.of(sums) for pk, sums in by_consultation.items()}
