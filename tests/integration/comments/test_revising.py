"""New words through the author's link: history stays, counts stay true, checks are made anew."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import CommentRevision, ModerationRecord, ProvisionComment
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.accounts.models import User
from core.journal.models import JournalEntry
from drafts.models import Provision
from search.models import IndexJob
from tests.comments import HOUR, NOW, author, confirm, running, said, submit, text, waiting
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + HOUR


def revise(confirmed: services.Confirmed, rationale: str = "Новые слова.", **changes: str):
    now = LATER
    return services.revise_comment(
        secret=confirmed.secret, text=text(rationale, **changes), now=now
    )


def problem(confirmed: services.Confirmed, rationale: str = "Новые слова.", **changes: object):
    before = ProvisionComment.objects.values().get(pk=confirmed.comment.pk)
    arguments = {"secret": confirmed.secret, "text": text(rationale), "now": LATER} | changes
    with pytest.raises(CommentError) as error:
        services.revise_comment(**arguments)  # type: ignore[arg-type]
    assert ProvisionComment.objects.values().get(pk=confirmed.comment.pk) == before
    assert not CommentRevision.objects.exists()
    return error.value.code


def test_the_earlier_words_stay_as_history(consultation: Consultation, article: Provision) -> None:
    first = text("Первое.", kind="amend", proposed_text="один месяц", stance="oppose")
    confirmed = confirm(waiting(consultation, provision=article, words=first))
    revise(confirmed, "Второе.", kind="amend", proposed_text="два месяца")
    comment = services.revise_comment(
        secret=confirmed.secret, text=text("Третье.", kind="question"), now=LATER + HOUR
    )
    comment.refresh_from_db()
    assert (comment.rationale, comment.kind, comment.proposed_text) == ("Третье.", "question", "")
    assert (comment.revision, comment.revised_at) == (3, LATER + HOUR)
    assert comment.receipt_code == confirmed.comment.receipt_code
    shown = [
        (old.number, old.rationale, new.rationale) for old, new in selectors.history_of(comment)
    ]
    assert shown == [(2, "Второе.", "Третье."), (1, "Первое.", "Второе.")]
    oldest = CommentRevision.objects.get(number=1)
    assert (oldest.proposed_text, oldest.stance) == ("один месяц", "oppose")
    assert (oldest.written_at, oldest.replaced_at) == (NOW, LATER)
    entries = JournalEntry.objects.filter(kind="comment.revised").order_by("occurred_at")
    assert [entry.body["revision"] for entry in entries] == [2, 3]
    assert numbers([consultation.pk])[consultation.pk].published == 1
    assert services.recount_comments(consultation=consultation)


def test_the_index_is_told(consultation: Consultation) -> None:
    confirmed = confirm(waiting(consultation))
    IndexJob.objects.all().delete()
    comment = revise(confirmed)
    assert ("comment", comment.pk) in IndexJob.objects.values_list("kind", "object_id")


def test_a_text_that_the_rules_object_to_is_held(consultation: Consultation) -> None:
    comment = revise(confirm(waiting(consultation)), "Звоните: +7 914 123-45-67.")
    assert (comment.status, comment.is_public) == ("held", False)
    assert ModerationRecord.objects.get(comment=comment).reasons == ["phone"]
    consultation.refresh_from_db()
    assert consultation.open_items == 1
    assert numbers([consultation.pk])[consultation.pk].held == 1
    assert selectors.history_of(comment) == []


def test_where_texts_are_checked_first_new_words_are_too() -> None:
    confirmed = confirm(waiting(running(premoderated=True)))
    services.release_comment(actor=UserFactory(), comment=confirmed.comment, now=NOW)
    assert revise(confirmed).status == "held"


def test_who_joined_earlier_words_is_counted_as_such(consultation: Consultation) -> None:
    confirmed = confirm(waiting(consultation))
    early, late = UserFactory(), UserFactory()
    services.join_comment(actor=early, comment=confirmed.comment, now=NOW)
    comment = revise(confirmed)
    services.join_comment(actor=late, comment=comment, now=LATER + HOUR)
    comment.refresh_from_db()
    assert (comment.support_count, comment.earlier_supports) == (2, 1)
    ProvisionComment.objects.update(earlier_supports=0)
    services.recount_comments(consultation=consultation)
    comment.refresh_from_db()
    assert comment.earlier_supports == 1
    services.leave_comment(actor=early, comment=comment, now=LATER + HOUR)
    comment.refresh_from_db()
    assert (comment.support_count, comment.earlier_supports) == (1, 0)


def test_the_same_post_is_told_by_the_new_words(consultation: Consultation) -> None:
    actor = UserFactory()
    sent = submit(consultation, actor=actor, words=text("Первое."))
    services.revise_comment(secret=sent.secret, text=text("Второе."), now=LATER)
    with pytest.raises(CommentError) as error:
        submit(consultation, actor=actor, words=text("Второе."), now=LATER)
    assert error.value.code is CommentProblem.ALREADY_POSTED
    again = submit(consultation, actor=actor, words=text("Первое."), now=LATER)
    with pytest.raises(CommentError) as error:
        services.revise_comment(secret=again.secret, text=text("Второе."), now=LATER)
    assert error.value.code is CommentProblem.ALREADY_POSTED


def test_refusals(consultation: Consultation, moderator: User) -> None:
    confirmed = confirm(waiting(consultation))
    assert problem(confirmed, secret="forged") is CommentProblem.UNKNOWN_SECRET
    closed = dt.datetime(2026, 3, 31, 15, tzinfo=dt.UTC)  # midnight of the region
    assert problem(confirmed, now=closed) is CommentProblem.CLOSED
    assert problem(confirmed, text=text("")) is CommentProblem.NO_TEXT
    assert problem(confirmed, text=text("а", kind="add")) is CommentProblem.NO_WORDING
    assert problem(confirmed, text=text("а" * 10_001)) is CommentProblem.TOO_LONG
    same = text()
    assert problem(confirmed, text=same) is CommentProblem.NOTHING_CHANGED
    services.mark_answered(comment_ids=[confirmed.comment.pk], at=NOW)
    assert problem(confirmed) is CommentProblem.ANSWERED
    ProvisionComment.objects.update(answered_at=None)
    services.hide_comment(
        actor=moderator, comment=confirmed.comment, ground_code="insults", now=NOW
    )
    assert problem(confirmed) is CommentProblem.NOT_REVISABLE


@pytest.mark.usefixtures("open_now")
def test_the_page_of_the_link(consultation: Consultation, client: Client) -> None:
    confirmed = confirm(waiting(consultation))
    url = reverse("comments:revise", args=[confirmed.secret])
    assert url in client.get(reverse("comments:manage", args=[confirmed.secret])).content.decode()
    typed = {
        "kind": "add",
        "stance": "support",
        "rationale": "Пишите +7 914 123-45-67",
        "proposed_text": "",
    }
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert typed["rationale"] in refused.content.decode()
    typed |= {"proposed_text": "Часть 9. Новая."}
    warned = client.post(url, typed)
    assert "<mark>+7 914 123-45-67</mark>" in warned.content.decode()
    sent = client.post(url, typed | {"rationale": "Чтобы успеть."})
    assert sent["Location"] == reverse("comments:manage", args=[confirmed.secret])
    page = client.get(confirmed.comment.get_absolute_url()).content.decode()
    assert "Прежние редакции" in page
    assert client.get(reverse("comments:revise", args=["forged"])).status_code == 410


@pytest.mark.usefixtures("open_now")
def test_a_reply_has_no_kind(consultation: Consultation, client: Client) -> None:
    confirmed = confirm(
        waiting(consultation, reply_to=said(consultation), by=author("b@veche.example"))
    )
    url = reverse("comments:revise", args=[confirmed.secret])
    client.post(url, {"rationale": "Иначе.", "kind": "add", "stance": "oppose"})
    reply = ProvisionComment.objects.get(pk=confirmed.comment.pk)
    assert (reply.rationale, reply.kind, reply.stance) == ("Иначе.", "opinion", "neutral")


def test_a_wording_that_was_held_is_never_public(
    consultation: Consultation, moderator: User
) -> None:
    held = confirm(waiting(consultation, words=text("Звоните: +7 914 123-45-67.")))
    revise(held, "Без телефона.")
    comment = services.release_comment(actor=moderator, comment=held.comment, now=LATER)
    revise(held, "Ещё яснее.")
    comment.refresh_from_db()
    assert comment.is_visible
    assert [old.rationale for old, _new in selectors.history_of(comment)] == ["Без телефона."]
    assert len(selectors.wordings_of(comment)) == 2


def test_a_moderator_decides_on_the_words_that_were_read(moderator: User) -> None:
    confirmed = confirm(waiting(running(premoderated=True)))
    revise(confirmed, "Совсем другое.")
    decision = {"actor": moderator, "comment": confirmed.comment, "now": LATER}
    with pytest.raises(CommentError) as error:
        services.release_comment(**decision, seen=1)
    assert error.value.code is CommentProblem.CHANGED
    outcome = services.decide_many(
        actor=moderator, comments=[confirmed.comment], action="release",
        seen={confirmed.comment.pk: 1}, now=LATER,
    )  # fmt: skip
    assert (outcome.done, [e.code for _c, e in outcome.refused]) == (0, [CommentProblem.CHANGED])
    assert services.release_comment(**decision, seen=2).is_visible


def test_the_queue_names_the_latest_reason(consultation: Consultation, moderator: User) -> None:
    confirmed = confirm(waiting(consultation, words=text("Звоните: +7 914 123-45-67.")))
    services.release_comment(actor=moderator, comment=confirmed.comment, now=NOW)
    comment = revise(confirmed, "Подробности на kupi.ru.")
    (row,) = selectors.queue_rows([comment])
    assert list(row.reasons) == selectors.held_for(comment) == ["link"]


def test_new_words_can_be_reported_again(consultation: Consultation, moderator: User) -> None:
    confirmed = confirm(waiting(consultation))
    report = {"actor": None, "ground_code": "insults", "address": "192.0.2.1"}
    services.report_comment(**report, comment=confirmed.comment, now=NOW)
    services.settle_reports(actor=moderator, comment=confirmed.comment, now=NOW)
    comment = revise(confirmed)
    assert services.report_comment(**report, comment=comment, now=LATER).settled_at is None
