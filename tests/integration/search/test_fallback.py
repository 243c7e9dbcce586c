"""While the index does not answer, the database does; it is not asked again for half a minute."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from consultations.comments.models import ProvisionComment
from search import engine, selectors, services
from search.asked import Asked
from search.domain.query import compile_query
from search.interface import SearchRequest
from tests.factories.conclusions import published
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory
from tests.memory import Memory

pytestmark = pytest.mark.django_db
NOTICE = 'class="notice notice--info"'
REQUEST = SearchRequest(compile_query("дворы"))


@pytest.fixture
def comment() -> ProvisionComment:
    found: ProvisionComment = published(ConsultationFactory(), comment="Шумные дворы")
    services.apply_pending()
    return found


def test_the_index_that_is_there_answers(memory: Memory, comment: Any, client: Client) -> None:
    results = engine.ask(REQUEST)
    assert [hit.key for hit in results.hits] == [("comment", comment.pk)]
    assert not results.is_fallback
    assert memory.calls[-1] == "search"
    assert NOTICE not in client.get("/search/?q=дворы").content.decode()


def test_the_database_answers_instead_and_the_page_says_so(
    memory: Memory, comment: Any, client: Client
) -> None:
    memory.is_away = True
    results = engine.ask(REQUEST)
    assert [hit.key for hit in results.hits] == [("comment", comment.pk)]
    assert results.is_fallback
    page = client.get("/search/?q=дворы").content.decode()
    assert NOTICE in page
    assert "<mark>дворы</mark>" in page


def test_completing_falls_back_too(memory: Memory) -> None:
    bill = BillVersionFactory(bill__title="О тишине").bill
    services.fill()
    memory.is_away = True
    assert [hit.key for hit in engine.complete(["тиш"])] == [("bill", bill.pk)]


def test_it_is_left_alone_and_then_one_search_tries(
    memory: Memory, comment: Any, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    monkeypatch.setattr(engine, "PAUSE", 0.2)
    memory.is_away = True
    memory.calls.clear()
    with caplog.at_level(logging.WARNING, logger="search.engine"):
        for _ in range(5):
            assert engine.ask(REQUEST).is_fallback
        assert memory.calls == ["search"]
        time.sleep(0.25)
        for _ in range(5):
            assert engine.ask(REQUEST).is_fallback
        assert memory.calls == ["search", "search"]
        assert len(caplog.records) == 1
        memory.is_away = False
        assert engine.ask(REQUEST).is_fallback
        time.sleep(0.25)
        assert not engine.ask(REQUEST).is_fallback
        assert not engine.ask(REQUEST).is_fallback
    assert caplog.records[-1].message == "search is answered by memory again"
    assert len(caplog.records) == 2


def test_only_one_of_many_tries_when_the_pause_is_over(memory: Memory, comment: Any) -> None:
    memory.is_away = True
    engine.ask(REQUEST)
    memory.is_away = False
    cache.delete("search-resting:memory")
    memory.calls.clear()
    inner: list[bool] = []

    def meanwhile(name: str) -> None:
        memory.before = lambda name: None
        inner.append(engine.ask(REQUEST).is_fallback)

    memory.before = meanwhile
    assert not engine.ask(REQUEST).is_fallback
    assert inner == [True]
    assert memory.calls == ["search"]


# --- A node that is not there, is silent, or is ill --------------------------------------------


@contextmanager
def node(answer: bytes = b"") -> Iterator[str]:
    """Accepts connections; sends `answer` to whatever it is asked, or nothing at all."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        held: list[socket.socket] = []

        def serve() -> None:
            while not stop.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                held.append(connection)
                if answer:
                    connection.settimeout(2)
                    connection.recv(65536)
                    connection.sendall(answer)
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            stop.set()
            thread.join()
            for connection in held:
                connection.close()


def ill(status: str, body: str) -> bytes:
    head = f"HTTP/1.1 {status}\r\nX-Elastic-Product: Elasticsearch\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n{body}".encode()


@pytest.fixture
def elastic(settings: Any) -> Iterator[Any]:
    """Search is answered by a node that a test names."""
    settings.SEARCH_BACKEND = settings.ELASTIC_SEARCH
    cache.clear()
    yield settings
    cache.clear()


def answered(words: str = "дворы") -> float:
    """Seconds that a page of results took; fails unless the database has answered it."""
    start = time.perf_counter()
    page = selectors.find(Asked(words))
    assert page.is_fallback
    assert page.total == 1
    return time.perf_counter() - start


def test_a_port_where_nobody_listens(comment: Any, elastic: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    elastic.ELASTICSEARCH_URL = f"http://127.0.0.1:{port}"
    assert answered() < 8


def test_a_node_that_accepts_and_never_answers(comment: Any, elastic: Any) -> None:
    with node() as elastic.ELASTICSEARCH_URL:
        assert 0.9 < answered() < 8
        assert answered() < 0.9


@pytest.mark.parametrize("status", ["503 Service Unavailable", "429 Too Many Requests"])
def test_a_node_that_is_ill(comment: Any, elastic: Any, status: str) -> None:
    with node(ill(status, '{"error": "busy"}')) as elastic.ELASTICSEARCH_URL:
        assert answered() < 8


def test_a_page_of_something_else(comment: Any, elastic: Any) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
    with node(answer) as elastic.ELASTICSEARCH_URL:
        assert answered() < 8
