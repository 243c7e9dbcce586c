"""Lists of proposals and replies, and single ones, as the public reads them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from consultations.comments.models import (
    ModerationAction,
    ModerationRecord,
    ProvisionComment,
)
from consultations.process.models import Consultation
from core.journal.subjects import SubjectLink
from core.web.paging import Page, keyset_page
from drafts.models import Provision


def list_comments(
    consultation: Consultation,
    *,
    provision: Provision | None = None,
    kind: str = "",
    stance: str = "",
    author_type: str = "",
    cursor: str | None = None,
    per_page: int = 20,
) -> Page[ProvisionComment]:
    """A page of proposals (not replies), the newest first; one query. Hidden and withdrawn ones
    are among them as stubs; a filter by their words would tell what they say, so it skips them."""
    comments = ProvisionComment.objects.listed().proposals().with_author()
    comments = comments.in_consultation(consultation.pk)
    if provision is not None:
        comments = comments.filter(provision=provision)
    filters = {"kind": kind, "stance": stance, "author_type": author_type}
    wanted = {name: value for name, value in filters.items() if value}
    if wanted:
        comments = comments.published().filter(**wanted)
    return keyset_page(comments, order=("-pk",), cursor=cursor, per_page=per_page)


def replies_for(ids: Collection[int]) -> dict[int, list[ProvisionComment]]:
    """Listed replies by the comment they answer, in their order; one query."""
    found: dict[int, list[ProvisionComment]] = defaultdict(list)
    if ids:
        replies = ProvisionComment.objects.listed().with_author().filter(reply_to__in=ids)
        for reply in replies.order_by("thread_id", "order"):
            found[reply.reply_to_id].append(reply)
    return dict(found)


def grounds_of(ids: Collection[int]) -> dict[int, ModerationRecord]:
    """The decision that hid each of these comments; one query."""
    records = ModerationRecord.objects.filter(comment__in=ids, action=ModerationAction.HIDE)
    return {record.comment_id: record for record in records.order_by("decided_at", "pk")}


def comment_for_receipt(code: str) -> ProvisionComment | None:
    """The comment of a normalised receipt code; None if there is none."""
    comments = ProvisionComment.objects.with_author()
    return (
        comments.select_related(
            "consultation__version__bill", "consultation__responder", "consultation__organiser"
        )
        .filter(receipt_code=code)
        .first()
    )


def journal_subjects(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """Comments as the public journal shows them, by their receipt codes; one query."""
    comments = ProvisionComment.objects.listed().filter(
        pk__in=[int(pk) for pk in ids if pk.isdecimal()]
    )
    return {
        str(comment.pk): SubjectLink(comment.receipt_code, comment.get_absolute_url())
        for comment in comments.select_related("consultation")
    }
