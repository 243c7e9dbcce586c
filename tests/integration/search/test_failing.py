"""An object that cannot be read keeps its document, is tried again, and holds up nobody."""

import datetime as dt
import io
import logging
from collections.abc import Collection, Iterator

import pytest
from django.core.management import call_command
from django.utils import timezone

from search import registry, services
from search.domain.query import compile_query
from search.engine import backend
from search.interface import Document, SearchRequest
from search.models import IndexJob
from search.services import failing

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class FaultySource:
    """Cannot read the object number 2 while it is broken."""

    kind = "faulty"
    label = "Faulty"
    order = 1

    def __init__(self) -> None:
        self.is_broken = True
        self.public = [1, 2, 3]
        self.is_shown_broken = False

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for pk in sorted(ids):
            if pk == 2 and self.is_broken:
                raise ValueError("no such page")
            if pk in self.public:
                yield Document(self.kind, pk, "Сломанное", "", NOW)

    def found(self, ids: Collection[int]) -> dict[int, registry.Found]:
        if 2 in ids and self.is_shown_broken:
            raise ValueError("no such page")
        return {pk: registry.Found("Сломанное", "", "/") for pk in ids if pk in self.public}

    def all_ids(self) -> Iterator[int]:
        return iter(self.public)


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> FaultySource:
    """The only kind that there is; its second object was indexed when it could be read."""
    found = FaultySource()
    monkeypatch.setattr(registry, "_sources", {"faulty": found})
    backend().index([Document("faulty", 2, "Сломанное", "", NOW)])
    return found


def follow() -> list[int]:
    """What is found after all three have changed."""
    for pk in (1, 2, 3):
        services.note_change(kind="faulty", object_id=pk)
    services.apply_pending()
    return found()


def found() -> list[int]:
    results = backend().search(SearchRequest(compile_query("сломанное")))
    return sorted(hit.object_id for hit in results.hits)


def later(minutes: float) -> None:
    past = timezone.now() - dt.timedelta(seconds=1)
    IndexJob.objects.filter(retry_at__lte=timezone.now() + dt.timedelta(minutes=minutes)).update(
        retry_at=past
    )


def test_it_keeps_its_document_and_stays_noted(
    source: FaultySource, caplog: pytest.LogCaptureFixture
) -> None:
    assert follow() == [1, 2, 3]
    (job,) = IndexJob.objects.all()
    assert (job.kind, job.object_id, job.attempts) == ("faulty", 2, 1)
    assert "no such page" in job.error
    assert services.unreadable("database") == [job]
    assert "faulty 2 cannot be indexed" in caplog.text
    assert "no such page" in caplog.text


def test_it_is_tried_again_after_growing_pauses_and_logged_once(
    source: FaultySource, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        follow()
        for attempts, pause in enumerate((*failing.PAUSES, failing.PAUSES[-1]), start=1):
            job = IndexJob.objects.get()
            assert job.attempts == attempts
            assert job.retry_at is not None
            assert abs(job.retry_at - timezone.now() - pause) < dt.timedelta(seconds=30)
            assert services.apply_pending() == 0
            later(pause.total_seconds() / 60)
            assert services.apply_pending() == 1
        assert len(caplog.records) == 1
    source.is_broken = False
    later(10_000)
    services.apply_pending()
    assert not IndexJob.objects.exists()
    assert found() == [1, 2, 3]


def test_a_new_change_is_tried_at_once_and_ends_the_waiting(source: FaultySource) -> None:
    follow()
    follow()
    assert IndexJob.objects.get().attempts == 2
    source.is_broken = False
    follow()
    assert not IndexJob.objects.exists()


def test_what_is_public_no_longer_leaves(source: FaultySource) -> None:
    source.public = [1, 3]
    assert follow() == [1, 3]


def test_what_could_not_be_shown_either_is_not_found(source: FaultySource) -> None:
    source.is_shown_broken = True
    assert follow() == [1, 3]
    source.is_broken = source.is_shown_broken = False
    later(10)
    services.apply_pending()
    assert found() == [1, 2, 3]


def test_in_a_change_of_many_it_is_noted_apart(source: FaultySource) -> None:
    source.public = list(range(1, 151))
    services.note_changes(kind="faulty", ids=source.public)
    services.apply_pending()
    assert len(backend().checksums("faulty")) == 150
    assert IndexJob.objects.get().object_id == 2


def test_the_command_names_it(source: FaultySource) -> None:
    follow()
    out, err = io.StringIO(), io.StringIO()
    call_command("search_index", "verify", stdout=out, stderr=err)
    assert "database: faulty 2 cannot be read: ValueError('no such page')" in err.getvalue()
    assert "missing 0\toutdated 0\tstale 0" in out.getvalue()


def test_it_keeps_nobody_from_comparing_and_making_anew(source: FaultySource) -> None:
    services.rebuild()
    assert found() == [1, 2, 3]
    assert IndexJob.objects.get().object_id == 2
    assert not any(services.verify().values())
    assert not any(services.mend().values())
