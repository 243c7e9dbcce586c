"""Keeping the counts of comments true. The caller holds the lock of the consultation."""

from collections.abc import Iterator
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from consultations.comments.models import CommentCount, ProvisionComment, Support
from consultations.process.models import Consultation

_PORTION: Final = 500


def move(comment: ProvisionComment, *, old: str | None) -> None:
    """Counts a comment that has just appeared (`old` is None) or changed its status from `old`;
    at most five queries."""
    Consultation.objects.filter(pk=comment.consultation_id).public_changed()
    joined = comment.support_count
    if old is not None:
        _rows(comment, old).update(count=F("count") - 1, supports=F("supports") - joined)
    entered = _rows(comment, comment.status)
    if not entered.update(count=F("count") + 1, supports=F("supports") + joined):
        CommentCount.objects.create(
            **_properties(comment, comment.status), count=1, supports=joined
        )


def move_supports(comment: ProvisionComment, delta: int) -> None:
    """Counts people who have joined a comment, or no longer do; two queries."""
    Consultation.objects.filter(pk=comment.consultation_id).public_changed()
    _rows(comment, comment.status).update(supports=F("supports") + delta)


def _rows(comment: ProvisionComment, status: str) -> QuerySet[CommentCount]:
    return CommentCount.objects.filter(**_properties(comment, status))


def _properties(comment: ProvisionComment, status: str) -> dict[str, Any]:
    return {
        "consultation_id": comment.consultation_id,
        "provision_id": comment.provision_id,
        "status": str(status),
        "is_reply": comment.reply_to_id is not None,
        "author_type": str(comment.author_type),
        "channel": str(comment.channel),
    }


@transaction.atomic
def recount_comments(*, consultation: Consultation) -> bool:
    """Counts all comments of a consultation anew, whatever the kept counts say; returns whether
    they had been right. Cost: one pass over the comments."""
    Consultation.objects.locked().get(pk=consultation.pk)
    kept = CommentCount.objects.filter(consultation=consultation)
    before = {_key(row): (row.count, row.supports) for row in kept if row.count}
    _recount_supports(consultation)
    counted = list(_counted(consultation))
    if before == {_key(row): (row.count, row.supports) for row in counted}:
        return True
    kept.delete()
    CommentCount.objects.bulk_create(counted, batch_size=_PORTION)
    return False


def _counted(consultation: Consultation) -> Iterator[CommentCount]:
    comments = ProvisionComment.objects.in_consultation(consultation.pk).order_by()
    rows = comments.values(
        "consultation_id",
        "provision_id",
        "status",
        "author_type",
        "channel",
        is_reply=Q(reply_to__isnull=False),
    )
    for row in rows.annotate(count=Count("pk"), supports=Sum("support_count")):
        yield CommentCount(**row)


def _recount_supports(consultation: Consultation) -> None:
    """Puts right how many people have joined each comment, where it is wrong."""
    joined = (
        Support.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
        .annotate(total=Count("pk")).values("total")
    )  # fmt: skip
    comments = ProvisionComment.objects.in_consultation(consultation.pk)
    wrong = comments.annotate(true_count=Coalesce(Subquery(joined), 0)).exclude(
        support_count=F("true_count")
    )
    for pk, count in wrong.order_by().values_list("pk", "true_count"):
        ProvisionComment.objects.filter(pk=pk).update(support_count=count)
    for comment in comments.filter(revised_at__isnull=False).order_by().iterator(_PORTION):
        earlier = comment.supports.filter(joined_at__lt=comment.revised_at).count()
        if earlier != comment.earlier_supports:
            ProvisionComment.objects.filter(pk=comment.pk).update(earlier_supports=earlier)


def _key(row: CommentCount) -> tuple[Any, ...]:
    return (row.provision_id, row.status, row.is_reply, row.author_type, row.channel)
