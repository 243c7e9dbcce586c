from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.db.models import Case, QuerySet, SmallIntegerField, Subquery, Sum, Value, When

from consultations.comments.models import (
    CommentCount,
    CommentStatus,
    ModerationAction,
    ModerationRecord,
    ProvisionComment,
)
from consultations.process.models import Consultation, ConsultationStatus
from consultations.process.numbers import Numbers, Tally
from core.accounts.policy import places
from core.journal.subjects import SubjectLink
from core.web.access import Role
from core.web.paging import Page, keyset_page
from drafts.models import Provision

# Of `moderation_queue`: what is held stops the conclusion, so it comes first; then the newest.
QUEUE_ORDER: Final = ("rank", "-pk")


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


_DECISIONS: Final = {
    CommentStatus.PUBLISHED: (ModerationAction.HIDE, ModerationAction.HOLD),
    CommentStatus.HELD: (ModerationAction.RELEASE, ModerationAction.HIDE),
    CommentStatus.HIDDEN: (ModerationAction.RESTORE,),
}


def possible_decisions(comment: ProvisionComment) -> list[ModerationAction]:
    """What a moderator may decide on a comment now, the usual first."""
    decisions = list(_DECISIONS.get(CommentStatus(comment.status), ()))
    if comment.consultation.concluded_at is None:
        return decisions
    still = after_conclusion(comment, comment.consultation)
    return [decision for decision in decisions if decision in still]


def after_conclusion(
    comment: ProvisionComment, consultation: Consultation
) -> set[ModerationAction]:
    """Decisions that leave a signed conclusion true: hiding, and taking such a hiding back."""
    if comment.status == CommentStatus.PUBLISHED:
        return {ModerationAction.HIDE}
    hidden_since = comment.moderation.filter(
        action=ModerationAction.HIDE, decided_at__gte=consultation.concluded_at
    )
    is_late = comment.status == CommentStatus.HIDDEN and hidden_since.exists()
    return {ModerationAction.RESTORE} if is_late else set()


def moderation_queue(user: Any, *, status: str = "") -> QuerySet[ProvisionComment]:
    """Comments that this moderator answers for, with what a line of the list prints; to be put
    in QUEUE_ORDER. Those of concluded consultations are left out: they are decided, and what must
    still be hidden is found on its own page."""
    bodies = [body for role, body in places(user) if role is Role.MODERATOR]
    running = Consultation.objects.filter(organiser__in=bodies, status=ConsultationStatus.RUNNING)
    comments = ProvisionComment.objects.filter(consultation__in=running).with_author()
    if status in CommentStatus.values:
        comments = comments.filter(status=status)
    return comments.annotate(
        rank=Case(
            When(status=CommentStatus.HELD, then=Value(0)),
            default=Value(1),
            output_field=SmallIntegerField(),
        )
    )


# --- Counts, for consultations.process.numbers -------------------------------------------------


def count_numbers(consultation_ids: Collection[int], /) -> Mapping[int, Numbers]:
    """The numbers of several consultations from the kept counts; three queries, two if nothing is
    hidden."""
    rows = (
        CommentCount.objects.filter(consultation__in=consultation_ids)
        .order_by()
        .values("consultation", "status", "is_reply", "author_type", "channel")
        .annotate(count=Sum("count"))
        .filter(count__gt=0)
    )
    tallies: dict[int, list[Tally]] = defaultdict(list)
    for row in rows:
        tallies[row.pop("consultation")].append(Tally(**row))
    found = Consultation.objects.filter(pk__in=tallies).order_by()
    people = dict(found.values_list("pk", "participant_count"))
    grounds = _count_grounds([pk for pk in tallies if _hides(tallies[pk])])
    return {
        pk: Numbers.of(tallies[pk], participants=people[pk], by_ground=grounds[pk])
        for pk in tallies
    }


def _hides(tallies: Iterable[Tally]) -> bool:
    return any(row.status == CommentStatus.HIDDEN and not row.is_reply for row in tallies)


def _count_grounds(consultation_ids: Collection[int]) -> dict[int, Counter[str]]:
    """Hidden proposals of each consultation by the ground of the last decision to hide."""
    if not consultation_ids:
        return defaultdict(Counter)
    hidden = ProvisionComment.objects.filter(
        consultation__in=consultation_ids, status=CommentStatus.HIDDEN
    ).proposals()
    decisions = (
        ModerationRecord.objects.filter(
            comment__in=Subquery(hidden.order_by().values("pk")), action=ModerationAction.HIDE
        )
        .order_by("comment", "decided_at", "pk")
        .values_list("comment", "comment__consultation", "ground_code")
    )
    last = {comment: (consultation, code) for comment, consultation, code in decisions}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for consultation, code in last.values():
        counts[consultation][code] += 1
    return counts


def count_badges(
    *,
    consultation_id: int | None,
    version_id: int | None,
    provision_ids: Collection[int] | None,
) -> Mapping[int, int]:
    """Published proposals by provision, from the kept counts; one query."""
    counts = CommentCount.objects.filter(
        status=CommentStatus.PUBLISHED, is_reply=False, provision__isnull=False
    )
    if consultation_id is not None:
        counts = counts.filter(consultation=consultation_id)
    if version_id is not None:
        counts = counts.filter(consultation__version=version_id)
    if provision_ids is not None:
        counts = counts.filter(provision__in=provision_ids)
    rows = counts.order_by().values_list("provision").annotate(total=Sum("count"))
    return dict(rows.filter(total__gt=0))


def journal_subjects(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """Comments as the public journal shows them, by their receipt codes; one query."""
    comments = ProvisionComment.objects.listed().filter(
        pk__in=[int(pk) for pk in ids if pk.isdecimal()]
    )
    return {
        str(comment.pk): SubjectLink(comment.receipt_code, comment.get_absolute_url())
        for comment in comments.select_related("consultation")
    }
