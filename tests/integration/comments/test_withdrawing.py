"""The author's own link: taking a proposal back while proposals are being received."""

import datetime as dt

import pytest

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.events import CommentStatusChanged
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.journal.models import JournalEntry
from drafts.models import Provision
from tests.comments import NOW, TICK, author, confirm, running, said, text, told, waiting, written

pytestmark = pytest.mark.django_db


def problem(secret: str, now: dt.datetime = NOW) -> CommentProblem:
    before = written(), list(ProvisionComment.objects.values("status", "is_public"))
    with told() as events, pytest.raises(CommentError) as error:
        services.withdraw_comment(secret=secret, now=now)
    assert (written(), list(ProvisionComment.objects.values("status", "is_public"))) == before
    assert events == []
    return error.value.code


def test_a_proposal_is_taken_back_and_leaves_a_stub(
    consultation: Consultation, article: Provision
) -> None:
    confirmed = confirm(waiting(consultation, provision=article))
    with told() as events:
        comment = services.withdraw_comment(secret=confirmed.secret, now=NOW)
    assert comment == confirmed.comment
    comment.refresh_from_db()
    assert comment.status == CommentStatus.WITHDRAWN
    assert (comment.is_public, comment.is_removed, comment.is_visible) == (False, False, False)
    assert ProvisionComment.objects.listed().get() == comment
    assert events == [
        CommentStatusChanged(
            comment_id=comment.pk,
            consultation_id=consultation.pk,
            provision_id=article.pk,
            is_reply=False,
            old="published",
            new="withdrawn",
        )
    ]
    entry = JournalEntry.objects.get(kind="comment.withdrawn")
    assert (entry.subject_id, entry.occurred_at) == (str(comment.pk), NOW)
    assert entry.body == {"consultation": consultation.pk}
    found = numbers([consultation.pk])[consultation.pk]
    assert (found.received, found.published, found.withdrawn, found.participants) == (1, 0, 1, 1)
    consultation.refresh_from_db()
    assert consultation.open_items == 0


def test_what_a_moderator_is_checking_can_be_taken_back() -> None:
    consultation = running(premoderated=True)
    confirmed = confirm(waiting(consultation))
    with told() as events:
        services.withdraw_comment(secret=confirmed.secret, now=NOW)
    assert [(event.old, event.new) for event in events] == [("held", "withdrawn")]
    consultation.refresh_from_db()
    assert consultation.open_items == 0


def test_only_while_the_window_is_open(consultation: Consultation) -> None:
    first = confirm(waiting(consultation, words=text("Одно.")))
    second = confirm(waiting(consultation, words=text("Другое.")))
    closing = consultation.closes_at
    assert problem(first.secret, closing) is CommentProblem.CLOSED
    assert services.withdraw_comment(secret=first.secret, now=closing - TICK)
    Consultation.objects.filter(pk=consultation.pk).update(
        status="concluded", concluded_at=NOW, summary_signed_at=NOW, open_items=0
    )
    assert problem(second.secret) is CommentProblem.CLOSED


def test_neither_twice_nor_what_is_hidden(consultation: Consultation, moderator) -> None:
    first = confirm(waiting(consultation, words=text("Одно.")))
    services.withdraw_comment(secret=first.secret, now=NOW)
    assert problem(first.secret) is CommentProblem.NOT_WITHDRAWABLE
    second = confirm(waiting(consultation, words=text("Другое.")))
    services.hide_comment(actor=moderator, comment=second.comment, ground_code="spam", now=NOW)
    assert problem(second.secret) is CommentProblem.NOT_WITHDRAWABLE


@pytest.mark.parametrize("secret", ["", "x", "я" * 43, "\x00"])
def test_an_unknown_secret(consultation: Consultation, secret: str) -> None:
    said(consultation)
    assert problem(secret) is CommentProblem.UNKNOWN_SECRET
    with pytest.raises(CommentError) as error:
        services.comment_of_secret(secret)
    assert error.value.code is CommentProblem.UNKNOWN_SECRET


def test_a_secret_opens_its_own_comment_only(consultation: Consultation) -> None:
    mine = confirm(waiting(consultation))
    other = said(consultation, email="other@veche.example")
    services.withdraw_comment(secret=mine.secret, now=NOW)
    other.refresh_from_db()
    assert other.is_visible
    # The public code of the receipt and the stored hash are no secrets.
    for guess in (other.receipt_code, other.secret_hash):
        assert problem(guess) is CommentProblem.UNKNOWN_SECRET


def test_a_reply_is_taken_back_and_its_thread_stays(consultation: Consultation) -> None:
    root = said(consultation)
    reply = confirm(
        waiting(consultation, reply_to=root, words=text("Ответ."), by=author("b@veche.example"))
    )
    with told() as events:
        services.withdraw_comment(secret=reply.secret, now=NOW)
    assert [event.is_reply for event in events] == [True]
    root.refresh_from_db()
    assert (root.is_visible, root.is_public) == (True, True)
