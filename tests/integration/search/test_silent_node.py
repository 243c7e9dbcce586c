"""A node that accepts connections and never answers keeps nobody from writing the database."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction

from search import engine, services
from search.backends.elastic import client
from search.models import IndexJob, IndexOutage
from search.services import locking, writing
from tests.factories.conclusions import published
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory
from tests.integration.search.test_fallback import node

PATIENCE = 4.0


@pytest.mark.django_db(transaction=True)
def test_the_site_is_written_while_a_portion_waits_for_the_node(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH_BACKEND = settings.ELASTIC_SEARCH
    monkeypatch.setattr(client, "PATIENCE", PATIENCE)
    original = client._client
    monkeypatch.setattr(
        "search.backends.elastic.writing.client",
        lambda: original(settings.ELASTICSEARCH_URL, 0).options(request_timeout=PATIENCE),
    )
    # That there is an index was asked before; it falls silent with the portion.
    monkeypatch.setattr(writing, "must_exist", lambda target, index: None)
    monkeypatch.setattr(
        "search.backends.elastic.writing._targets",
        lambda names, kinds, make: [(names, frozenset(kinds))],
    )
    published(ConsultationFactory())
    talking = threading.Event()
    send = type(engine.targets()["elastic"]).index

    def noticed(self: Any, documents: Any) -> int:
        talking.set()
        return int(send(self, documents))

    monkeypatch.setattr(type(engine.targets()["elastic"]), "index", noticed)

    def follow() -> None:
        services.apply_pending()
        connection.close()

    with node() as settings.ELASTICSEARCH_URL:
        worker = threading.Thread(target=follow)
        worker.start()
        try:
            assert talking.wait(60)
            time.sleep(0.5)
            start = time.monotonic()
            version = BillVersionFactory()
            with transaction.atomic():
                services.note_change(kind="bill", object_id=version.bill_id)
            taken = time.monotonic() - start
            is_talking = worker.is_alive() and not IndexOutage.objects.exists()
        finally:
            worker.join()
    assert is_talking
    assert taken < PATIENCE
    assert IndexOutage.objects.get().target == "elastic"
    assert IndexJob.objects.filter(target="elastic", kind="comment").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("target", ["database", "another"])
def test_there_is_one_writer_at_a_time(target: str) -> None:
    if target == "database" and connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer by itself, who waits for seconds")
    inside: list[str] = []

    def write(name: str) -> None:
        with locking.only_writer(target):
            inside.append(f"{name} in")
            time.sleep(0.2)
            inside.append(f"{name} out")
        connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line.split()[1] for line in inside] == ["in", "out"] * 3


@pytest.mark.django_db(transaction=True)
def test_whoever_fails_lets_the_next_write() -> None:
    with pytest.raises(LookupError), locking.only_writer("elastic"):
        raise LookupError
    with locking.only_writer("elastic"):
        assert not connection.in_atomic_block
