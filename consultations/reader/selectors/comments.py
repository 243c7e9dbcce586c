import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from consultations.comments import selectors as comments
from consultations.comments.domain.receipts import BadReceiptCodeError, normalise
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions import selectors as conclusions
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Referral
from consultations.reader.presenters import Step
from core.web.paging import keyset_page
from drafts.models import Provision

LATEST = 5
PER_PAGE = 20


def with_answers(found: list[ProvisionComment]) -> dict[str, Any]:
    """Comments with their answers and replies, in a constant number of queries."""
    ids = [comment.pk for comment in found]
    return {
        "comments": found,
        "answers": conclusions.answers_for_comments(ids),
        "replies": comments.replies_for(ids),
    }


def latest_comments(consultation: Consultation) -> list[ProvisionComment]:
    """The newest published proposals."""
    published = consultation.comments.published().proposals().with_author()
    return list(published.order_by("-pk")[:LATEST])


def comments_page(
    consultation: Consultation, query: Mapping[str, str], *, now: dt.datetime
) -> dict[str, Any]:
    """A page of proposals, filtered by the address: on (eid), kind, stance, author, cursor."""
    on = query.get("on", "")
    provision = (
        Provision.objects.filter(version=consultation.version, eid=on).first() if on else None
    )
    page = comments.list_comments(
        consultation,
        provision=provision,
        kind=query.get("kind", ""),
        stance=query.get("stance", ""),
        author_type=query.get("author", ""),
        cursor=query.get("cursor"),
        per_page=PER_PAGE,
    )
    return {
        "page": page,
        "provision": provision,
        "filters": query,
        "phase": consultation.phase_at(now),
        **with_answers(page.items),
    }


def comment_page(comment: ProvisionComment, *, now: dt.datetime) -> dict[str, Any]:
    """One proposal with its whole way."""
    answer = conclusions.answers_for_comments([comment.pk]).get(comment.pk)
    return {
        "comment": comment,
        "answer": answer,
        "answers": {comment.pk: answer} if answer else {},
        "replies": comments.replies_for([comment.pk]),
        "steps": way(comment, answer, now),
        "phase": comment.consultation.phase_at(now),
    }


def receipt_page(code: str, *, now: dt.datetime) -> dict[str, Any] | None:
    """«Моё предложение» by the code of the receipt; None for a wrong or unknown code."""
    try:
        comment = comments.comment_for_receipt(normalise(code))
    except BadReceiptCodeError:
        return None
    return (
        comment_page(comment, now=now) | {"consultation": comment.consultation} if comment else None
    )


def way(comment: ProvisionComment, answer: Any, now: dt.datetime) -> list[Step]:
    """received → published → considered → answered → changed words."""
    consultation = comment.consultation
    published = comment.status == CommentStatus.PUBLISHED
    concluded = consultation.phase_at(now) is Phase.CONCLUDED
    done = [True, published, answer is not None, answer is not None, False]
    first_open = done.index(False)
    states = [
        "done" if i < first_open else "current" if i == first_open else "ahead" for i in range(5)
    ]
    status_note = "" if published else str(comment.get_status_display())
    expected = answer is not None and answer.expected_text
    return [
        Step(_("Received"), states[0], comment.submitted_at),
        Step(_("Published"), states[1], comment.confirmed_at if published else None, status_note),
        Step(_("Considered by the committee"), states[2], note=consultation.responder.name),
        Step(_("Answered"), states[3], answer.published_at if answer else None,
             "" if answer else _("due by the end of the term of answers")),
        Step(
            _("Changed words"),
            states[4],
            note=_("the expected wording is in the answer") if expected else "",
            url=f"{consultation.get_absolute_url()}conclusion/" if concluded else "",
        ),
    ]  # fmt: skip


def my_page(user: Any, *, cursor: str | None, now: dt.datetime) -> dict[str, Any]:
    """The own proposals of a person with an account, and what their councils have to do."""
    mine = ProvisionComment.objects.filter(contact__user=user).with_author()
    page = keyset_page(mine, order=("-pk",), cursor=cursor, per_page=PER_PAGE)
    bodies = list(user.memberships.active(now.date()).values_list("body_id", flat=True))
    return {
        "page": page,
        "answers": conclusions.answers_for_comments([comment.pk for comment in page.items]),
        "memberships": list(user.memberships.active(now.date()).select_related("body")),
        "referrals": list(
            Referral.objects.waiting()
            .filter(council_id__in=bodies)
            .select_related("council", "consultation__version__bill")
        ),
    }
