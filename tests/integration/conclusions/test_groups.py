"""Every published proposal and every remark waits for an answer, and the count is exact."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.comments.services import hide_comment, restore_comment
from consultations.comments.services.creating import tell
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem
from consultations.conclusions.models import ArgumentGroup, ArgumentItem
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.conclusions.services import place_remark, recount_open_items
from consultations.expertise.events import OpinionAdopted
from consultations.process.models import Consultation, ConsultationStatus
from tests.factories.accounts import UserFactory
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.conclusions import REFUSAL, adopted, answered, group_of, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db


def open_items(consultation: Consultation) -> int:
    return Consultation.objects.get(pk=consultation.pk).open_items


def moved(comment: ProvisionComment, status: CommentStatus) -> None:
    old, comment.status = comment.status, status
    comment.save()
    tell(comment, old=old)


def test_a_published_proposal_gets_a_group_at_its_place() -> None:
    consultation = ConsultationFactory()
    provision = ProvisionFactory(version=consultation.version, position=7)
    on_article = group_of(published(consultation, provision=provision))
    on_bill = group_of(published(consultation))
    assert (on_article.provision, on_article.position, on_article.is_open) == (provision, 7, True)
    assert (on_bill.provision, on_bill.position) == (None, WHOLE_BILL)
    assert open_items(consultation) == 2


def test_a_reply_needs_no_answer() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation)
    reply = published(consultation, reply_to=comment)
    assert not ArgumentItem.objects.filter(comment=reply).exists()
    assert open_items(consultation) == 1


def test_a_held_comment_is_open_itself_and_then_needs_an_answer() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation, status=CommentStatus.HELD)
    assert open_items(consultation) == 1
    assert not ArgumentGroup.objects.exists()
    moved(comment, CommentStatus.PUBLISHED)
    assert open_items(consultation) == 1
    assert group_of(comment).is_open
    reply = published(consultation, reply_to=comment, status=CommentStatus.HELD)
    assert open_items(consultation) == 2
    moved(reply, CommentStatus.HIDDEN)
    assert open_items(consultation) == 1


def test_hiding_leaves_the_count_and_restoring_returns() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation)
    moderator = UserFactory()
    hide_comment(actor=moderator, comment=comment, ground_code="spam", now=timezone.now())
    assert (open_items(consultation), group_of(comment).is_open) == (0, False)
    restore_comment(actor=moderator, comment=comment, now=timezone.now())
    assert (open_items(consultation), group_of(comment).is_open) == (1, True)


def test_an_answered_proposal_comes_back_answered() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation)
    answered(group_of(comment))
    moved(comment, CommentStatus.HIDDEN)
    moved(comment, CommentStatus.PUBLISHED)
    assert (open_items(consultation), group_of(comment).is_open) == (0, False)


def test_a_group_stays_open_while_one_of_its_members_is_public() -> None:
    consultation = ConsultationFactory()
    first, second = published(consultation), published(consultation)
    merged, left = group_of(first), group_of(second)
    ArgumentItem.objects.filter(comment=second).update(group=merged)
    left.delete()
    assert recount_open_items(consultation=consultation) == 1
    moved(first, CommentStatus.HIDDEN)
    assert open_items(consultation) == 1
    moved(second, CommentStatus.WITHDRAWN)
    assert open_items(consultation) == 0
    moved(first, CommentStatus.PUBLISHED)
    assert open_items(consultation) == 1


def test_each_remark_of_an_adopted_opinion_waits_for_an_answer() -> None:
    consultation = ConsultationFactory()
    provision = ProvisionFactory(version=consultation.version, position=3)
    opinion = adopted(consultation, {"provision": provision}, {})
    assert open_items(consultation) == 2
    placed = ArgumentGroup.objects.filter(items__remark__opinion=opinion)
    assert [(group.provision, group.position) for group in placed] == [
        (provision, 3),
        (None, WHOLE_BILL),
    ]
    event = OpinionAdopted(opinion_id=opinion.pk, consultation_id=consultation.pk)
    place_remark(event=event)
    assert open_items(consultation) == 2
    assert ArgumentItem.objects.count() == 2


def test_the_recount_puts_right_what_went_wrong_elsewhere() -> None:
    consultation = ConsultationFactory()
    comment = published(consultation)
    closed = published(consultation)
    answered(group_of(closed))
    ProvisionCommentFactory(consultation=consultation)  # nobody was told of it
    published(consultation, status=CommentStatus.HELD)
    ArgumentGroup.objects.filter(pk=group_of(comment).pk).update(is_open=False)
    ArgumentGroup.objects.filter(pk=group_of(closed).pk).update(is_open=True)
    Consultation.objects.filter(pk=consultation.pk).update(open_items=40)
    assert recount_open_items(consultation=consultation) == 3
    assert open_items(consultation) == 3
    assert group_of(comment).is_open
    assert not group_of(closed).is_open


def test_the_database_refuses_a_conclusion_with_something_open() -> None:
    consultation = ConsultationFactory(closed=True)
    published(consultation)
    now = timezone.now()
    values = {"status": ConsultationStatus.CONCLUDED, "concluded_at": now, "summary_signed_at": now}
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(**values)
    answered(group_of(consultation.comments.get()))
    assert Consultation.objects.filter(pk=consultation.pk).update(**values) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(open_items=1)


def test_after_the_conclusion_nothing_opens() -> None:
    consultation = ConsultationFactory(concluded=True)
    comment = ProvisionCommentFactory(consultation=consultation)
    with pytest.raises(ConclusionsError) as refused, transaction.atomic():
        tell(comment, old=CommentStatus.HIDDEN)
    assert refused.value.code == ConclusionsProblem.CONCLUDED
    assert open_items(consultation) == 0


def in_threads(*jobs: Callable[[], Any]) -> list[BaseException]:
    """Runs all at once; returns what they raised."""
    barrier = threading.Barrier(len(jobs))
    errors: list[BaseException] = []

    def run(job: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=30)
            with transaction.atomic():
                job()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_at_once_keep_the_count_exact() -> None:
    consultation = ConsultationFactory()
    to_hide = [published(consultation) for _number in range(4)]
    to_answer = [published(consultation) for _number in range(4)]
    fresh = [ProvisionCommentFactory(consultation=consultation) for _number in range(4)]
    held = [
        ProvisionCommentFactory(consultation=consultation, status=CommentStatus.HELD)
        for _number in range(4)
    ]
    assert open_items(consultation) == 8
    jobs: list[Callable[[], Any]] = []
    for hidden, closed, new, waiting in zip(to_hide, to_answer, fresh, held, strict=True):
        jobs += [
            lambda comment=hidden: moved(comment, CommentStatus.HIDDEN),
            lambda comment=closed: answered(group_of(comment)),
            lambda comment=new: tell(comment, old=None),
            lambda comment=waiting: tell(comment, old=None),
        ]
    assert len(jobs) == 16
    assert in_threads(*jobs) == []
    assert open_items(consultation) == 8  # 8 - 4 hidden - 4 answered + 4 new + 4 held
    assert recount_open_items(consultation=consultation) == 8


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_close_a_group_once() -> None:
    consultation = ConsultationFactory()
    group = group_of(published(consultation))
    published(consultation)
    different = [replace(REFUSAL, text=f"{REFUSAL.text} {number}") for number in range(6)]
    assert in_threads(*[partial(answered, group, data) for data in different]) == []
    assert open_items(consultation) == 1
    assert group.answers.filter(is_current=True).count() == 1
    assert sorted(group.answers.values_list("revision", flat=True)) == [1, 2, 3, 4, 5, 6]
