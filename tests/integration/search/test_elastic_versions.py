"""With a real node: what it runs late does not take the place of what is newer."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from search.backends.elastic import ElasticBackend, client, documents, indices, versions, writing
from search.domain.query import compile_query
from search.interface import SearchRequest, SearchUnavailableError
from search.models import IndexVersion
from tests.contract.test_search_backend import document

pytestmark = [
    pytest.mark.elastic, pytest.mark.django_db, pytest.mark.usefixtures("elastic_prefix")
]  # fmt: skip


@pytest.fixture
def live() -> ElasticBackend:
    found = ElasticBackend()
    found.create()
    found.swap()
    return found


def ids(backend: ElasticBackend, query: str) -> list[int]:
    found = backend.settled().search(SearchRequest(compile_query(query)))
    return sorted(hit.object_id for hit in found.hits)


class Gate:
    """Stands before the node and keeps one bulk request back, which its sender gives up."""

    def __init__(self, address: str) -> None:
        self.node = urlsplit(address).netloc
        self.holds = False
        self.held, self.go_on, self.done = (threading.Event() for _ in range(3))

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        is_late = self.holds and "_bulk" in asked.path
        if is_late:
            self.holds = False
            self.held.set()
            self.go_on.wait(30)
        node = HTTPConnection(self.node, timeout=30)
        headers = {name: value for name, value in asked.headers.items() if name != "Host"}
        node.request(asked.command, asked.path, body, headers)
        answer = node.getresponse()
        content = answer.read()
        node.close()
        if is_late:
            self.done.set()
            return
        asked.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(content)))
        asked.end_headers()
        asked.wfile.write(content)


@pytest.fixture
def gate(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(settings.ELASTICSEARCH_URL)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    for verb in ("GET", "POST", "PUT", "DELETE", "HEAD"):
        setattr(Handler, f"do_{verb}", lambda self: gate.answer(self))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.server_port}"
    yield gate
    gate.go_on.set()
    settings.ELASTICSEARCH_URL = f"http://{gate.node}"
    server.shutdown()
    thread.join()
    server.server_close()


def given_up(gate: Gate, monkeypatch: pytest.MonkeyPatch, work: Any) -> None:
    """`work` sends a request that the node does not get until `gate.go_on`."""
    gate.holds = True
    with monkeypatch.context() as patched:
        impatient = client.client(timeout=1.0)
        patched.setattr(writing, "client", lambda: impatient)
        with pytest.raises(SearchUnavailableError):
            work()
    assert gate.held.wait(10)


def run_late(gate: Gate) -> None:
    gate.go_on.set()
    assert gate.done.wait(30)


def test_an_older_text_that_is_written_late(
    live: ElasticBackend, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.index([document(1, "Тишина")])
    given_up(gate, monkeypatch, lambda: live.index([document(1, "Прежнее")]))
    assert live.index([document(1, "Новое")]) == 1
    run_late(gate)
    assert ids(live, "новое") == [1]
    assert ids(live, "прежнее") == []


def test_a_text_that_is_written_after_it_was_taken_out(
    live: ElasticBackend, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up(gate, monkeypatch, lambda: live.index([document(1, "Прежнее")]))
    assert live.remove([("bill", 1)]) == 0
    run_late(gate)
    assert ids(live, "прежнее") == []


def test_a_removal_that_comes_after_a_new_text(
    live: ElasticBackend, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.index([document(1, "Прежнее")])
    given_up(gate, monkeypatch, lambda: live.remove([("bill", 1)]))
    live.index([document(1, "Новое")])
    run_late(gate)
    assert ids(live, "новое") == [1]


def test_what_is_filled_in_later_does_not_replace_a_change(live: ElasticBackend) -> None:
    """Into the next index as well; what the node has newer counts as written."""
    live.create()
    version = versions.following()
    live.index([document(1, "Новое")])
    old = document(1, "Прежнее")
    texts = {old.key: documents.stored(old)}
    for names in (indices.LIVE, indices.NEXT):
        found = writing._send([old.key], texts, version, names, frozenset({"bill"}))
        assert found == {"overtaken": 1}
    live.swap()
    assert ids(live, "новое") == [1]


def test_the_version_of_what_was_deleted_is_known_for_an_hour(live: ElasticBackend) -> None:
    (index,) = indices.state().named(indices.LIVE.of("bill"))
    settings = client.client().indices.get_settings(index=index)[index]["settings"]
    assert settings["index"]["gc_deletes"] == "1h"


def test_versions_grow_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    first = versions.following()
    monkeypatch.setattr(versions.time, "time_ns", lambda: 0)
    assert versions.following() == first + 1
    monkeypatch.undo()
    IndexVersion.objects.all().delete()  # the database was restored
    assert versions.following() > first + 1
