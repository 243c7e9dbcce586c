"""Joining a proposal: once a person, in time, counted exactly, and nobody's address is kept."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from consultations.comments import services
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.models import CommentCount, ProvisionComment, Support
from consultations.conclusions.domain.blockers import BlockerCode
from consultations.conclusions.selectors import finalise_blockers
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact, User
from core.accounts.purposes import Outcome
from core.journal.models import JournalEntry
from tests.comments import EMAIL, HOUR, NOW, local, said
from tests.factories.accounts import UserFactory
from tests.factories.comments import ProvisionCommentFactory
from tests.integration.comments.test_concurrency import THREADS, at_once

pytestmark = pytest.mark.django_db


def ask(comment: ProvisionComment, email: str = "ivan@veche.example", now=NOW) -> Confirmation:
    return services.ask_to_join(comment=comment, email=email, consents=("processing",), now=now)


def confirm(asked: Confirmation, now=NOW) -> Outcome:
    return accounts.confirm(token=accounts.token_of(asked), now=now)


def joined(comment: ProvisionComment) -> tuple[int, int, int]:
    """The number of people as the rows, the proposal, and the site's numbers tell it."""
    comment.refresh_from_db()
    total = numbers([comment.consultation_id])[comment.consultation_id].joined
    return comment.supports.count(), comment.support_count, total


def test_an_account_joins_once_and_may_leave(consultation: Consultation) -> None:
    comment, user = said(consultation), UserFactory()
    services.join_comment(actor=user, comment=comment, now=NOW)
    assert joined(comment) == (1, 1, 1)
    with pytest.raises(CommentError) as refused:
        services.join_comment(actor=user, comment=comment, now=NOW)
    assert refused.value.code is CommentProblem.ALREADY_JOINED
    assert services.leave_comment(actor=user, comment=comment, now=NOW)
    assert not services.leave_comment(actor=user, comment=comment, now=NOW)
    assert joined(comment) == (0, 0, 0)
    kinds = JournalEntry.objects.filter(kind__in=["comment.joined", "comment.left"])
    told = {entry.kind: entry.body["supports"] for entry in kinds}
    assert told == {"comment.joined": 1, "comment.left": 0}


def test_by_a_letter_and_the_address_is_destroyed(consultation: Consultation) -> None:
    comment = said(consultation)
    kept = set(Contact.objects.values_list("pk", flat=True))
    outcome = confirm(ask(comment))
    assert outcome.url == comment.get_absolute_url()
    assert joined(comment) == (1, 1, 1)
    assert set(Contact.objects.values_list("pk", flat=True)) == kept


def test_one_mailbox_in_two_letter_cases_and_an_account_are_one_person(
    consultation: Consultation,
) -> None:
    comment = said(consultation)
    confirm(ask(comment, "Ivan@Veche.example"))
    confirm(ask(comment, "ivan@veche.EXAMPLE"))
    with pytest.raises(CommentError):
        services.join_comment(
            actor=UserFactory(email="ivan@veche.example"), comment=comment, now=NOW
        )
    assert joined(comment) == (1, 1, 1)


def test_asked_in_time_and_confirmed_after_closing_counts(consultation: Consultation) -> None:
    comment = said(consultation)
    last = local(consultation.closes_on, 23, 50)
    asked = ask(comment, now=last)
    confirm(asked, now=last + 9 * HOUR)
    assert joined(comment) == (1, 1, 1)


def test_what_cannot_be_joined(consultation: Consultation) -> None:
    comment = said(consultation)
    reply = said(consultation, "Почему?", email="b@veche.example", reply_to=comment)
    user = UserFactory()
    cases = (
        (reply, user, NOW, CommentProblem.NOT_JOINABLE),
        (comment, UserFactory(email=EMAIL), NOW, CommentProblem.OWN),
        (comment, user, consultation.closes_at, CommentProblem.CLOSED),
        (comment, user, consultation.opens_at - HOUR, CommentProblem.NOT_OPEN_YET),
    )
    for what, who, when, code in cases:
        with pytest.raises(CommentError) as refused:
            services.join_comment(actor=who, comment=what, now=when)
        assert refused.value.code is code
    assert not Support.objects.exists()


def test_hidden_while_the_letter_waited(consultation: Consultation, moderator: User) -> None:
    comment = said(consultation)
    asked = ask(comment)
    services.hide_comment(actor=moderator, comment=comment, ground_code="spam", now=NOW)
    page = Client().post(f"/confirm/{accounts.token_of(asked)}/")
    assert page.status_code == 410
    assert not Support.objects.exists()


def test_people_move_with_the_status_of_the_proposal(
    consultation: Consultation, moderator: User
) -> None:
    comment = said(consultation)
    for _person in range(3):
        services.join_comment(actor=UserFactory(), comment=comment, now=NOW)
    services.hide_comment(actor=moderator, comment=comment, ground_code="spam", now=NOW)
    assert joined(comment) == (3, 3, 0)
    services.restore_comment(actor=moderator, comment=comment, now=NOW)
    assert joined(comment) == (3, 3, 3)
    assert services.recount_comments(consultation=consultation)


def test_a_recount_finds_and_mends_a_wrong_number(consultation: Consultation) -> None:
    comment = said(consultation)
    services.join_comment(actor=UserFactory(), comment=comment, now=NOW)
    ProvisionComment.objects.update(support_count=7)
    CommentCount.objects.update(supports=9)
    assert not services.recount_comments(consultation=consultation)
    assert joined(comment) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_join_at_once(consultation: Consultation) -> None:
    comment = said(consultation)
    people = [UserFactory() for _number in range(THREADS)]
    errors = at_once(
        [
            lambda who=who: services.join_comment(actor=who, comment=comment, now=NOW)
            for who in [*people, *people[:4]]
        ]
    )
    assert [error.code for error in errors] == [CommentProblem.ALREADY_JOINED] * 4
    assert joined(comment) == (THREADS, THREADS, THREADS)
    assert services.recount_comments(consultation=consultation)


# --- Pages --------------------------------------------------------------------------------------


def url(comment: ProvisionComment) -> str:
    place = comment.consultation
    return reverse("comments:join", args=[place.year, place.slug, comment.pk])


@pytest.mark.usefixtures("open_now")
def test_a_person_with_an_account_presses_once(consultation: Consultation, client: Client) -> None:
    comment = said(consultation)
    client.force_login(UserFactory())
    assert url(comment) in client.get(comment.get_absolute_url()).content.decode()
    assert client.post(url(comment))["Location"] == comment.get_absolute_url()
    page = client.get(comment.get_absolute_url()).content.decode()
    assert "Присоединился 1 человек" in page
    assert "Вы присоединились к этому предложению." in client.get(url(comment)).content.decode()
    client.post(url(comment), {"leave": "1"})
    assert joined(comment) == (0, 0, 0)


@pytest.mark.usefixtures("open_now")
def test_others_give_an_address_and_the_consent(consultation: Consultation, client: Client) -> None:
    comment = said(consultation)
    refused = client.post(url(comment), {"email": "a@veche.example"})
    assert refused.status_code == 422
    typed = {"email": "a@veche.example", "consent_processing": "on"}
    assert "/confirm/sent/" in client.post(url(comment), typed)["Location"]
    assert not Support.objects.exists()
    robot = client.post(url(comment), typed | {"homepage": "http://x.example"})
    assert robot["Location"] == comment.get_absolute_url()
    assert Confirmation.objects.count() == 1


def test_after_closing_the_page_says_so(consultation: Consultation, client: Client, time_machine):
    comment = said(consultation)
    time_machine.move_to(consultation.closes_at, tick=False)
    page = client.get(url(comment)).content.decode()
    assert "Предложения сейчас не принимаются" in page
    client.force_login(UserFactory())
    assert client.post(url(comment)).status_code == 422
    assert url(comment) not in client.get(comment.get_absolute_url()).content.decode()


def test_a_joining_that_may_still_be_confirmed_blocks_the_signature(
    consultation: Consultation,
) -> None:
    comment = said(consultation)
    late = consultation.closes_at - dt.timedelta(minutes=10)
    asked = services.ask_to_join(
        comment=comment, email="late@veche.example", consents=("processing",), now=late
    )
    after = consultation.closes_at + HOUR
    codes = [blocker.code for blocker in finalise_blockers(consultation, after)]
    assert BlockerCode.UNCONFIRMED_JOINS in codes
    accounts.confirm(token=accounts.token_of(asked), now=after)
    assert Support.objects.get().comment == comment
    codes = [blocker.code for blocker in finalise_blockers(consultation, after)]
    assert BlockerCode.UNCONFIRMED_JOINS not in codes
    other = ProvisionCommentFactory()
    assert BlockerCode.UNCONFIRMED_JOINS not in [
        blocker.code for blocker in finalise_blockers(other.consultation, after)
    ]
