"""A change of many objects goes behind single ones and costs the person who makes it nothing."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations.process.models import Consultation
from search import belonging, services
from search.following import note_bill, note_event
from search.models import IndexBatch, IndexedDocument, IndexJob, IndexOutage
from search.services import batches, noting, writing
from tests.factories.conclusions import published
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.memory import Memory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


def indexed(kind: str = "comment") -> set[int]:
    rows = IndexedDocument.objects.filter(kind=kind)
    return set(rows.values_list("object_id", flat=True))


@pytest.fixture
def event(monkeypatch: pytest.MonkeyPatch) -> Consultation:
    """With seven proposals, followed in portions of two; nothing is noted yet."""
    monkeypatch.setattr(writing, "PORTION", 2)
    found: Consultation = ConsultationFactory()
    for _ in range(7):
        published(found)
    IndexJob.objects.all().delete()
    DBTaskResult.objects.all().delete()
    return found


def test_a_whole_event_is_noted_by_one_row(event: Consultation) -> None:
    with CaptureQueriesContext(connection) as few:
        note_event(event.pk)
    assert IndexBatch.objects.count() == 1
    assert list(IndexJob.objects.values_list("kind", "object_id")) == [("event", event.pk)]
    for _ in range(5):
        published(event)
    with CaptureQueriesContext(connection) as more:
        note_event(event.pk)
    assert len(few) == len(more)


def test_a_single_change_goes_before_what_was_noted_earlier(
    event: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_event(event.pk)
    other = published(ConsultationFactory())
    order: list[str] = []
    index_objects = writing.index_objects

    def noticed(index: Any, keys: Any) -> Any:
        order.extend(sorted({f"{kind} {pk}" for kind, pk in keys if kind == "comment"}))
        return index_objects(index, keys)

    monkeypatch.setattr(writing, "index_objects", noticed)
    services.apply_pending()
    assert order[0] == f"comment {other.pk}"
    assert len(order) == 8


def test_a_change_that_comes_meanwhile_need_not_wait_for_the_rest(
    event: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_event(event.pk)
    services.apply_changes()
    other = ConsultationFactory()
    new: list[int] = []
    before: list[int] = []
    index_objects = writing.index_objects

    def meanwhile(index: Any, keys: Any) -> Any:
        """While the first portion of the event is written, somebody publishes a proposal."""
        found = index_objects(index, keys)
        if not new:
            new.append(published(other).pk)
        elif ("comment", new[0]) in keys:
            before.append(IndexBatch.objects.count())
        return found

    monkeypatch.setattr(writing, "index_objects", meanwhile)
    services.apply_batches()
    assert before[0] > 2
    assert {*event.comments.values_list("pk", flat=True), *new} <= indexed()
    assert not IndexBatch.objects.exists()


def test_the_worker_applies_a_turn_and_leaves_the_rest_to_the_next(
    event: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.tasks._TURN", 0.0001)
    note_event(event.pk)
    run_tasks()
    assert DBTaskResult.objects.filter(task_path="search.tasks.apply_batches").count() > 3
    assert len(indexed()) == 7
    assert not IndexBatch.objects.exists()


def test_tasks_end_while_an_index_is_away_and_the_clock_goes_on(
    memory: Memory, event: Consultation
) -> None:
    memory.is_away = True
    note_event(event.pk)
    run_tasks()
    assert len(indexed()) == 7
    assert IndexBatch.objects.filter(target="memory").exists()
    assert not IndexBatch.objects.filter(target="database").exists()
    memory.is_away = False
    IndexOutage.objects.update(retry_at=timezone.now())
    services.sweep(timezone.now())
    assert {pk for kind, pk in memory.found if kind == "comment"} == indexed()
    assert not IndexBatch.objects.exists()


def test_rows_of_an_index_that_is_kept_no_longer_do_not_wake_the_worker() -> None:
    IndexBatch.objects.create(target="gone", whole="event", whole_id=1)
    assert not services.batches_are_waiting()


def test_an_event_that_is_noted_twice_is_followed_once(
    event: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_event(event.pk)
    batches._expand(IndexBatch.objects.get())
    for _ in range(3):
        note_event(event.pk)
    services.apply_changes()
    looked_at = services.apply_batches()
    whole = sum(len(ids) for _kind, ids in belonging.ids_of("event", event.pk))
    assert looked_at < 2 * whole


def test_many_of_one_kind_are_noted_by_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noting, "SINGLE", 3)
    monkeypatch.setattr(writing, "PORTION", 2)
    consultation = ConsultationFactory()
    comments = [published(consultation).pk for _ in range(5)]
    IndexJob.objects.all().delete()
    services.note_changes(kind="comment", ids=comments)
    assert not IndexJob.objects.exists()
    assert [row.ids for row in IndexBatch.objects.order_by("pk")] == [
        comments[:2], comments[2:4], comments[4:]
    ]  # fmt: skip
    assert services.apply_pending() == 5
    assert indexed() == set(comments)


def test_what_waits_in_portions_is_no_difference(event: Consultation) -> None:
    services.fill()
    event.version.bill.title = "О другом"
    event.version.bill.save()
    outdated = services.verify()["comment"].outdated
    assert len(outdated) == 7
    with transaction.atomic():
        note_event(event.pk)
        assert not services.verify()["comment"]
        batches._expand(IndexBatch.objects.get())
        assert not services.verify()["comment"]
        transaction.set_rollback(True)
    assert services.verify()["comment"].outdated == outdated


def test_units_of_a_bill_and_of_a_version() -> None:
    unit = ProvisionFactory()
    bill = unit.version.bill
    for version_id in (None, unit.version_id):
        IndexedDocument.objects.all().delete()
        note_bill(bill.pk, version_id=version_id)
        services.apply_pending()
        assert indexed("provision") == {unit.pk}
        assert indexed("version") == {unit.version_id}
        assert indexed("bill") == {bill.pk}


def test_every_kind_of_a_whole_is_searched() -> None:
    from search import registry

    kinds = {kind for whole in belonging._PARTS for kind, _ids in belonging.ids_of(whole, 1)}
    assert kinds <= registry.sources().keys()
