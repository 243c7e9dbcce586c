"""Following: by an account at once, by e-mail after a letter; letters come only with news."""

import datetime as dt

import pytest
from django.core import mail

from consultations.comments import services as comments
from consultations.following import services, subjects
from consultations.following.domain.targets import Target
from consultations.following.errors import FollowingError, FollowingProblem
from consultations.following.models import Frequency, Subscription
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import Confirmation, Contact
from drafts.models import Provision
from tests.comments import NOW, author, confirm, running, said, waiting
from tests.factories.accounts import UserFactory
from tests.factories.drafts import BillVersionFactory, ProvisionFactory, TopicFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BEFORE = NOW - dt.timedelta(hours=1)


@pytest.fixture
def consultation() -> Consultation:
    return running()


@pytest.fixture
def article(consultation: Consultation) -> Provision:
    return ProvisionFactory(version=consultation.version, number="7", heading="Срок ответа")


def ask(target: Target, email: str = "Maria@veche.example", **extra: str) -> Confirmation:
    return services.ask_to_follow(
        target=target, email=email, consents=("processing",), now=BEFORE, **extra
    )


def confirm_letter(asked: Confirmation) -> None:
    accounts.confirm(token=accounts.token_of(asked), now=BEFORE)


def test_an_account_follows_at_once_and_once(consultation: Consultation) -> None:
    user = UserFactory()
    target = subjects.of_bill(consultation.version.bill)
    first = services.follow(actor=user, target=target, now=NOW)
    again = services.follow(actor=user, target=target, frequency=Frequency.WEEKLY, now=NOW)
    assert first == again
    assert Subscription.objects.get().frequency == "weekly"
    assert Contact.objects.count() == 1


def test_others_follow_after_the_letter(consultation: Consultation) -> None:
    asked = ask(subjects.of_bill(consultation.version.bill))
    assert not Subscription.objects.exists()
    run_tasks()
    assert consultation.version.bill.title in mail.outbox[0].body
    confirm_letter(asked)
    assert Subscription.objects.get().contact.email == "Maria@veche.example"


def test_two_spellings_of_one_mailbox_follow_once(consultation: Consultation) -> None:
    target = subjects.of_bill(consultation.version.bill)
    confirm_letter(ask(target))
    confirm_letter(ask(target, email="maria@VECHE.example"))
    assert Subscription.objects.count() == 1
    assert Contact.objects.count() == 1  # the second address is not kept


def test_nothing_secret_can_be_followed(consultation: Consultation) -> None:
    draft = BillVersionFactory(draft=True)
    with pytest.raises(FollowingError) as refused:
        ask(subjects.of_bill(draft.bill))
    assert refused.value.code is FollowingProblem.NOTHING_THERE
    held = said(consultation)
    comments.hold_comment(actor=UserFactory(), comment=held, now=NOW)
    with pytest.raises(FollowingError):
        ask(subjects.of_comment(held))
    assert not Confirmation.objects.exists()


def test_a_letter_tells_what_is_new_and_only_once(
    consultation: Consultation, article: Provision
) -> None:
    confirm_letter(ask(subjects.of_bill(consultation.version.bill)))
    confirm_letter(ask(subjects.of_provision(consultation.version.bill, article)))
    comment = said(consultation, provision=article)
    run_tasks()
    mail.outbox.clear()
    assert services.send_news(now=NOW + dt.timedelta(hours=22)) == 0
    assert services.send_news(now=NOW + 2 * DAY) == 1
    assert services.send_news(now=NOW + 2 * DAY) == 0
    run_tasks()
    (letter,) = mail.outbox
    assert letter.body.count("1 новое предложение") == 2  # of the bill and of the provision
    assert f"?on={article.eid}" in letter.body
    assert letter.extra_headers["List-Unsubscribe"].endswith("/stop/>")
    assert comment.rationale not in letter.body
    assert services.send_news(now=NOW + 4 * DAY) == 0  # no news, no letter


def test_a_followed_proposal_tells_of_replies_and_hiding(consultation: Consultation) -> None:
    comment = said(consultation)
    confirm_letter(ask(subjects.of_comment(comment)))
    said(consultation, "Почему именно десять?", email="other@veche.example", reply_to=comment)
    ground = "off_topic"
    comments.hide_comment(
        actor=UserFactory(), comment=comment, ground_code=ground, now=NOW + dt.timedelta(hours=1)
    )
    run_tasks()
    mail.outbox.clear()
    services.send_news(now=NOW + 2 * DAY)
    run_tasks()
    (letter,) = mail.outbox
    assert "Новая реплика к предложению" in letter.body
    assert "Модератор скрыл это предложение" in letter.body


def test_a_followed_provision_tells_when_its_words_change(
    consultation: Consultation, article: Provision
) -> None:
    bill = consultation.version.bill
    confirm_letter(ask(subjects.of_provision(bill, article)))
    newer = BillVersionFactory(bill=bill, number=2, published_at=NOW)
    ProvisionFactory(
        version=newer, number="7", heading="Срок ответа и его продление", lineage=article.lineage
    )
    services.send_news(now=NOW + 2 * DAY)
    run_tasks()
    assert "Слова изменились в редакции 2" in mail.outbox[-1].body
    assert f"/bills/{bill.slug}/compare/1..2/" in mail.outbox[-1].body


def test_a_topic_tells_of_new_bills(consultation: Consultation) -> None:
    topic = TopicFactory(name="бюджет")
    confirm_letter(ask(subjects.of_topic(topic)))
    version = BillVersionFactory(published_at=NOW, bill__title="О школьных дворах")
    version.bill.topics.add(topic)
    services.send_news(now=NOW + 2 * DAY)
    run_tasks()
    assert "Новый законопроект: «О школьных дворах»" in mail.outbox[-1].body


def test_a_municipality_tells_of_proposals_however_it_is_spelt(consultation: Consultation) -> None:
    confirm_letter(ask(subjects.of_municipality("село Берёзовка"), municipality="село Берёзовка"))
    for place in ("Село  Березовка", "Тында"):
        email = f"{len(place)}@veche.example"
        confirm(waiting(consultation, by=author(email, municipality=place)))
    services.send_news(now=NOW + 2 * DAY)
    run_tasks()
    assert "1 новое предложение по законопроекту" in mail.outbox[-1].body


def test_weekly_letters_wait_a_week(consultation: Consultation) -> None:
    confirm_letter(ask(subjects.of_bill(consultation.version.bill), frequency="weekly"))
    said(consultation)
    assert services.send_news(now=NOW + 2 * DAY) == 0
    assert services.send_news(now=NOW + 8 * DAY) == 1


def test_stopping_destroys_the_address(consultation: Consultation) -> None:
    confirm_letter(ask(subjects.of_bill(consultation.version.bill)))
    services.stop_following(subscription=Subscription.objects.get())
    assert not Contact.objects.exists()


def test_a_person_who_is_forgotten_gets_no_letters(consultation: Consultation) -> None:
    confirm_letter(ask(subjects.of_bill(consultation.version.bill)))
    accounts.erase_contact(actor=None, contact=Contact.objects.get())
    assert not Subscription.objects.exists()


def test_what_is_gone_says_so_at_confirming(consultation: Consultation, client) -> None:
    topic = TopicFactory()
    asked = ask(subjects.of_topic(topic))
    topic.delete()
    response = client.post(f"/confirm/{accounts.token_of(asked)}/")
    assert response.status_code == 410
    assert not Subscription.objects.exists()


def test_one_person_cannot_follow_without_end(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MAX_SUBSCRIPTIONS", 1)
    user = UserFactory()
    services.follow(actor=user, target=subjects.of_bill(consultation.version.bill), now=NOW)
    with pytest.raises(FollowingError) as refused:
        services.follow(actor=user, target=subjects.of_topic(TopicFactory()), now=NOW)
    assert refused.value.code is FollowingProblem.TOO_MANY


def test_the_letters_of_one_person_cost_the_same_however_many_others_follow(
    consultation: Consultation, django_assert_max_num_queries
) -> None:
    for number in range(5):
        confirm_letter(
            ask(subjects.of_bill(consultation.version.bill), email=f"p{number}@veche.example")
        )
    said(consultation)
    with django_assert_max_num_queries(5 * 30):
        assert services.send_news(now=NOW + 2 * DAY) == 5
