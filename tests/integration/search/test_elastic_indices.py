"""Indices behind aliases: made anew beside those that answer, swapped in one step."""

import datetime as dt
import threading
from typing import Any

import pytest
import time_machine

from search import registry
from search.backends.elastic import ElasticBackend, backend, documents, indices, writing
from search.backends.elastic.client import client
from search.domain.query import compile_query
from search.interface import Rebuildable, SearchBackend, SearchRequest, SearchUnavailableError
from tests.contract.test_search_backend import document

pytestmark = [
    pytest.mark.elastic, pytest.mark.django_db, pytest.mark.usefixtures("elastic_prefix")
]  # fmt: skip


def ids(asked: SearchBackend, query: str = "совет") -> list[int]:
    assert isinstance(asked, Rebuildable)
    found = asked.settled().search(SearchRequest(compile_query(query)))
    return sorted(hit.object_id for hit in found.hits)


def following(live: ElasticBackend) -> SearchBackend:
    found = live.following()
    assert found is not None
    return found


def test_a_next_index_is_empty_and_apart(live: ElasticBackend) -> None:
    live.index([document(1, "Совет")])
    assert live.following() is None
    live.create()
    coming = following(live)
    assert (ids(live), ids(coming)) == ([1], [])
    coming.index([document(2, "Совет")])
    assert (ids(live), ids(coming)) == ([1], [2])
    assert dict(live.checksums("bill")).keys() == {1}
    assert dict(coming.checksums("bill")).keys() == {2}


def test_the_live_backend_writes_to_both(live: ElasticBackend) -> None:
    live.index([document(1, "Совет")])
    live.create()
    assert live.index([document(2, "Совет"), document(3, "Совет", kind="page")]) == 2
    assert (ids(live), ids(following(live))) == ([1, 2, 3], [2, 3])
    assert live.remove([("bill", 1), ("bill", 2)]) == 2
    assert (ids(live), ids(following(live))) == ([3], [3])


def test_swapping(live: ElasticBackend) -> None:
    live.index([document(1, "Совет"), document(1, "Совет", kind="extinct")])
    live.create()
    following(live).index([document(2, "Совет")])
    live.swap()
    assert (ids(live), live.following()) == ([2], None)
    live.index([document(3, "Совет")])
    assert ids(live) == [2, 3]
    with pytest.raises(LookupError):
        live.swap()


def test_swapping_is_one_step_for_all_kinds(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.index([document(1, "Совет"), document(2, "Совет", kind="page")])
    live.create()
    steps: list[Any] = []
    node = type(client().indices)
    change = node.update_aliases

    def noted(self: Any, **options: Any) -> Any:
        steps.append(options)
        return change(self, **options)

    monkeypatch.setattr(node, "update_aliases", noted)
    live.swap()
    assert len(steps) == 1


def test_what_somebody_else_has_swapped_is_not_swapped_again(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.index([document(1, "Совет")])
    live.create()
    before = indices.state()
    live.swap()
    monkeypatch.setattr(indices, "state", lambda: before)
    with pytest.raises(SearchUnavailableError):
        live.swap()


def test_searching_goes_on_while_indices_are_swapped(live: ElasticBackend) -> None:
    """Every answer has the one document, whichever index gives it."""
    live.index([document(1, "Совет")])
    live.settled()
    counts, stop = set(), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            counts.add(live.search(SearchRequest(compile_query("совет"))).total)

    thread = threading.Thread(target=ask)
    thread.start()
    for _time in range(3):
        live.create()
        live.index([document(1, "Совет")])
        live.settled()
        live.swap()
    stop.set()
    thread.join()
    assert counts == {1}


def test_a_swap_during_a_writing_loses_nothing(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Swapped after it was decided where to write: the next index has another name by then."""
    live.index([document(1, "Совет")])
    live.create()
    send = writing._send

    def swapped(*args: Any) -> Any:
        monkeypatch.setattr(writing, "_send", send)
        found = send(*args)
        live.swap()
        return found

    monkeypatch.setattr(writing, "_send", swapped)
    assert live.index([document(2, "Совет")]) == 1
    assert ids(live) == [2]


def test_a_next_index_that_somebody_has_swapped_is_not_begun_again(live: ElasticBackend) -> None:
    live.create()
    coming = following(live)
    live.swap()
    with pytest.raises(SearchUnavailableError):
        coming.index([document(1, "Совет")])
    assert live.following() is None


def test_a_next_index_that_was_begun_is_dropped(live: ElasticBackend) -> None:
    live.create()
    begun = indices.state().named(indices.NEXT.every)
    following(live).index([document(1, "Совет")])
    live.create()
    assert ids(following(live)) == []
    assert not set(begun) & set(indices.state().aliases)


def test_the_old_index_is_kept_for_a_day(live: ElasticBackend) -> None:
    live.index([document(1, "Совет")])
    old = indices.state().named(indices.LIVE.every)
    now = dt.datetime.now(dt.UTC)
    for days, kept in [(0, True), (0.9, True), (1.1, False)]:
        with time_machine.travel(now + dt.timedelta(days=days), tick=False):
            live.create()
            live.swap()
        assert (set(old) <= set(indices.state().aliases)) is kept


def test_another_site_on_the_node_is_left_alone(live: ElasticBackend, settings: Any) -> None:
    live.index([document(1, "Совет")])
    own = settings.ELASTICSEARCH_PREFIX
    settings.ELASTICSEARCH_PREFIX = f"{own}-other"
    live.index([document(2, "Совет")])
    settings.ELASTICSEARCH_PREFIX = own
    assert ids(live) == [1]
    live.create()
    live.swap()
    settings.ELASTICSEARCH_PREFIX = f"{own}-other"
    assert ids(live) == [2]


def test_checksums_come_page_by_page(live: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [document(n, "Совет") for n in range(7)]
    live.index(found)
    for page in (1, 3, 7, 100):
        monkeypatch.setattr(backend, "_PAGE", page)
        assert live.checksums("bill") == {one.object_id: one.checksum for one in found}


def test_what_it_takes_on_the_disk(live: ElasticBackend) -> None:
    live.index([document(1, "Совет")])
    assert live.exists()
    assert live.settled().size() > 200


def test_there_is_no_index(live: ElasticBackend) -> None:
    assert not live.exists()
    with pytest.raises(SearchUnavailableError):
        live.search(SearchRequest(compile_query("совет")))
    assert live.remove([("bill", 1)]) == 0
    assert "bill" in live.problems()[0]


# --- Problems ----------------------------------------------------------------------------------


@pytest.fixture
def whole(live: ElasticBackend) -> ElasticBackend:
    live.create()
    live.swap()
    return live


def test_no_problems(whole: ElasticBackend) -> None:
    assert whole.problems() == []
    assert indices.state().kinds(indices.LIVE) == set(registry.sources())


def test_a_kind_that_a_change_has_begun_is_partial_until_it_is_made_anew(
    whole: ElasticBackend, caplog: pytest.LogCaptureFixture
) -> None:
    """New in a release: its first change makes an index that has nothing older."""
    indices.drop(indices.state().named(indices.LIVE.of("bill")))
    whole.index([document(1, "Совет")])
    assert "an index of bill is begun by a change" in caplog.text
    assert whole.problems() == ["The index of bill has only what has changed since it was begun."]
    assert ids(whole) == [1]
    whole.create()
    whole.swap()
    assert whole.problems() == []


def test_a_kind_without_an_index(whole: ElasticBackend) -> None:
    indices.drop(indices.state().named(indices.LIVE.of("bill")))
    assert whole.problems() == ["There is no index of bill."]


def test_an_index_of_other_code(whole: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents.texts, "VERSION", 0)
    assert len(whole.problems()) == len(registry.sources())
    whole.create()
    whole.swap()
    assert whole.problems() == []


def test_a_mapping_that_somebody_has_changed(whole: ElasticBackend) -> None:
    client().indices.put_mapping(
        index=indices.LIVE.of("bill"), properties={"colour": {"type": "keyword"}}
    )
    assert "mapping" in whole.problems()[0]
