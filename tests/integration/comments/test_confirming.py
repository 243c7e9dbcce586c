"""The way from the letter to the receipt: confirming, sending again, lapsing."""

import datetime as dt

import pytest
from django.core import signing
from django.db import transaction

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import Participant, PendingComment, ProvisionComment
from consultations.process.models import Consultation
from core.accounts.models import ConsentGrant, Contact
from core.clock import registry
from core.journal.models import JournalEntry
from core.mail.models import MessageStatus, OutboxMessage
from core.rules.models import Term
from drafts.models import Provision
from tests.comments import (
    EMAIL,
    HOUR,
    NOW,
    TICK,
    author,
    confirm,
    letters,
    said,
    submit,
    text,
    told,
    waiting,
    written,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def problem(call, **params) -> CommentProblem:
    """Why a call is refused; checks that nothing was written."""
    before = written()
    with told() as events, pytest.raises(CommentError) as error:
        call(**params)
    assert (written(), events) == (before, [])
    return error.value.code


# --- Tokens -------------------------------------------------------------------------------------


def test_a_token_leads_to_its_comment(consultation: Consultation) -> None:
    pending = waiting(consultation)
    assert services.pending_of(services.confirmation_token(pending)) == pending
    assert services.pending_of_sent(services.sent_token(pending)) == pending
    comment = confirm(pending).comment
    assert services.pending_of(services.confirmation_token(pending)).comment == comment


@pytest.mark.parametrize("token", ["", "1", "1:", ":", "abc", "1:abc", "²:x", "\x00"])
def test_a_damaged_token_is_refused(token: str) -> None:
    for reading in (services.pending_of, services.pending_of_sent):
        assert problem(reading, token=token) is CommentProblem.TOKEN_FORGED
    refusal = problem(services.confirm_comment, token=token, now=NOW)
    assert refusal is CommentProblem.TOKEN_FORGED


def test_a_token_of_another_comment_or_another_use_is_refused(consultation: Consultation) -> None:
    pending = waiting(consultation)
    _pk, _colon, signature = services.confirmation_token(pending).partition(":")
    foreign = signing.Signer(salt="something.else").sign(str(pending.pk))
    wordy = signing.Signer(salt="consultations.comments.confirm").sign("not a number")
    for token in (f"{pending.pk + 1}:{signature}", foreign, wordy):
        assert problem(services.pending_of, token=token) is CommentProblem.TOKEN_FORGED


def test_the_sender_alone_cannot_confirm(consultation: Consultation) -> None:
    """What the browser of the sender gets proves nothing about the e-mail."""
    pending = waiting(consultation)
    refusal = problem(services.confirm_comment, token=services.sent_token(pending), now=NOW)
    assert refusal is CommentProblem.TOKEN_FORGED
    refusal = problem(services.pending_of_sent, token=services.confirmation_token(pending))
    assert refusal is CommentProblem.TOKEN_FORGED


# --- Confirming ---------------------------------------------------------------------------------


def test_the_receipt_carries_the_code_and_the_own_link(
    consultation: Consultation, article: Provision
) -> None:
    confirmed = confirm(waiting(consultation, provision=article))
    comment = confirmed.comment
    (letter,) = letters("receipt", comment.pk)
    assert letter.to == EMAIL
    assert comment.receipt_code in letter.subject
    for body in (letter.body_text, letter.body_html):
        assert comment.receipt_code in body
        assert f"/receipts/{comment.receipt_code}/" in body
        assert f"/comments/manage/{confirmed.secret}/" in body
    assert services.comment_of_secret(confirmed.secret) == comment


def test_the_second_confirmation_changes_nothing(consultation: Consultation) -> None:
    pending = waiting(consultation)
    first = confirm(pending, NOW + HOUR)
    before = written()
    with told() as events:
        again = confirm(pending, NOW + 2 * HOUR)
        long_after = confirm(pending, NOW + 2000 * HOUR)
    assert (again.comment, again.secret) == (first.comment, "")
    assert (long_after.comment, long_after.secret) == (first.comment, "")
    assert (written(), events) == (before, [])
    assert again.comment.confirmed_at == NOW + HOUR
    assert Participant.objects.get().number == 1
    assert JournalEntry.objects.count() == 1
    assert len(letters("receipt")) == 1


def test_the_same_words_confirmed_again_are_the_same_comment(
    consultation: Consultation, article: Provision
) -> None:
    comment = said(consultation, provision=article)
    again = waiting(consultation, provision=article, now=NOW + HOUR)
    before = written()
    with told() as events:
        joined = confirm(again, NOW + 2 * HOUR)
        pressed_twice = confirm(again, NOW + 3 * HOUR)
    assert (joined.comment, joined.secret) == (comment, "")
    assert (pressed_twice.comment, pressed_twice.secret) == (comment, "")
    assert events == []
    # Nothing new, and the personal data of the repetition is gone.
    assert Contact.objects.get() == comment.contact
    assert not ConsentGrant.objects.exclude(contact=comment.contact).exists()
    data = {"Contact": 0, "ConsentGrant": 0}
    assert {**written(), **data} == {**before, **data}
    assert len(letters("receipt")) == 1


def test_with_the_account_and_by_letter_is_one_comment(consultation: Consultation) -> None:
    user = UserFactory()
    published = submit(consultation, actor=user).comment
    pending = waiting(consultation, by=author(user.email))
    assert confirm(pending).comment == published
    assert ProvisionComment.objects.count() == 1


def test_what_was_taken_back_and_sent_again_is_a_new_comment(consultation: Consultation) -> None:
    first = confirm(waiting(consultation))
    services.withdraw_comment(secret=first.secret, now=NOW)
    second = confirm(waiting(consultation, now=NOW + HOUR), NOW + HOUR)
    assert second.comment != first.comment
    assert second.secret
    assert second.comment.is_visible


def test_forty_eight_hours_and_not_a_moment_more(consultation: Consultation) -> None:
    in_time = waiting(consultation, words=text("В срок."))
    late = waiting(consultation, words=text("Поздно."))
    assert confirm(in_time, NOW + 48 * HOUR - TICK).comment.is_visible
    token = services.confirmation_token(late)
    refusal = problem(services.confirm_comment, token=token, now=NOW + 48 * HOUR)
    assert refusal is CommentProblem.TOKEN_EXPIRED
    assert confirm(late, NOW + 48 * HOUR - TICK).comment.is_visible


def test_the_term_is_that_of_the_rules(consultation: Consultation) -> None:
    Term.objects.filter(code="comment.confirmation").update(amount=3)
    assert waiting(consultation).expires_at == NOW + 3 * HOUR


def test_a_failure_afterwards_takes_the_confirmation_back(consultation: Consultation) -> None:
    pending = waiting(consultation)
    before = written()
    with transaction.atomic():
        confirm(pending)
        transaction.set_rollback(True)
    assert written() == before
    assert confirm(pending).comment.participant.number == 1


# --- Sending the letter again -------------------------------------------------------------------


def test_the_letter_is_sent_again_after_a_pause(consultation: Consultation) -> None:
    pending = waiting(consultation)
    refusal = problem(services.resend_confirmation, pending=pending, now=NOW + 2 * MINUTE - TICK)
    assert refusal is CommentProblem.TOO_SOON
    services.resend_confirmation(pending=pending, now=NOW + 2 * MINUTE)
    first, second = letters("confirm", pending.pk)
    assert (second.to, second.subject) == (first.to, first.subject)
    assert services.confirmation_token(pending) in second.body_text
    # The pause counts anew, and the term does not move.
    refusal = problem(services.resend_confirmation, pending=pending, now=NOW + 3 * MINUTE)
    assert refusal is CommentProblem.TOO_SOON
    pending.refresh_from_db()
    assert (pending.last_sent_at, pending.expires_at) == (NOW + 2 * MINUTE, NOW + 48 * HOUR)


def test_no_letter_for_what_is_confirmed_lapsed_or_gone(consultation: Consultation) -> None:
    confirmed = waiting(consultation, words=text("Одно."))
    comment = confirm(confirmed).comment
    with pytest.raises(CommentError) as error:
        services.resend_confirmation(pending=confirmed, now=NOW + HOUR)
    assert (error.value.code, error.value.params) == (
        CommentProblem.ALREADY_POSTED,
        {"comment": comment},
    )
    lapsed = waiting(consultation, words=text("Другое."))
    refusal = problem(services.resend_confirmation, pending=lapsed, now=NOW + 48 * HOUR)
    assert refusal is CommentProblem.TOKEN_EXPIRED
    services.discard_lapsed(now=NOW + 48 * HOUR)
    refusal = problem(services.resend_confirmation, pending=lapsed, now=NOW + HOUR)
    assert refusal is CommentProblem.TOKEN_EXPIRED


# --- Lapsing ------------------------------------------------------------------------------------


def test_what_has_lapsed_leaves_nothing_of_the_person(consultation: Consultation) -> None:
    kept = said(consultation, "Подтверждено.", email="kept@veche.example")
    lapsed = waiting(consultation, words=text("Чужой текст."), by=author("lapsed@veche.example"))
    services.resend_confirmation(pending=lapsed, now=NOW + HOUR)
    fresh = waiting(consultation, words=text("Свежее."), now=NOW + HOUR)
    assert services.discard_lapsed(now=NOW + 48 * HOUR - TICK) == 0
    with told() as events:
        assert services.discard_lapsed(now=NOW + 48 * HOUR) == 1
        assert services.discard_lapsed(now=NOW + 48 * HOUR) == 0
    assert events == []
    assert set(PendingComment.objects.all()) == {kept.submissions.get(), fresh}
    assert set(Contact.objects.all()) == {kept.contact, fresh.contact}
    assert {grant.contact for grant in ConsentGrant.objects.all()} == {kept.contact, fresh.contact}
    assert not Contact.objects.filter(email="lapsed@veche.example").exists()
    erased = letters("confirm", lapsed.pk)
    assert len(erased) == 2
    for letter in erased:
        assert (letter.to, letter.subject, letter.body_text, letter.body_html) == ("", "", "", "")
        assert letter.status == MessageStatus.SUPPRESSED
    assert OutboxMessage.objects.exclude(to="").count() == 3
    token = services.confirmation_token(lapsed)
    refusal = problem(services.confirm_comment, token=token, now=NOW + 48 * HOUR)
    assert refusal is CommentProblem.TOKEN_EXPIRED


def test_letters_of_a_similar_number_are_kept(consultation: Consultation) -> None:
    """Comment 1 has lapsed; the letters of comments 10 and 11 are others'."""
    PendingComment.objects.all().delete()
    lapsed = waiting(consultation)
    others = [
        OutboxMessage.objects.create(
            key=f"comment-confirm:{lapsed.pk}{digit}:1", to="other@x.ru", subject="s",
            body_text="b", language="ru",
        )
        for digit in (0, 1)
    ]  # fmt: skip
    services.discard_lapsed(now=lapsed.expires_at)
    for other in others:
        other.refresh_from_db()
        assert (other.to, other.status) == ("other@x.ru", MessageStatus.QUEUED)


def test_a_confirmed_comment_never_lapses(consultation: Consultation) -> None:
    comment = said(consultation)
    assert services.discard_lapsed(now=NOW + 10_000 * HOUR) == 0
    assert ProvisionComment.objects.get() == comment


def test_the_clock_calls_it(consultation: Consultation) -> None:
    waiting(consultation)
    jobs = {job.name: job for job in registry.jobs()}
    run = jobs["comments.lapsed"].run
    assert run(NOW + HOUR) == ""
    assert run(NOW + 48 * HOUR) == "1 destroyed"
    assert not PendingComment.objects.exists()
