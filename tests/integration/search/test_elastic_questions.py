"""What Elasticsearch is asked for one search: how much of each kind, then those kinds alone."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from search.backends.elastic import ElasticBackend, asking
from search.domain.query import compile_query
from search.interface import Document, SearchRequest
from tests.contract.test_search_backend import document

pytestmark = [pytest.mark.elastic, pytest.mark.django_db]
DAY = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """What was asked, by requests."""
    found: list[list[Any]] = []
    answers = asking._answers

    def spied(questions: Sequence[Any], until: float) -> list[dict[str, Any]]:
        if questions:
            found.append(list(questions))
        return answers(questions, until)

    monkeypatch.setattr(asking, "_answers", spied)
    return found


def ask(live: ElasticBackend, text: str, **options: Any) -> Any:
    return live.settled().search(SearchRequest(compile_query(text), **options))


def test_kinds_without_matches_are_asked_for_nothing_more(
    live: ElasticBackend, questions: list[list[Any]]
) -> None:
    live.index([document(1, "Тишина"), document(2, "Покой", kind="page")])
    assert ask(live, "тишина").total == 1
    first, second = questions
    assert len(first) == 1
    assert {name for question in second for name in question.index} == {live._names.of("bill")}


def test_nothing_found_is_one_question(live: ElasticBackend, questions: list[list[Any]]) -> None:
    live.index([document(1, "Тишина")])
    assert ask(live, "шум").total == 0
    assert len(questions) == 1


def test_a_total_alone_is_one_question(live: ElasticBackend, questions: list[list[Any]]) -> None:
    live.index([document(1, "Тишина"), document(2, "Тишина")])
    assert ask(live, "тишина", limit=0, count=False).total == 2
    assert len(questions) == 1


def test_facets_of_very_many_are_estimated_and_totals_are_not(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "EXACT", 200)
    monkeypatch.setattr(asking, "_SAMPLED", 100)
    stances = ("support", "oppose", "oppose", "oppose")
    live.index(
        Document("comment", n, "", "Тишина", DAY, facets={"stance": (stances[n % 4],)})
        for n in range(2000)
    )
    live.index([Document("bill", 1, "Тишина", "", DAY, facets={"topic": ("home",)})])
    results = ask(live, "тишина")
    assert results.is_estimated
    assert results.total == 2001
    assert results.facets["kind"] == {"comment": 2000, "bill": 1}
    assert results.facets["topic"] == {"home": 1}
    assert 1200 < results.facets["stance"]["oppose"] < 1800
    assert 200 < results.facets["stance"]["support"] < 800
    assert ask(live, "тишина").facets == results.facets
    few = ask(live, "тишина", filters={"kind": ("bill",)})
    assert not few.is_estimated


def test_the_second_question_has_only_the_time_that_is_left(
    live: ElasticBackend, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.ELASTICSEARCH_TIMEOUT = 1
    live.index([document(1, "Тишина")])
    live.settled()
    moments, given = iter([0.0, 0.1, 0.7]), []
    client = asking.client

    def spied(*, timeout: float) -> Any:
        given.append(round(timeout, 2))
        return client(timeout=10)

    monkeypatch.setattr(asking, "monotonic", lambda: next(moments))
    monkeypatch.setattr(asking, "client", spied)
    assert live.search(SearchRequest(compile_query("тишина"))).total == 1
    assert given == [0.9, 0.3]
