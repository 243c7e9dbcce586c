"""Changes are noted in the transaction that makes them, and the index follows."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations.comments.services import hide_comment, restore_comment
from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.services import recount_open_items
from core.clock import registry as clock
from core.clock.services import tick
from drafts.models import Topic
from drafts.services import publish_version
from search import registry, services
from search.domain.query import compile_query
from search.engine import backend
from search.interface import Document, SearchRequest
from search.models import IndexedDocument, IndexJob
from search.services import batches, writing
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import (
    ACCEPTANCE,
    adopted,
    answer_everything,
    answered,
    group_of,
    published,
    signed,
)
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.factories.experts import included, knowledge
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


def hits(words: str) -> list[tuple[str, int]]:
    found = backend().search(SearchRequest(compile_query(words)))
    return sorted(hit.key for hit in found.hits)


def noted() -> set[tuple[str, int]]:
    """One by one, or as a part of what is noted as a whole."""
    single = set(IndexJob.objects.values_list("kind", "object_id"))
    kinds = registry.sources()
    return single | {(kind, pk) for kind in kinds for pk in batches.waiting_ids("database", kind)}


def test_a_published_version_takes_the_place_of_the_earlier_one() -> None:
    old = ProvisionFactory(heading="Прежние полномочия")
    bill = old.version.bill
    services.fill()
    new = ProvisionFactory(
        version=BillVersionFactory(bill=bill, number=2, draft=True), heading="Новые полномочия"
    )
    publish_version(actor=None, version=new.version, now=timezone.now())
    assert noted() == {
        ("bill", bill.pk), ("version", old.version_id), ("version", new.version_id),
        ("provision", old.pk), ("provision", new.pk),
    }  # fmt: skip
    run_tasks()
    assert hits("полномочия") == [("provision", new.pk)]
    assert noted() == set()
    asked = SearchRequest(compile_query("полномочия"), older=True)
    assert {hit.key for hit in backend().search(asked).hits} == {
        ("provision", old.pk), ("provision", new.pk),
    }  # fmt: skip


def test_a_comment_an_opinion_an_answer_and_a_conclusion_are_found() -> None:
    consultation = ConsultationFactory(closed=True)
    comment = published(consultation, comment="Двадцать дней мало")
    opinion = adopted(consultation, {}, findings="Двадцать дней соответствуют закону")
    answer_everything(consultation)
    answered(group_of(comment), ACCEPTANCE)
    conclusion = signed(consultation)
    run_tasks()
    assert hits("двадцать дней") == [("comment", comment.pk), ("opinion", opinion.pk)]
    assert ("answer", group_of(comment).pk) in hits("пяти дней")
    assert ("conclusion", conclusion.pk) in hits(consultation.version.bill.title)


def test_a_rolled_back_change_leaves_no_job_and_no_task() -> None:
    consultation = ConsultationFactory()
    with transaction.atomic():
        published(consultation)
        assert noted()
        transaction.set_rollback(True)
    assert noted() == set()
    assert not DBTaskResult.objects.exists()


def test_a_hidden_comment_and_the_answer_to_it_leave_the_index_and_come_back() -> None:
    comment = published(ConsultationFactory(), comment="Шумные дворы")
    group = group_of(comment)
    answered(group)
    run_tasks()
    everything = [("answer", group.pk), ("comment", comment.pk)]
    assert sorted([*hits("дворы"), *hits("противоречит")]) == everything
    moderator = UserFactory()
    hide_comment(actor=moderator, comment=comment, ground_code="spam", now=timezone.now())
    run_tasks()
    assert not IndexedDocument.objects.filter(kind__in=["answer", "comment"]).exists()
    restore_comment(actor=moderator, comment=comment, now=timezone.now())
    run_tasks()
    assert sorted([*hits("дворы"), *hits("противоречит")]) == everything


def test_jobs_are_merged_and_may_be_repeated() -> None:
    comment = published(ConsultationFactory())
    for _ in range(3):
        services.note_change(kind="comment", object_id=comment.pk)
    services.note_change(kind="comment", object_id=comment.pk + 1000)
    services.note_change(kind="nothing", object_id=1)
    assert services.apply_pending() == 3
    assert services.apply_pending() == 0
    services.note_change(kind="comment", object_id=comment.pk)
    assert services.apply_pending() == 1
    assert IndexedDocument.objects.filter(kind="comment").count() == 1


def test_all_portions_are_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 3)
    consultation = ConsultationFactory()
    comments = [published(consultation) for _ in range(8)]
    assert services.apply_pending() == len(comments)
    assert IndexedDocument.objects.filter(kind="comment").count() == len(comments)
    assert noted() == set()


def test_noting_nothing_enqueues_nothing() -> None:
    services.note_changes(kind="provision", ids=[])
    assert not DBTaskResult.objects.exists()


def test_the_clock_applies_what_a_lost_task_has_left() -> None:
    published(ConsultationFactory())
    DBTaskResult.objects.all().delete()
    (job,) = [job for job in clock.jobs() if job.name == "search.index"]
    outcomes = list(tick(now=timezone.now(), jobs=[job, job]))
    assert [outcome.summary for outcome in outcomes] == ["1 objects", ""]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_slow_writer_does_not_put_back_what_it_has_read_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comment = published(ConsultationFactory(), comment="Прежние слова")
    source = registry.sources()["comment"]
    read, go_on = threading.Event(), threading.Event()
    documents = type(source).documents

    def slowly(self: Any, ids: Any) -> list[Document]:
        found = list(documents(self, ids))
        if not read.is_set():
            read.set()
            go_on.wait(10)
        return found

    def apply() -> None:
        services.apply_pending()
        connection.close()

    monkeypatch.setattr(type(source), "documents", slowly)
    slow, quick = threading.Thread(target=apply), threading.Thread(target=apply)
    slow.start()
    assert read.wait(10)
    comment.comment = "Новые слова"
    comment.save()
    services.note_change(kind="comment", object_id=comment.pk)
    quick.start()
    quick.join(1)
    go_on.set()
    slow.join(10)
    quick.join(10)
    assert hits("прежние слова") == []
    assert hits("новые слова") == [("comment", comment.pk)]


def test_a_topic_by_another_name_is_followed_by_all_that_is_about_it() -> None:
    topic = Topic.objects.create(slug="green", name="Природа")
    comment = published(ConsultationFactory(), comment="Шумные дворы")
    bill = comment.consultation.version.bill
    bill.topics.add(topic)
    run_tasks()
    topic.name = "Экология"
    topic.save()
    assert {("bill", bill.pk), ("comment", comment.pk)} <= noted()
    run_tasks()
    assert ("comment", comment.pk) in hits("дворы экология")


def test_a_field_of_knowledge_by_another_name() -> None:
    expert = included()
    (field,) = [*expert.knowledge.all()] or [None]
    if field is None:
        field = knowledge()
        expert.knowledge.add(field)
    services.fill()
    field.name = "Звездочётство"
    field.save()
    run_tasks()
    assert ("expert", expert.pk) in hits("звездочётство")
    assert not any(services.verify().values())


def test_a_recount_of_open_items_is_followed() -> None:
    comment = published(ConsultationFactory(), comment="Шумные дворы")
    group = group_of(comment)
    answered(group)
    run_tasks()
    ArgumentGroup.objects.filter(pk=group.pk).update(size=0)
    services.note_change(kind="answer", object_id=group.pk)
    run_tasks()
    assert ("answer", group.pk) not in hits("противоречит")
    recount_open_items(consultation=comment.consultation)
    run_tasks()
    assert ("answer", group.pk) in hits("противоречит")
