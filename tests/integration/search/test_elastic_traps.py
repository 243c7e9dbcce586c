"""Ways in which Elasticsearch and its client go wrong silently; each stays shut."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import elasticsearch
import pytest
from elasticsearch import Elasticsearch

import search.backends.elastic as package
from search.backends.elastic import ElasticBackend, bodies, documents, health, indices, writing
from search.backends.elastic.client import client, reaching
from search.backends.elastic.documents import IndexedText
from search.backends.elastic.texts import STOP_WORDS, asked, fed
from search.domain.query import compile_query
from search.domain.words import fold, stem, words
from search.interface import FACETS, SearchRequest, SearchUnavailableError
from tests.contract.test_search_backend import document
from tests.corpus import corpus_file, corpus_names

pytestmark = [
    pytest.mark.elastic, pytest.mark.django_db, pytest.mark.usefixtures("elastic_prefix")
]  # fmt: skip

CODE = Path(package.__file__).parent


def analysed(text: str) -> list[str]:
    return [
        token["token"]
        for token in client().indices.analyze(analyzer="russian", text=text)["tokens"]
    ]


# --- Where documents go ------------------------------------------------------------------------


def test_documents_for_the_next_index_do_not_land_in_the_old_one(live: ElasticBackend) -> None:
    """`Document.bulk(index=…)` is ignored by documents that carry an index; ours carry none."""
    live.index([document(1, "Совет")])
    live.create()
    coming = live.following()
    assert coming is not None
    assert coming.index([document(n, "Совет") for n in range(2, 60)]) == 58
    assert len(live.checksums("bill")) == 1
    assert len(coming.checksums("bill")) == 58
    assert "_index" not in documents.stored(document(1, "Совет"))


def test_indices_are_made_by_their_own_names(live: ElasticBackend) -> None:
    """`Document.init()` on an alias raises KeyError: an alias is never made or changed by name."""
    live.index([document(1, "Совет")])
    live.create()
    live.swap()
    live.create()
    alias = indices.LIVE.of("bill")
    assert IndexedText._index._name == "*"
    assert alias not in indices.state().aliases
    assert len(indices.state().named(alias)) == 1
    with pytest.raises(KeyError):
        IndexedText.init(index=alias)


def test_a_missing_alias_never_becomes_an_index(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A node makes an index of whatever name it is told to write to, with a mapping it guesses."""
    nothing = [(indices.LIVE, frozenset({"bill"}))]
    monkeypatch.setattr(writing, "_targets", lambda *args, **options: nothing)
    with pytest.raises(SearchUnavailableError):
        live.index([document(1, "Совет")])
    assert not client().indices.exists(index=indices.LIVE.of("bill"))


def test_another_analyzer_needs_another_index(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An open index refuses it, so an index of other code is reported, and made anew by a swap."""
    live.create()
    live.swap()
    changed = documents.definition()
    changed["mappings"]["properties"]["title"]["analyzer"] = "whitespace"
    changed["mappings"]["_meta"] = {"definition": "other"}
    with pytest.raises(elasticsearch.BadRequestError):
        client().indices.put_mapping(
            index=indices.LIVE.of("bill"), properties=changed["mappings"]["properties"]
        )
    for module in (indices, documents):
        monkeypatch.setattr(module, "definition", lambda **options: changed)
    assert "mapping" in live.problems()[0]
    live.create()
    live.swap()
    assert live.problems() == []


# --- What bulk answers -------------------------------------------------------------------------


def test_one_refused_document_does_not_hold_up_the_others(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stored = documents.stored

    def strange(one: Any) -> dict[str, Any]:
        return stored(one) | ({"unknown": 1} if one.object_id == 2 else {})

    monkeypatch.setattr(writing, "stored", strange)
    with caplog.at_level(logging.ERROR):
        assert live.index([document(n, "Совет") for n in (1, 2, 3)]) == 2
    assert live.checksums("bill").keys() == {1, 3}
    assert "refuses 2" in caplog.text


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_busy_node_is_no_refusal(status: int) -> None:
    """A full disk, a full queue, a lost shard: these documents must be written later."""
    action = {"_op_type": "index", "_index": "i", "_id": "1"}
    with pytest.raises(SearchUnavailableError):
        writing._outcome(action, False, {"status": status, "error": {"type": "trouble"}})


def test_portions_are_counted_together(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PORTION", 2)
    assert live.index(document(n, "Совет") for n in range(5)) == 5
    assert live.remove([("bill", n) for n in range(7)]) == 5


def test_waiting_for_a_refresh_is_for_tests() -> None:
    for path in CODE.glob("*.py"):
        assert '"wait_for"' not in path.read_text(encoding="utf-8"), path.name


# --- What the node and the client are ----------------------------------------------------------


def test_nobody_asks_the_root(live: ElasticBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    """`GET /` answers 405 in some distributions: `ping` is False though all is well."""

    def refused(*args: Any, **options: Any) -> Any:
        raise AssertionError("the root was asked")

    monkeypatch.setattr(Elasticsearch, "info", refused)
    monkeypatch.setattr(Elasticsearch, "ping", refused)
    live.create()
    live.swap()
    assert live.problems() == []


def test_a_client_of_another_major_is_refused_by_the_node() -> None:
    other = "application/vnd.elasticsearch+json; compatible-with=9"
    assert elasticsearch.__version__[0] == 8
    with pytest.raises(SearchUnavailableError), reaching():
        client().perform_request("GET", "/_cluster/health", headers={"accept": other})


def test_a_node_of_another_major_is_reported(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "MAJOR", 9)
    (problem,) = live.problems()
    assert problem.startswith("The node is Elasticsearch 8.")


def test_a_node_without_russian_is_reported(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = type(client().indices)
    analyse = node.analyze
    monkeypatch.setattr(
        node, "analyze", lambda self, **options: analyse(self, analyzer="klingon", text="а")
    )
    (problem,) = live.problems()
    assert "russian" in problem


# --- What is typed -----------------------------------------------------------------------------


def names(body: Any) -> Iterator[str]:
    """All keys of a request, however deep."""
    if isinstance(body, dict):
        yield from body
        body = list(body.values())
    if isinstance(body, list):
        for part in body:
            yield from names(part)


def test_nothing_is_read_as_a_query_or_marked_by_the_node() -> None:
    """`query_string` has a language of its own; highlights of FacetedSearch are not escaped. Texts
    are marked by search.domain.highlight, and the node does not even keep them."""
    query = compile_query('совет* "из) OR (" -/x/ <b>«тишина в ночи»</b> 15-8 нко')
    request = SearchRequest(query, {"kind": ("bill",)})
    found = bodies.matches(request)
    counting, page = bodies.counting(found, request), bodies.page(found, request, indices.worth())
    for body in (counting, page, bodies.facets(found, request.filters, FACETS, 0.5)):
        forbidden = {"query_string", "simple_query_string", "highlight", "script"}
        assert set(names(body)) & forbidden == set()
        assert {"term", "match_phrase"} <= set(names(body))
    assert IndexedText._doc_type.mapping.to_dict()["_source"] == {
        "includes": ["kind", "object_id", "checksum"]
    }


# --- Stems -------------------------------------------------------------------------------------


def forms() -> set[str]:
    """All words of the acts in the collection of real documents."""
    found: set[str] = set()
    for name in corpus_names("acts", ".txt", ".md", ".html"):
        text = corpus_file(name).read_text(encoding="utf-8", errors="replace")
        found |= {fold(text[word.start : word.end]) for word in words(text)}
    return found


def test_every_word_of_the_acts_is_found_by_itself() -> None:
    every = sorted(forms())
    assert len(every) > 1000
    for start in range(0, len(every), 500):
        portion = every[start : start + 500]
        terms = [term for form in portion for word in words(form) for term in word.terms]
        assert analysed(" ".join(map(fed, portion))) == list(map(asked, terms))


def test_the_list_of_dropped_words_is_that_of_the_analyzer() -> None:
    assert analysed(STOP_WORDS) == []
    terms = [asked(stem(word)) for word in STOP_WORDS.split()]
    assert analysed(" ".join(map(fed, STOP_WORDS.split()))) == terms
