"""A node that is not there, does not answer, or answers with its own trouble."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from elasticsearch import BadRequestError

from search.backends.elastic import ElasticBackend
from search.domain.query import compile_query
from search.interface import Rebuildable, SearchRequest, SearchUnavailableError
from tests.contract.test_search_backend import document

ASKED = SearchRequest(compile_query("совет"))
CALLS: list[Callable[[ElasticBackend], object]] = [
    lambda backend: backend.search(ASKED),
    lambda backend: backend.complete(("совет",)),
    lambda backend: backend.index([document(1, "Совет")]),
    lambda backend: backend.remove([("bill", 1)]),
    lambda backend: backend.checksums("bill"),
    lambda backend: backend.settled(),
    lambda backend: backend.exists(),
    lambda backend: backend.size(),
    lambda backend: backend.create(),
    lambda backend: backend.following(),
    lambda backend: backend.swap(),
]


@pytest.fixture
def backend(settings: Any) -> ElasticBackend:
    settings.ELASTICSEARCH_TIMEOUT = 0.3
    return ElasticBackend()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        yield found


def at(server: socket.socket) -> str:
    return f"http://127.0.0.1:{server.getsockname()[1]}"


def test_it_has_all_that_is_asked_of_a_backend(backend: ElasticBackend) -> None:
    assert isinstance(backend, Rebuildable)


@pytest.mark.parametrize("call", CALLS)
def test_nobody_listens(
    backend: ElasticBackend,
    settings: Any,
    listener: socket.socket,
    call: Callable[[ElasticBackend], object],
) -> None:
    settings.ELASTICSEARCH_URL = at(listener)
    with pytest.raises(SearchUnavailableError):
        call(backend)
    assert "does not answer" in backend.problems()[0]


def test_no_address(backend: ElasticBackend, settings: Any) -> None:
    settings.ELASTICSEARCH_URL = ""
    with pytest.raises(SearchUnavailableError):
        backend.search(ASKED)
    assert len(backend.problems()) == 1


def test_a_node_that_is_silent_is_not_waited_for(
    backend: ElasticBackend, settings: Any, listener: socket.socket
) -> None:
    listener.listen()
    settings.ELASTICSEARCH_URL = at(listener)
    start = time.monotonic()
    with pytest.raises(SearchUnavailableError):
        backend.search(ASKED)
    assert 0.3 <= time.monotonic() - start < 5


@pytest.fixture
def answering() -> Iterator[Callable[[int, bytes], str]]:
    """Starts a server that answers everything in one way, and counts how often it was asked."""
    servers = []

    def start(status: int, content: bytes) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Type", "application/vnd.elasticsearch+json")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 502, 503, 504])
def test_trouble_of_the_node(
    backend: ElasticBackend, settings: Any, answering: Callable[[int, bytes], str], status: int
) -> None:
    settings.ELASTICSEARCH_URL = answering(status, b'{"error": {"type": "trouble"}}')
    with pytest.raises(SearchUnavailableError):
        backend.search(ASKED)


def test_nonsense_instead_of_an_answer(
    backend: ElasticBackend, settings: Any, answering: Callable[[int, bytes], str]
) -> None:
    settings.ELASTICSEARCH_URL = answering(200, b"{<html>")
    with pytest.raises(SearchUnavailableError):
        backend.search(ASKED)


def test_an_index_of_other_code_does_not_understand_and_faults_of_ours_show_when_writing(
    backend: ElasticBackend, settings: Any, answering: Callable[[int, bytes], str]
) -> None:
    settings.ELASTICSEARCH_URL = answering(400, b'{"error": {"type": "parsing_exception"}}')
    with pytest.raises(SearchUnavailableError, match="parsing_exception"):
        backend.search(ASKED)
    with pytest.raises(BadRequestError):
        backend.checksums("bill")
