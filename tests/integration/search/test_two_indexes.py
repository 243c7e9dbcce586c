"""Two indexes are kept: each follows by itself, an outage of one loses nothing."""

import datetime as dt
import logging
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from consultations.comments.services import hide_comment
from search import engine, selectors, services
from search.asked import Asked
from search.domain.query import compile_query
from search.interface import Rebuildable, SearchRequest
from search.models import IndexedDocument, IndexJob, IndexOutage
from search.services import Difference, outages, writing
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import published
from tests.factories.process import ConsultationFactory
from tests.memory import Memory, MemoryBackend
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db


def noted(target: str) -> list[tuple[str, int]]:
    jobs = IndexJob.objects.filter(target=target).order_by("pk")
    return list(jobs.values_list("kind", "object_id"))


def in_database() -> set[int]:
    comments = IndexedDocument.objects.filter(kind="comment")
    return set(comments.values_list("object_id", flat=True))


def the_pause_is_over() -> None:
    IndexOutage.objects.update(retry_at=timezone.now() - dt.timedelta(seconds=1))


def test_the_database_is_always_kept(memory: Memory, settings: Any) -> None:
    assert list(engine.targets()) == ["database", "memory"]
    assert engine.answering() == "memory"
    assert isinstance(engine.backend(), MemoryBackend)
    assert isinstance(engine.backend(), Rebuildable)
    settings.SEARCH_BACKEND = settings.DATABASE_SEARCH
    assert list(engine.targets()) == ["database"]
    settings.SEARCH_BACKEND = settings.ELASTIC_SEARCH
    assert engine.answering() == "elastic"


def test_a_change_is_noted_for_each_index_and_taken_back_with_it(memory: Memory) -> None:
    with transaction.atomic():
        services.note_changes(kind="comment", ids=[1, 2])
        assert noted("database") == noted("memory") == [("comment", 1), ("comment", 2)]
        transaction.set_rollback(True)
    assert not IndexJob.objects.exists()


def test_both_follow_and_what_was_written_can_be_found(memory: Memory) -> None:
    comment = published(ConsultationFactory(), comment="Шумные дворы")
    run_tasks()
    assert in_database() == {comment.pk}
    request = SearchRequest(compile_query("дворы"))
    assert [hit.key for hit in engine.backend().search(request).hits] == [("comment", comment.pk)]
    assert not IndexJob.objects.exists()


def test_it_settles_once_after_the_last_portion(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    consultation = ConsultationFactory()
    for _ in range(5):
        published(consultation)
    services.apply_pending()
    assert memory.calls.count("settled") == 1
    assert memory.calls[-1] == "settled"
    services.apply_pending()
    assert memory.calls.count("settled") == 1


def test_a_run_ends_though_changes_keep_coming(memory: Memory) -> None:
    first = published(ConsultationFactory())

    def meanwhile(name: str) -> None:
        if name == "index":
            memory.before = lambda name: None
            services.note_change(kind="comment", object_id=first.pk)

    memory.before = meanwhile
    services.apply_pending()
    assert memory.calls[-1] == "settled"
    assert noted("memory") == [("comment", first.pk)]


def test_an_outage_leaves_the_jobs_and_the_database_goes_on(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    consultation = ConsultationFactory()
    memory.is_away = True
    with caplog.at_level(logging.WARNING, logger="search"):
        for _ in range(3):
            published(consultation)
            run_tasks()
            the_pause_is_over()
    assert len(in_database()) == len(noted("memory")) == 3
    assert noted("database") == []
    assert [record.message for record in caplog.records] == [
        "the index memory cannot be written, its jobs wait: away"
    ]
    memory.is_away = False
    with caplog.at_level(logging.WARNING, logger="search"):
        assert services.sweep(timezone.now()) == "3 objects"
    assert caplog.records[-1].message == "the index memory is written again, after 3 attempts"
    assert {pk for _kind, pk in memory.found} == in_database()
    assert not IndexJob.objects.exists()
    assert not IndexOutage.objects.exists()


def test_pauses_grow_and_nobody_asks_meanwhile(memory: Memory) -> None:
    memory.is_away = True
    published(ConsultationFactory())
    for pause in (*outages.PAUSES, outages.PAUSES[-1]):
        before = timezone.now()
        services.apply_pending()
        outage = IndexOutage.objects.get()
        assert dt.timedelta() <= outage.retry_at - before - pause < dt.timedelta(seconds=5)
        asked = len(memory.calls)
        services.apply_pending()
        assert len(memory.calls) == asked
        the_pause_is_over()


def test_an_outage_half_way_repeats_the_portion(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    consultation = ConsultationFactory()
    comments = [published(consultation) for _ in range(5)]

    def before(name: str) -> None:
        memory.is_away = memory.calls.count("index") == 2

    memory.before = before
    services.apply_pending()
    assert noted("memory") == [("comment", comment.pk) for comment in comments[2:]]
    memory.is_away, memory.before = False, lambda name: None
    the_pause_is_over()
    services.apply_pending()
    assert {pk for _kind, pk in memory.found} == {comment.pk for comment in comments}


def test_a_refused_document_does_not_hold_up_the_others(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    consultation = ConsultationFactory()
    bad, good = (published(consultation) for _ in range(2))
    memory.refused = {("comment", bad.pk)}
    services.apply_pending()
    assert set(memory.found) == {("comment", good.pk)}
    assert "1 documents are refused" in caplog.text
    assert noted("memory") == []
    assert services.verify("memory")["comment"] == Difference(missing=[bad.pk])


def test_a_document_that_breaks_the_index_does_not_hold_up_the_others(
    memory: Memory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    consultation = ConsultationFactory()
    bad, good = (published(consultation) for _ in range(2))
    index = MemoryBackend.index

    def breaking(self: MemoryBackend, documents: Any) -> int:
        given = list(documents)
        if any(document.object_id == bad.pk for document in given):
            raise ValueError("too long")
        return index(self, given)

    monkeypatch.setattr(MemoryBackend, "index", breaking)
    services.apply_pending()
    assert set(memory.found) == {("comment", good.pk)}
    assert f"comment {bad.pk} is refused by the index" in caplog.text
    assert noted("memory") == []


def test_an_index_that_was_never_made_stays_absent(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    """Otherwise it would answer with the few objects that have changed since."""
    old = published(ConsultationFactory(), comment="Прежнее слово")
    services.apply_pending()
    memory.live, memory.found = None, {}
    new = published(ConsultationFactory(), comment="Новое слово")
    services.apply_pending()
    assert "there is none, run “search_index rebuild --target memory”" in caplog.text
    assert memory.live is None
    assert selectors.find(Asked("слово")).is_fallback
    services.rebuild("memory")
    assert {pk for _kind, pk in memory.found if _kind == "comment"} == {old.pk, new.pk}
    assert not IndexJob.objects.exists()
    assert not IndexOutage.objects.exists()


@pytest.mark.parametrize("backend", ["database", "memory"])
def test_what_is_hidden_is_not_found_before_its_job_is_applied(
    memory: Memory, settings: Any, backend: str
) -> None:
    if backend == "database":
        settings.SEARCH_BACKEND = settings.DATABASE_SEARCH
    consultation = ConsultationFactory()
    hidden, other = (published(consultation, comment=f"Слово {n}") for n in range(2))
    services.apply_pending()
    before = selectors.find(Asked("слово"))
    assert (before.total, before.facets["kind"]) == (2, {"comment": 2})
    hide_comment(actor=UserFactory(), comment=hidden, ground_code="spam", now=timezone.now())
    assert noted(backend)
    after = selectors.find(Asked("слово"))
    assert (after.total, after.facets["kind"]) == (1, {"comment": 1})
    (excerpt,) = after.results[0].excerpts
    assert "".join(part.text for part in excerpt) == other.comment
    assert not after.is_fallback


def test_the_database_answers_while_the_other_cannot_be_written(memory: Memory) -> None:
    published(ConsultationFactory(), comment="Шумные дворы")
    run_tasks()
    request = SearchRequest(compile_query("дворы"))
    assert not engine.ask(request).is_fallback
    IndexOutage.objects.create(target="memory", since=timezone.now(), retry_at=timezone.now())
    found = engine.ask(request)
    assert (found.is_fallback, found.total) == (True, 1)
    IndexOutage.objects.all().delete()
    assert not engine.ask(request).is_fallback
