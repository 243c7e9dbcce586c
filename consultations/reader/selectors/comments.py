import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from consultations.amendments.selectors import row_of_comment
from consultations.comments import selectors as comments
from consultations.comments.domain.receipts import BadReceiptCodeError, normalise
from consultations.comments.models import CommentStatus, ModerationRecord, ProvisionComment
from consultations.conclusions import selectors as conclusions
from consultations.conclusions.selectors.positions import position_on_comment
from consultations.expertise.selectors import ConsideredBy, considered_by
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Referral
from consultations.reader.forms import CommentFilterForm
from consultations.reader.selectors.changes import sequel, words_stand
from consultations.reader.selectors.way import way
from consultations.room.selectors import rooms_of
from core.accounts.models.bodies import COUNCIL_ROLES
from core.web.paging import keyset_page
from drafts.models import Provision
from drafts.selectors import published_provision

LATEST = 5
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class CommentRow:
    """Parameters of consultations/comments/_comment.html. `ground` is there for a hidden one."""

    comment: ProvisionComment
    answer: Any
    replies: Sequence[tuple[ProvisionComment, ModerationRecord | None]]
    ground: ModerationRecord | None
    reply_url: str
    join_url: str
    same: int  # how many proposals have these very words, this one among them; 0 if it is alone
    same_url: str
    considered: tuple[ConsideredBy, ...] = ()  # by councils, in the opinions that count


def rows_of(found: Sequence[ProvisionComment], now: dt.datetime) -> list[CommentRow]:
    """Comments with answers, replies, grounds, files and the number of same ones, and councils
    that considered them: six queries at most, however many there are; none for what no comment has
    or what has been read."""
    comments.load_files(found)
    comments.load_replies(found)
    answers = conclusions.answers_for_comments([c.pk for c in found if c.answered_at])
    replies = {comment.pk: comment.listed_replies or [] for comment in found}
    shown = [*found, *(reply for thread in replies.values() for reply in thread)]
    hidden = [comment.pk for comment in shown if comment.status == CommentStatus.HIDDEN]
    grounds = comments.grounds_of(hidden)
    same = comments.same_words(found)
    considered = considered_by([comment.pk for comment in found if comment.is_visible])
    places = {comment.consultation_id: comment.consultation for comment in found}
    links = {pk: _Links.of(consultation, now) for pk, consultation in places.items()}
    return [
        CommentRow(
            comment=comment,
            answer=answers.get(comment.pk),
            replies=[(reply, grounds.get(reply.pk)) for reply in replies[comment.pk]],
            ground=grounds.get(comment.pk),
            reply_url=links[comment.consultation_id].reply(comment),
            join_url=links[comment.consultation_id].join(comment),
            same=same.get(comment.words_hash, 0),
            same_url=links[comment.consultation_id].same(comment)
            if comment.words_hash in same
            else "",
            considered=considered.get(comment.pk, ()),
        )
        for comment in found
    ]


@dataclass(frozen=True, slots=True)
class _Links:
    """Addresses beside the comments of one consultation, resolved once for all of them. `new` is
    the form while one can speak, else empty; `joining` is the form of a proposal, before its key
    and after."""

    new: str
    listed: str
    joining: tuple[str, ...]

    @classmethod
    def of(cls, consultation: Consultation, now: dt.datetime) -> "_Links":
        place = [consultation.year, consultation.slug]
        is_open = consultation.phase_at(now) is Phase.OPEN
        new = reverse("comments:new", args=place) if is_open else ""
        joining = reverse("comments:join", args=[*place, 0]).rsplit("0", 1)
        return cls(new, reverse("reader:comments", args=place), tuple(joining))

    def reply(self, comment: ProvisionComment) -> str:
        """The form of a reply while one can speak; empty otherwise."""
        if comment.reply_to_id or not self.new:
            return ""
        place = f"on={comment.provision.eid}&" if comment.provision else ""
        return f"{self.new}?{place}reply={comment.pk}"

    def join(self, comment: ProvisionComment) -> str:
        """Where one joins a proposal while one can; empty otherwise."""
        if comment.reply_to_id or not comment.is_visible or not self.new:
            return ""
        return str(comment.pk).join(self.joining)

    def same(self, comment: ProvisionComment) -> str:
        """All proposals in the same words."""
        return f"{self.listed}?{urlencode({'same': comment.words_hash})}"


def latest_comments(consultation: Consultation, now: dt.datetime) -> list[CommentRow]:
    """The newest published proposals."""
    published = consultation.comments.published().proposals().with_signature()
    latest = list(published.order_by(*comments.ORDERS[""])[:LATEST])
    for comment in latest:
        comment.consultation = consultation
    return rows_of(latest, now)


def comments_page(
    consultation: Consultation, query: Mapping[str, str], *, now: dt.datetime
) -> dict[str, Any]:
    """A page of proposals, filtered and put in order by the address (CommentFilterForm)."""
    form = CommentFilterForm(query)
    form.is_valid()
    wanted = form.cleaned_data
    provision = published_provision(consultation.version, wanted.get("on", ""))
    page = comments.list_comments(
        consultation,
        comments.Wanted(
            provision=provision,
            inside=bool(wanted.get("inside")),
            kind=wanted.get("kind", ""),
            stance=wanted.get("stance", ""),
            author_type=wanted.get("author", ""),
            channel=wanted.get("channel", ""),
            municipality=wanted.get("place", ""),
            answered=wanted.get("answered", ""),
            same_as=wanted.get("same", ""),
            order=wanted.get("order", ""),
        ),
        cursor=query.get("cursor"),
        per_page=PER_PAGE,
    )
    version_url = consultation.version.get_absolute_url()
    return {
        "page": page,
        "rows": rows_of(page.items, now),
        "provision": provision,
        "marks": comments.mark_counts(consultation, provision) if provision else {},
        "provision_url": f"{version_url}#{provision.eid}" if provision else "",
        "filter_form": form,
        "follow_query": _follow_query(consultation, provision, query.get("place", "")),
    }


def _follow_query(consultation: Consultation, provision: Provision | None, place: str) -> str:
    """What the list is about, for the link «News by e-mail»: a provision, a municipality, or the
    bill."""
    if provision is not None:
        version = consultation.version
        return urlencode({"bill": version.bill.slug, "v": version.number, "on": provision.eid})
    if place.strip():
        return urlencode({"municipality": place.strip()[:120]})
    return urlencode({"bill": consultation.version.bill.slug})


def comment_page(comment: ProvisionComment, *, now: dt.datetime) -> dict[str, Any]:
    """One proposal with its whole way, and what is different in its place in a newer version."""
    (row,) = rows_of([comment], now)
    later = sequel(comment.consultation.version, comment.provision)
    return {
        "row": row,
        "steps": way(comment, row.answer, later, now),
        "sequel": later,
        "words_stand": words_stand(comment, later.number) if later else None,
        "amendment": row_of_comment(comment.pk) if row.answer else None,
        "history": comments.history_of(comment),
        "sponsor_position": None if row.answer else position_on_comment(comment.pk),
        "follow_query": urlencode({"comment": comment.pk}),
    }


def receipt_page(code: str, *, now: dt.datetime) -> dict[str, Any] | None:
    """«Моё предложение» by the code of the receipt; None for a wrong or unknown code."""
    try:
        comment = comments.comment_for_receipt(normalise(code))
    except BadReceiptCodeError:
        return None
    if comment is None:
        return None
    return {"consultation": comment.consultation, **comment_page(comment, now=now)}


def my_page(user: Any, *, cursor: str | None, now: dt.datetime) -> dict[str, Any]:
    """The own proposals of a person with an account, and what their councils have to do."""
    mine = ProvisionComment.objects.filter(contact__user=user).with_author()
    page = keyset_page(mine, order=("-pk",), cursor=cursor, per_page=PER_PAGE)
    memberships = list(user.memberships.active(timezone.localdate(now)).select_related("body"))
    councils = [place.body_id for place in memberships if place.role in COUNCIL_ROLES]
    return {
        "page": page,
        "rows": rows_of(page.items, now),
        "memberships": memberships,
        "referrals": list(
            Referral.objects.waiting()
            .filter(council_id__in=councils)
            .select_related("council", "consultation__version__bill")
        ),
        "rooms": list(rooms_of(user).waiting().order_by("due_on", "pk")[:PER_PAGE]),
    }
