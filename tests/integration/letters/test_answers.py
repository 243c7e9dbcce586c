"""Letters with answers: one to a person, with everything, never twice."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from consultations.comments.models import Participant, ProvisionComment
from consultations.comments.services import hide_comment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.services import agree_answers, draft_answer, publish_answers
from consultations.letters import mail, selectors, services, tasks
from consultations.letters.clock import take_up
from consultations.letters.models import AuthorNotice
from consultations.process.models import Consultation
from core.accounts.models import Contact
from core.accounts.selectors import email_hash
from core.accounts.services import erase_contact
from core.mail.models import OutboxMessage
from drafts.models import Provision
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import REFUSAL, answered, group_of, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
MARIA = "maria@veche.example"
IVAN = "ivan@veche.example"
ACCEPTED = AnswerData("accepted", "as_proposed", norm="статья 7", expected_text="в пять дней")


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


def by(person: str, consultation: Consultation, **values: Any) -> ProvisionComment:
    """A published proposal of the owner of an e-mail."""
    key = email_hash(person)
    known = Participant.objects.filter(consultation=consultation, email_hash=key).first()
    if known is not None:
        values["participant"] = known
    return published(consultation, contact__email=person, contact__email_hash=key, **values)


def publish(*comments: ProvisionComment, data: AnswerData = REFUSAL) -> None:
    """Answers to proposals, published in one batch."""
    now = timezone.now()
    groups = [group_of(comment) for comment in comments]
    versions = {
        group.pk: draft_answer(actor=None, group=group, data=data, now=now).version
        for group in groups
    }
    batch = {"actor": None, "consultation": groups[0].consultation, "versions": versions}
    agree_answers(**batch, sitting_on=timezone.localdate(now), minutes_number="17", now=now)
    publish_answers(**batch, now=now, despite_flaws=list(versions))


def letters(person: str = MARIA) -> list[OutboxMessage]:
    answers = OutboxMessage.objects.filter(key__startswith="answer:", to=person)
    return list(answers.order_by("pk"))


@pytest.fixture
def provision(consultation: Consultation) -> Provision:
    return ProvisionFactory(version=consultation.version, path="article:5/paragraph:1")


def test_a_person_gets_one_letter_with_everything_that_was_answered(
    consultation: Consultation, provision: Provision
) -> None:
    first = by(MARIA, consultation, provision=provision, proposed_text="в течение пяти дней")
    second = by(MARIA, consultation, comment="Нужен телефон.")
    other = by(IVAN, consultation)
    publish(first, second, other)
    run_tasks()
    (letter,) = letters()
    assert "2 " in letter.subject
    for words in (
        "Часть 1 статьи 5",
        "в течение пяти дней",
        "Нужен телефон.",
        REFUSAL.text,
        "17",
        first.receipt_code,
        f"http://testserver/receipts/{second.receipt_code}/",
    ):
        assert words in letter.body_text
        assert words in letter.body_html
    assert other.receipt_code not in letter.body_text
    assert len(letters(IVAN)) == 1


def test_norm_and_expected_wording_stand_in_the_letter(consultation: Consultation) -> None:
    publish(by(MARIA, consultation), data=ACCEPTED)
    run_tasks()
    (letter,) = letters()
    assert "статья 7" in letter.body_text
    assert "в пять дней" in letter.body_html


def test_of_forty_proposals_twenty_are_in_full_and_the_rest_is_a_list(
    consultation: Consultation,
) -> None:
    comments = [by(MARIA, consultation) for _ in range(40)]
    publish(*comments)
    run_tasks()
    (letter,) = letters()
    assert letter.body_text.count(REFUSAL.text) == mail.IN_FULL == 20
    assert all(comment.receipt_code in letter.body_text for comment in comments[:20])
    assert all(f"/receipts/{comment.receipt_code}/" in letter.body_text for comment in comments)


def test_nobody_is_told_twice(consultation: Consultation) -> None:
    comment = by(MARIA, consultation)
    publish(comment)
    for _ in range(3):
        tasks.tell_answers.enqueue(consultation.pk)
        run_tasks()
    take_up(timezone.now())
    run_tasks()
    assert len(letters()) == 1
    assert AuthorNotice.objects.get().told_at is not None


def test_a_revised_answer_is_told_as_such(consultation: Consultation) -> None:
    comment = by(MARIA, consultation)
    publish(comment)
    run_tasks()
    late = by(IVAN, consultation, comment=comment.comment)
    publish(comment, data=AnswerData("noted", "opinion", "Учтём при подготовке."))
    run_tasks()
    first, second = letters()
    assert first.subject != second.subject
    assert "Учтём при подготовке." in second.body_text
    # Who came late has had no other answer (the letters to him and to her are of one task).
    (of_late,) = [letter for letter in letters(IVAN) if late.receipt_code in letter.subject]
    assert of_late.subject.replace(late.receipt_code, "") == first.subject.replace(
        comment.receipt_code, ""
    )


def test_members_who_come_later_are_told_in_one_letter(consultation: Consultation) -> None:
    comment = by(IVAN, consultation)
    publish(comment)
    run_tasks()
    for _ in range(3):
        by(MARIA, consultation, comment=comment.comment)
    run_tasks()
    (letter,) = letters()
    assert letter.body_text.count(REFUSAL.text) == 3
    assert len(letters(IVAN)) == 1


def test_hidden_and_erased_ones_get_none(consultation: Consultation) -> None:
    hidden, erased = by(MARIA, consultation), by(IVAN, consultation)
    hide_comment(actor=UserFactory(), comment=hidden, ground_code="spam", now=timezone.now())
    shown = by("third@veche.example", consultation)
    publish(erased, shown)
    erase_contact(actor=None, contact=erased.contact, now=timezone.now())
    run_tasks()
    assert (len(letters()), len(letters(IVAN)), len(letters("third@veche.example"))) == (0, 0, 1)


def test_an_address_out_of_order_stops_nobody(consultation: Consultation) -> None:
    broken, whole = by("no address", consultation), by(MARIA, consultation)
    publish(broken, whole)
    run_tasks()
    assert len(letters()) == 1
    assert AuthorNotice.objects.get(comment=broken).told_at is None
    assert selectors.answers_due().count() == 0


def test_a_task_that_dies_between_two_people_is_taken_up(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [f"p{number}@veche.example" for number in range(6)]
    publish(*(by(person, consultation) for person in people))
    send, calls = mail.send_answers, []

    def dies(*args: Any) -> bool:
        calls.append(args)
        sent = send(*args)  # the letter is written, its notice is not: both are rolled back
        if len(calls) == 4:
            raise MemoryError
        return sent

    monkeypatch.setattr(mail, "send_answers", dies)
    run_tasks(expect_failures=True)
    assert len(letters(people[0]) + letters(people[1])) <= 2
    assert OutboxMessage.objects.filter(key__startswith="answer:").count() == 3
    monkeypatch.setattr(mail, "send_answers", send)
    assert take_up(timezone.now())
    run_tasks()
    assert [len(letters(person)) for person in people] == [1] * 6
    assert AuthorNotice.objects.count() == 6


def test_many_people_are_told_in_portions(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "PORTION", 2)
    people = [f"p{number}@veche.example" for number in range(5)]
    publish(*(by(person, consultation) for person in people))
    assert services.tell_answers(consultation_id=consultation.pk, now=timezone.now(), limit=2) == 2
    run_tasks()
    assert [len(letters(person)) for person in people] == [1] * 5


@pytest.mark.parametrize("count", [1, 40])
def test_a_letter_costs_the_same_queries(
    count: int, consultation: Consultation, django_assert_max_num_queries: Any
) -> None:
    publish(*(by(MARIA, consultation) for _ in range(count)))
    with django_assert_max_num_queries(16):
        services.tell_answers(consultation_id=consultation.pk, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_letter(consultation: Consultation) -> None:
    people = [f"p{number}@veche.example" for number in range(8)]
    publish(*(by(person, consultation) for person in people))
    errors: list[BaseException] = []

    def work() -> None:
        try:
            services.tell_answers(consultation_id=consultation.pk, now=timezone.now())
        except BaseException as error:  # noqa: BLE001 - shown below
            errors.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == []
    assert [len(letters(person)) for person in people] == [1] * 8
    assert Contact.objects.count() == 8


def test_answers_are_told_to_all_who_are_in_the_group(consultation: Consultation) -> None:
    comment = by(MARIA, consultation)
    by(IVAN, consultation, comment=comment.comment)
    answered(group_of(comment))
    run_tasks()
    assert (len(letters()), len(letters(IVAN))) == (1, 1)
