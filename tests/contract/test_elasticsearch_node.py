"""What search relies on in a node, whichever distribution it is and however it was started."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from elasticsearch.dsl import Document, Index, Keyword, Text

from config.env import env

pytestmark = pytest.mark.elastic


class Page(Document):
    """One Russian text and one exact word."""

    number = Keyword()
    text = Text(analyzer="russian")


@pytest.fixture(scope="module")
def node() -> Iterator[Elasticsearch]:
    client = Elasticsearch(env("ELASTICSEARCH_URL"), request_timeout=30)
    yield client
    client.close()


@pytest.fixture
def index_name(node: Elasticsearch) -> Iterator[str]:
    """A name that nobody else has; whatever a test makes under it is gone afterwards."""
    name = f"node-test-{uuid.uuid4().hex}"
    yield name
    node.indices.delete(index=name, ignore_unavailable=True)


def words(node: Elasticsearch, text: str, **analysis: Any) -> list[str]:
    answer = node.indices.analyze(text=text, **analysis)
    return [token["token"] for token in answer["tokens"]]


def test_the_cluster_is_well(node: Elasticsearch) -> None:
    health = node.cluster.health(wait_for_status="yellow", timeout="30s")
    assert health["status"] in {"green", "yellow"}
    assert health["number_of_data_nodes"] >= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Учёт", "учета"),
        ("ПРЕДЛОЖЕНИЯ", "предложениями"),
        ("законопроект", "законопроектах"),
        ("общественный совет", "общественных советов"),
    ],
)
def test_russian_folds_yo_case_and_inflections(node: Elasticsearch, one: str, other: str) -> None:
    found = words(node, one, analyzer="russian")
    assert found
    assert found == words(node, other, analyzer="russian")


def test_russian_leaves_out_stop_words_and_keeps_numbers(node: Elasticsearch) -> None:
    assert words(node, "о поддержке и 44-ФЗ", analyzer="russian") == ["поддержк", "44", "фз"]


def test_russian_takes_the_settings_of_the_stock_one(node: Elasticsearch, index_name: str) -> None:
    kept = {"type": "russian", "stopwords": "_none_", "stem_exclusion": ["палата"]}
    node.indices.create(index=index_name, settings={"analysis": {"analyzer": {"kept": kept}}})
    found = words(node, "о палата палаты", index=index_name, analyzer="kept")
    assert found == ["о", "палата", "палат"]


@pytest.mark.parametrize("language", ["Russian", "russian"])
def test_the_snowball_filter_stems_russian(node: Elasticsearch, language: str) -> None:
    snowball = {"type": "snowball", "language": language}
    found = words(
        node, "Предложениями о бюджетах", tokenizer="standard", filter=["lowercase", snowball]
    )
    assert found == ["предложен", "о", "бюджет"]


def test_the_snowball_filter_is_english_by_default(node: Elasticsearch) -> None:
    stem = {"type": "snowball"}
    assert words(node, "running", tokenizer="standard", filter=["lowercase", stem]) == ["run"]


def test_documents_are_written_found_and_deleted(node: Elasticsearch, index_name: str) -> None:
    index = Index(index_name, using=node)
    index.document(Page)
    index.create()
    Page(number="15-8", text="О поддержке местных инициатив").save(index=index_name, using=node)
    Page(number="15-9", text="Об отходах").save(index=index_name, using=node)
    index.refresh()

    search = Page.search(using=node, index=index_name)
    by_text = search.query("match", text="поддержкой").highlight("text").execute()
    assert [hit.number for hit in by_text] == ["15-8"]
    assert list(by_text[0].meta.highlight.text) == ["О <em>поддержке</em> местных инициатив"]
    assert [hit.number for hit in search.filter("term", number="15-9")] == ["15-9"]
    assert search.count() == 2

    index.delete()
    assert not index.exists()
