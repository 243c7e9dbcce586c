"""Lists of proposals and replies, and single ones, as the public reads them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Count, Q, prefetch_related_objects

from consultations.comments.domain.places import normal_place
from consultations.comments.models import (
    CommentRevision,
    ModerationAction,
    ModerationRecord,
    ProvisionComment,
    Support,
)
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.selectors import email_hash
from core.journal.subjects import SubjectLink
from core.web.paging import Page, keyset_page
from drafts.models import Provision

# Orders of lists by their name in addresses; each ends with something unique. The time comes before
# the key: an order by the key alone makes PostgreSQL go through the comments of all consultations.
ORDERS: Final = {
    "": ("-confirmed_at", "-pk"),
    "supported": ("-support_count", "-pk"),
    "oldest": ("confirmed_at", "pk"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows; an empty value means any.

    `inside`: the units below the provision as well. `answered`: «yes» or «no». `order`: a key of
    ORDERS. `same_as`: the `words_hash` of proposals in the same words.
    """

    provision: Provision | None = None
    inside: bool = False
    kind: str = ""
    stance: str = ""
    author_type: str = ""
    channel: str = ""
    municipality: str = ""
    answered: str = ""
    same_as: str = ""
    order: str = ""

    @property
    def words(self) -> dict[str, Any]:
        """Filters that would tell what a hidden text says or who wrote it."""
        named = {
            "kind": self.kind,
            "stance": self.stance,
            "author_type": self.author_type,
            "channel": self.channel,
            "municipality_key": normal_place(self.municipality),
            "words_hash": self.same_as,
        }
        found: dict[str, Any] = {name: value for name, value in named.items() if value}
        if self.answered:
            found["answered_at__isnull"] = self.answered == "no"
        return found


def list_comments(
    consultation: Consultation,
    wanted: Wanted | None = None,
    *,
    cursor: str | None = None,
    per_page: int = 20,
) -> Page[ProvisionComment]:
    """A page of proposals with their replies and files, the newest first unless wanted otherwise;
    three queries at most. Hidden and withdrawn ones are among them as stubs; a filter by their
    words would tell what they say, so it skips them."""
    wanted = wanted or Wanted()
    comments = ProvisionComment.objects.listed().proposals()
    comments = comments.in_consultation(consultation.pk)
    if wanted.provision is not None:
        comments = comments.filter(_place_q(wanted.provision, inside=wanted.inside))
    words = wanted.words
    if words or wanted.order == "supported":
        comments = comments.published().filter(**words)
    order = ORDERS.get(wanted.order, ORDERS[""])
    # The keys first, then what is printed of them: to plan both as one query takes PostgreSQL ten
    # times as long as to run it.
    rows = comments.values(*(name.removeprefix("-") for name in order))
    page = keyset_page(rows, order=order, cursor=cursor, per_page=per_page)
    items = _with_replies([row["pk"] for row in page.items], consultation)
    load_files(items)
    return replace(page, items=items)


def _with_replies(keys: Sequence[int], consultation: Consultation) -> list[ProvisionComment]:
    """The comments in this order, each with its `listed_replies`; one query for all."""
    if not keys:
        return []
    wanted = Q(pk__in=keys) | Q(reply_to__in=keys)
    read = ProvisionComment.objects.listed().with_signature().filter(wanted)
    by_key: dict[int, ProvisionComment] = {}
    replies: dict[int | None, list[ProvisionComment]] = defaultdict(list)
    for comment in read.order_by("thread_id", "order"):
        comment.consultation = consultation
        by_key[comment.pk] = comment
        replies[comment.reply_to_id].append(comment)
    found = [by_key[key] for key in keys if key in by_key]
    for comment in found:
        comment.listed_replies = replies[comment.pk]
    return found


def _place_q(provision: Provision, *, inside: bool) -> Q:
    here = Q(provision=provision)
    if not inside:
        return here
    return here | Q(
        provision__version=provision.version_id, provision__path__startswith=f"{provision.path}/"
    )


def same_words(comments: Collection[ProvisionComment]) -> dict[str, int]:
    """How many published proposals have the very words of these (однотипные предложения), by
    `words_hash`; those that are alone are left out. One query."""
    hashes = {comment.words_hash for comment in comments if comment.words_hash}
    if not hashes:
        return {}
    consultations = {comment.consultation_id for comment in comments}
    found = (
        ProvisionComment.objects.published()
        .proposals()
        .filter(consultation__in=consultations, words_hash__in=hashes)
    )
    rows = found.order_by().values_list("words_hash").annotate(count=Count("pk"))
    return dict(rows.filter(count__gt=1))


def load_files(comments: Collection[ProvisionComment]) -> None:
    """Reads the attachments of these comments, for `shown_files`; one query, none if they have no
    files or have been read."""
    with_files = [comment for comment in comments if comment.file_count]
    if with_files:
        prefetch_related_objects(with_files, "attachments")


def has_joined(user: User, comment: ProvisionComment) -> bool:
    """Whether the owner of an account has joined this proposal; one query."""
    return Support.objects.filter(comment=comment, email_hash=email_hash(user.email)).exists()


def load_replies(comments: Collection[ProvisionComment]) -> None:
    """Reads the replies to these comments into their `listed_replies`; one query, none if they have
    been read."""
    without = [comment for comment in comments if comment.listed_replies is None]
    replies = replies_for([comment.pk for comment in without])
    for comment in without:
        comment.listed_replies = replies.get(comment.pk, [])
        for reply in comment.listed_replies:
            reply.consultation = comment.consultation


def replies_for(ids: Collection[int]) -> dict[int, list[ProvisionComment]]:
    """Listed replies by the comment they answer, in their order, without their consultation; one
    query."""
    found: dict[int, list[ProvisionComment]] = defaultdict(list)
    if not ids:
        return {}
    replies = ProvisionComment.objects.listed().filter(reply_to__in=ids).with_signature()
    for reply in replies.order_by("thread_id", "order"):
        found[reply.reply_to_id].append(reply)
    return dict(found)


def grounds_of(ids: Collection[int]) -> dict[int, ModerationRecord]:
    """The decision that hid each of these comments; one query, none if there are none."""
    if not ids:
        return {}
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


Wordings = list[tuple[CommentRevision, CommentRevision | ProvisionComment]]


def history_of(comment: ProvisionComment) -> Wordings:
    """Earlier wordings of a comment that everybody could read, the newest first, each with the one
    that took its place; one query, none if there are no earlier ones. Public as long as the comment
    itself is."""
    return wordings_of(comment, only_public=True) if comment.is_visible else []


def wordings_of(comment: ProvisionComment, *, only_public: bool = False) -> Wordings:
    """All earlier wordings, for who works with the comment."""
    if comment.revision == 1:
        return []
    found = comment.revisions.filter(was_public=True) if only_public else comment.revisions.all()
    wordings = list(found)
    return list(zip(wordings, [*wordings[1:], comment], strict=True))[::-1]
