"""The committee answers; authors hear of it; a new wording supersedes the old one."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.comments.models import CommentStatus
from consultations.conclusions.domain.answers import AnswerData, AnswerFault
from consultations.conclusions.errors import (
    AnswerRefused,
    ConclusionsError,
    ConclusionsProblem,
    StaleDraft,
)
from consultations.conclusions.events import AnswerPublished, answer_published
from consultations.conclusions.models import Answer, ArgumentItem
from consultations.conclusions.selectors import (
    answers_for_comments,
    answers_for_remarks,
    remark_tallies,
    tally,
)
from consultations.conclusions.services import draft_answer
from consultations.process.models import Consultation
from consultations.process.numbers import numbers
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from tests.factories.accounts import MembershipFactory
from tests.factories.conclusions import (
    ACCEPTANCE,
    REFUSAL,
    adopted,
    answered,
    group_of,
    published,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.signed import object_to_answer
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


def test_an_answer_closes_the_group_and_is_in_the_journal() -> None:
    consultation = ConsultationFactory()
    clerk = MembershipFactory(body=consultation.responder, role=MembershipRole.CLERK).user
    group = group_of(published(consultation))
    heard: list[AnswerPublished] = []

    def listen(sender: Any, event: AnswerPublished, **kwargs: Any) -> None:
        heard.append(event)

    answer_published.connect(listen)
    try:
        answer = answered(group, actor=clerk)
    finally:
        answer_published.disconnect(listen)
    group.refresh_from_db()
    consultation.refresh_from_db()
    assert not group.is_open
    assert consultation.open_items == 0
    assert answer.reason_title == "Противоречит федеральному законодательству"
    assert answer.answered_by == clerk
    assert heard == [AnswerPublished(answer.pk, group.pk, consultation.pk)]
    assert JournalEntry.objects.get(kind="answers.agreed").body["answers"] == 1
    entry = JournalEntry.objects.get(kind="answer.published")
    assert entry.subject_id == str(answer.pk)
    assert entry.body["disposition"] == "rejected"


def test_a_new_wording_supersedes_and_never_edits() -> None:
    consultation = ConsultationFactory()
    group = group_of(published(consultation))
    first = answered(group)
    second = answered(group, AnswerData("noted", "opinion", "Учтём."))
    first.refresh_from_db()
    assert (first.is_current, first.text) == (False, REFUSAL.text)
    assert (second.is_current, second.revision) == (True, 2)
    consultation.refresh_from_db()
    assert consultation.open_items == 0
    kinds = JournalEntry.objects.filter(subject_type="answer").values_list("kind", flat=True)
    assert sorted(kinds) == ["answer.published", "answer.revised"]


def test_the_same_position_again_is_no_new_answer() -> None:
    group = group_of(published(ConsultationFactory()))
    answered(group)
    with pytest.raises(ConclusionsError) as refused:
        answered(group, replace(REFUSAL, text=f"  {REFUSAL.text} "))
    assert refused.value.code == ConclusionsProblem.UNCHANGED
    assert group.answers.count() == 1
    assert JournalEntry.objects.filter(subject_type="answer").count() == 1


def test_two_current_answers_are_impossible() -> None:
    group = group_of(published(ConsultationFactory()))
    answered(group)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            group=group, revision=2, disposition="accepted", published_at=timezone.now()
        )


def test_the_database_wants_reasoning_too() -> None:
    group = group_of(published(ConsultationFactory()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(group=group, disposition="rejected", published_at=timezone.now())


def test_a_colleague_was_faster() -> None:
    group = group_of(published(ConsultationFactory()))
    first = draft_answer(actor=None, group=group, data=REFUSAL, now=timezone.now())
    with pytest.raises(StaleDraft) as stale:
        draft_answer(actor=None, group=group, data=REFUSAL, now=timezone.now(), seen_version=0)
    assert stale.value.current == first
    draft_answer(actor=None, group=group, data=REFUSAL, now=timezone.now(), seen_version=1)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (AnswerData("rejected", "federal_law"), AnswerFault.NO_REASONING),
        (AnswerData("rejected", "", "Слова"), AnswerFault.NO_REASON),
        (AnswerData("rejected", "opinion", "Слова"), AnswerFault.UNKNOWN_REASON),
        (AnswerData("accepted"), AnswerFault.NO_EXPECTED_WORDING),
        (AnswerData("approved"), AnswerFault.UNKNOWN_DISPOSITION),
        (AnswerData("rejected", "federal_law", "я" * 20_001), AnswerFault.TOO_LONG),
        (AnswerData("rejected", "federal_law", "Слова", "я" * 501), AnswerFault.TOO_LONG),
    ],
)
def test_an_incomplete_answer_is_refused(data: AnswerData, fault: AnswerFault) -> None:
    comment = published(ConsultationFactory(), kind="amend", proposed_text="за пять дней")
    group = group_of(comment)
    with pytest.raises(AnswerRefused) as refused:
        answered(group, data)
    assert refused.value.faults == (fault,)
    group.refresh_from_db()
    assert group.is_open
    assert not Answer.objects.exists()


def test_a_remark_with_a_wording_asks_for_the_expected_one() -> None:
    consultation = ConsultationFactory()
    opinion = adopted(consultation, {"proposed_text": "за пять дней"})
    group = opinion.remarks.get().argument.group
    with pytest.raises(AnswerRefused) as refused:
        answered(group, AnswerData("accepted"))
    assert refused.value.faults == (AnswerFault.NO_EXPECTED_WORDING,)
    assert answered(group, ACCEPTANCE).expected_text == ACCEPTANCE.expected_text


@pytest.mark.parametrize(
    ("phase", "code"),
    [
        ({"upcoming": True}, ConclusionsProblem.NOT_ANSWERABLE_NOW),
        ({}, None),
        ({"closed": True}, None),
        ({"concluded": True}, ConclusionsProblem.CONCLUDED),
    ],
)
def test_answers_are_given_while_people_speak_and_after(phase: dict[str, bool], code: Any) -> None:
    consultation = ConsultationFactory(**phase)
    running = Consultation.objects.filter(pk=consultation.pk)
    status, concluded_at = consultation.status, consultation.concluded_at
    running.update(status="running", concluded_at=None)
    group = group_of(published(consultation))
    running.update(
        status=status, concluded_at=concluded_at, summary_signed_at=concluded_at, open_items=0
    )
    if code is None:
        assert answered(group).is_current
        return
    with pytest.raises(ConclusionsError) as refused:
        answered(group)
    assert refused.value.code == code


def test_what_is_hidden_needs_no_answer() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation)
    group = group_of(comment)
    comment.status = CommentStatus.HIDDEN
    comment.save()
    with pytest.raises(ConclusionsError) as refused:
        answered(group)
    assert refused.value.code == ConclusionsProblem.NOTHING_TO_ANSWER


def test_every_author_who_left_an_address_gets_the_answer() -> None:
    consultation = ConsultationFactory()
    provision = ProvisionFactory(version=consultation.version, path="article:5/paragraph:1")
    first = published(consultation, provision=provision)
    second = published(consultation, provision=provision, contact__language="en")
    third = published(consultation, provision=provision, contact__email="")
    hidden = published(consultation, provision=provision)
    group = group_of(first)
    members = ArgumentItem.objects.filter(comment__in=[second, third, hidden])
    members.update(group=group)
    hidden.status = CommentStatus.HIDDEN
    hidden.save()
    run_tasks()
    OutboxMessage.objects.all().delete()
    answered(group)
    run_tasks()
    letters = {letter.to: letter for letter in OutboxMessage.objects.all()}
    assert set(letters) == {first.contact.email, second.contact.email}
    russian = letters[first.contact.email]
    assert first.receipt_code in russian.subject
    assert REFUSAL.text in russian.body_text
    assert f"http://testserver/receipts/{first.receipt_code}/" in russian.body_text
    assert "Часть 1 статьи 5" in russian.body_text
    assert f"/receipts/{first.receipt_code}/" in russian.body_html
    english = letters[second.contact.email]
    assert "Your proposal" in english.subject
    assert "not accepted" in english.body_text


def test_a_superseded_answer_is_not_sent_any_more() -> None:
    comment = published(ConsultationFactory())
    group = group_of(comment)
    answered(group)
    answered(group, AnswerData("noted", "opinion", "Учтём."))
    run_tasks()
    letters = OutboxMessage.objects.filter(key__startswith="answer:")
    assert [letter.body_text.count("Учтём.") for letter in letters] == [1]


@pytest.mark.parametrize("count", [1, 50])
def test_answers_are_read_in_one_query(count: int, django_assert_num_queries: Any) -> None:
    consultation = ConsultationFactory()
    provision = ProvisionFactory(version=consultation.version)
    comments = [published(consultation, provision=provision) for _number in range(count)]
    for comment in comments:
        answered(group_of(comment))
    waiting = published(consultation)
    ids = [*(comment.pk for comment in comments), waiting.pk]
    with django_assert_num_queries(1):
        found = answers_for_comments(ids)
        for answer in found.values():
            assert answer.group.consultation.responder.name
            assert answer.original_text
    assert set(found) == {comment.pk for comment in comments}
    with django_assert_num_queries(0):
        assert answers_for_comments([]) == {}


def test_an_answer_to_a_group_is_the_answer_of_each_member() -> None:
    consultation = ConsultationFactory()
    first, second = published(consultation), published(consultation)
    ArgumentItem.objects.filter(comment=second).update(group=group_of(first))
    opinion = adopted(consultation, {})
    answer = answered(group_of(first))
    remark = opinion.remarks.get()
    about_remark = answered(remark.argument.group)
    assert answers_for_comments([first.pk, second.pk]) == {first.pk: answer, second.pk: answer}
    assert answers_for_remarks([remark.pk]) == {remark.pk: about_remark}


def test_an_answer_that_has_not_stood_up_is_counted_nowhere() -> None:
    """In the event and in the record of the council alike."""
    consultation = ConsultationFactory()
    comment = published(consultation)
    opinion = adopted(consultation, {}, {})
    first, second = opinion.remarks.order_by("position")
    ArgumentItem.objects.filter(remark=first).update(group=group_of(comment))
    answered(group_of(comment))
    answered(second.argument.group, AnswerData("noted", "opinion", "Да"))

    def counted() -> list[tuple[int, int, int]]:
        ours = tally(consultation).remarks
        theirs = remark_tallies([opinion.council.pk])[opinion.council.pk]
        return [(one.rejected, one.noted, one.waiting) for one in (ours, theirs)]

    assert counted() == [(1, 1, 0)] * 2
    object_to_answer(comment, "upheld")
    assert counted() == [(0, 1, 1)] * 2
    answered(group_of(comment), AnswerData("noted", "opinion", "Учтём."))
    assert counted() == [(0, 2, 0)] * 2


def test_positions_are_counted_by_proposal_and_by_remark(
    django_assert_num_queries: Any,
) -> None:
    consultation = ConsultationFactory()
    comments = [published(consultation) for _number in range(4)]
    hidden = published(consultation, status=CommentStatus.HIDDEN)
    published(consultation, reply_to=comments[0])
    opinion = adopted(consultation, {}, {})
    ArgumentItem.objects.filter(comment=comments[1]).update(group=group_of(comments[0]))
    answered(group_of(comments[0]))
    answered(group_of(comments[2]), AnswerData("accepted"))
    answered(opinion.remarks.first().argument.group, AnswerData("noted", "opinion", "Да"))
    with django_assert_num_queries(5):
        found = tally(consultation)
    assert (found.proposals.rejected, found.proposals.accepted, found.proposals.waiting) == (
        2,
        1,
        1,
    )
    assert (found.remarks.noted, found.remarks.waiting) == (1, 1)
    assert (found.answered, found.accepted_any, found.waiting) == (4, 1, 2)
    counts = numbers([consultation.pk])[consultation.pk]
    assert found.proposals.total == counts.published == 4
    assert counts.hidden == 1
    assert hidden.status == CommentStatus.HIDDEN
