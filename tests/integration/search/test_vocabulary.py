"""The words that may be suggested follow what is public."""

import datetime as dt
import random
import time

import pytest
from django.db import connection
from django.utils import timezone

from consultations.comments.services import hide_comment
from search import services, vocabulary
from search.backends.database import DatabaseBackend
from search.interface import Document
from search.models import SearchWord
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import published
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
WORDS = ("совет", "советы", "палата", "закон", "тишина", "что-либо", "№ 15-8", "Учёт", "law", "до")


def document(object_id: int, title: str, body: str = "", **more: bool) -> Document:
    return Document("bill", object_id, title, body, NOW, **more)  # type: ignore[arg-type]


def counts() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "documents"))


def test_words_come_change_and_leave_with_their_documents() -> None:
    backend = DatabaseBackend()
    backend.index([document(1, "О тишине", "Тишина и ПОКОЙ, 15-8"), document(2, "Учёт тишины")])
    assert counts() == {"тишине": 1, "тишина": 1, "покой": 1, "учет": 1, "тишины": 1}
    backend.index([document(1, "О тишине"), document(3, "О тишине")])
    assert counts() == {"тишине": 2, "учет": 1, "тишины": 1}
    backend.remove([("bill", 1), ("bill", 2), ("bill", 2), ("bill", 77)])
    assert counts() == {"тишине": 1}
    backend.remove([("bill", 3)])
    assert counts() == {}


def test_words_of_earlier_texts_are_not_suggested() -> None:
    backend = DatabaseBackend()
    backend.index([document(1, "Тишина", is_current=False)])
    assert counts() == {}
    backend.index([document(1, "Тишина")])
    assert counts() == {"тишина": 1}
    backend.index([document(1, "Тишина", is_current=False)])
    assert counts() == {}


def test_after_any_changes_the_counts_are_those_of_a_recount() -> None:
    dice, backend = random.Random(3), DatabaseBackend()
    for _ in range(40):
        ids = dice.sample(range(12), 4)
        if dice.random() < 0.4:
            backend.remove([("bill", pk) for pk in ids])
        else:
            texts = (" ".join(dice.choices(WORDS, k=5)) for _ in ids)
            backend.index(
                document(pk, text, is_current=dice.random() < 0.8)
                for pk, text in zip(ids, texts, strict=True)
            )
    kept = counts()
    assert kept
    assert "что" in kept
    vocabulary.recount()
    assert counts() == kept


def test_a_rebuild_counts_anew() -> None:
    published(ConsultationFactory(), comment="Тишина")
    services.fill()
    right = counts()
    SearchWord.objects.filter(word="тишина").update(documents=77)
    SearchWord.objects.create(word="лишнее", stem="лишн", documents=1)
    services.rebuild()
    assert counts() == right


def test_a_word_of_a_hidden_comment_is_not_suggested_any_more() -> None:
    """Even by a process that has read it before: it may be somebody's name."""
    comment = published(ConsultationFactory(), comment="Перепелкин тут шумит")
    run_tasks()
    found = vocabulary.correction("перепелкен")
    assert found is not None
    assert found.word == "перепелкин"
    hide_comment(actor=UserFactory(), comment=comment, ground_code="spam", now=timezone.now())
    run_tasks()
    assert "перепелкин" not in counts()
    assert vocabulary.correction("перепелкен") is None


def test_words_that_come_later_are_suggested() -> None:
    backend = DatabaseBackend()
    backend.index([document(1, "Тишина")])
    assert vocabulary.correction("палатта") is None
    backend.index([document(2, "Палата")])
    assert getattr(vocabulary.correction("палатта"), "word", "") == "палата"
    vocabulary.recount()
    assert getattr(vocabulary.correction("палатта"), "word", "") == "палата"


def test_a_rolled_back_change_leaves_the_counts(django_assert_num_queries) -> None:
    backend = DatabaseBackend()
    backend.index([document(1, "Тишина")])

    def broken():
        yield document(2, "Палата")
        raise LookupError

    with pytest.raises(LookupError):
        backend.index(broken())
    assert counts() == {"тишина": 1}
    with django_assert_num_queries(0):
        assert vocabulary.correction("до") is None


def test_a_hundred_thousand_words_are_no_burden() -> None:
    """Ten seconds are for machines that do much else: the limit is one of sense, not of speed."""
    dice = random.Random(5)
    letters = "абвгдежзиклмнопрстуфхцчшы"
    new = {"".join(dice.choices(letters, k=dice.randint(5, 13))) for _ in range(100_000)}
    SearchWord.objects.bulk_create(
        (SearchWord(word=word, stem=word, documents=1) for word in sorted(new)), batch_size=5000
    )
    SearchWord.objects.create(word="тишина", stem="тишин", documents=9)
    vocabulary.correction("тишна")
    start = time.perf_counter()
    assert getattr(vocabulary.correction("тишна"), "word", "") == "тишина"
    assert time.perf_counter() - start < 10


def test_three_queries_once_the_words_are_known(django_assert_num_queries) -> None:
    DatabaseBackend().index([document(1, "Тишина", "Палата")])
    vocabulary.correction("тишна")
    with django_assert_num_queries(3):
        vocabulary.correction("тишна")
    assert connection.vendor in {"sqlite", "postgresql"}


def test_families_are_words_of_the_index() -> None:
    services.fill()
    assert vocabulary.families(["голосова", "15", "шум"]) == {}
    BillVersionFactory(bill__title="О голосовании и голосующих, о голосе и голоде")
    BillVersionFactory(bill__title="О голосовании")
    BillVersionFactory(bill__title="Об итогах голосования")
    services.fill()
    assert vocabulary.families(["голосова"]) == {"голосова": ["голосован", "голос"]}


def test_families_cost_one_query_or_none(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        vocabulary.families(["голосова", "предоставлен", "шум"])
    with django_assert_num_queries(0):
        vocabulary.families(["шум", "15x8"])
