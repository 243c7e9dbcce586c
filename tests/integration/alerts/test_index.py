"""What the index in the database says of the age of its matches."""

import datetime as dt
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from search import services as search
from search.alerts import selectors
from search.backends.database import DatabaseBackend
from search.domain.query import compile_query
from search.interface import Document, SearchRequest
from search.models import IndexedDocument
from tests.factories.drafts import BillVersionFactory
from tests.integration.alerts.helpers import WORD

MAY = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def document(pk: int, *, day: int = 0, kind: str = "bill") -> Document:
    return Document(kind, pk, WORD, "", MAY + day * DAY)


def found(query: str = WORD, **options: Any) -> list[int]:
    bounds = {name: options.pop(name) for name in ("after", "upto", "since") if name in options}
    request = SearchRequest(compile_query(query), **options)
    return [hit.object_id for hit in DatabaseBackend().newest(request, **bounds).hits]


@pytest.mark.django_db
def test_the_newest_date_stands_first_and_the_total_counts_all() -> None:
    DatabaseBackend().index([document(1, day=2), document(2, day=3), document(3, day=1)])
    assert found() == [2, 1, 3]
    newest = DatabaseBackend().newest(SearchRequest(compile_query(WORD), limit=2))
    assert (len(newest.hits), newest.total) == (2, 3)
    assert newest.hits[0].date == MAY + 3 * DAY
    assert newest.hits[0].checksum == document(2, day=3).checksum


@pytest.mark.django_db
def test_only_what_came_later_is_new_whatever_its_date() -> None:
    index = DatabaseBackend()
    assert index.reached() == 0
    index.index([document(1, day=9)])
    first = index.reached()
    index.index([document(2, day=1)])
    second = index.reached()
    index.index([document(3, day=5)])
    assert found(after=first) == [3, 2]
    assert found(after=first, upto=second) == [2]
    assert found(after=index.reached()) == []
    assert found(since=MAY + 5 * DAY) == [1, 3]
    assert found(since=MAY + 5 * DAY, after=first) == [3]


@pytest.mark.django_db
def test_other_words_of_what_is_known_are_no_news_but_a_return_is() -> None:
    index = DatabaseBackend()
    index.index([document(1), document(2)])
    reached = index.reached()
    index.index([replace(document(1), body="Другие слова")])
    assert found(after=reached) == []
    index.remove([("bill", 2)])
    index.index([document(2)])
    assert found(after=reached) == [2]


@pytest.mark.django_db
def test_filters_and_older_texts() -> None:
    earlier = replace(document(3, kind="provision"), is_current=False)
    DatabaseBackend().index([document(1), document(2, kind="comment"), earlier])
    assert found(filters={"kind": ("comment",)}) == [2]
    assert found(filters={"kind": ("comment",), "year": ("1999",)}) == []
    assert sorted(found(older=True)) == [1, 2, 3]
    assert found(f"{WORD} -{WORD}") == []
    assert found("") == []


@pytest.mark.django_db
def test_news_of_a_list_without_words() -> None:
    index = DatabaseBackend()
    index.index([document(1), document(2, day=9), document(3, kind="page")])
    reached = index.reached()
    bills = {"filters": {"kind": ("bill",)}, "everything": True}
    assert found("", **bills) == [2, 1]
    assert found("", everything=True, left_out={"kind": ("bill",)}) == [3]
    assert found("", **bills, since=MAY + DAY) == [2]
    index.index([document(4), document(5, kind="page")])
    assert found("", **bills, after=reached) == [4]
    assert found("", **bills, upto=reached) == [2, 1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_numbers_are_seen_in_the_order_in_which_they_were_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A writer that has taken a number keeps out the others until it commits: otherwise a letter
    could pass over a number that is committed after a greater one."""
    written, go_on = threading.Event(), threading.Event()
    index = DatabaseBackend.index

    def slowly(self: DatabaseBackend, documents: Any) -> int:
        count = index(self, documents)
        if not written.is_set():
            written.set()
            go_on.wait(10)
        return count

    def apply() -> None:
        search.apply_pending()
        connection.close()

    monkeypatch.setattr(DatabaseBackend, "index", slowly)
    bills, writers = [], []
    for number in range(2):
        bill = BillVersionFactory(bill__title=f"Дело {number}: {WORD}").bill
        search.note_change(kind="bill", object_id=bill.pk)
        writers.append(threading.Thread(target=apply))
        writers[-1].start()
        assert written.wait(10)
        bills.append(bill.pk)
    writers[1].join(1)
    assert writers[1].is_alive()
    assert selectors.reached() == 0
    go_on.set()
    for writer in writers:
        writer.join(10)
    assert list(IndexedDocument.objects.order_by("pk").values_list("object_id", flat=True)) == bills
