"""Keyset paging: its laws on real rows."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from django.db.models.functions import Length
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.web.paging import InvalidCursorError, Page, decode_cursor, keyset_page

START = datetime(2026, 5, 1, tzinfo=UTC)
ORDERS = [
    ("session_key",),
    ("-session_key",),
    ("expire_date", "session_key"),
    ("-expire_date", "session_key"),
    ("session_data", "-expire_date", "session_key"),
    ("-session_data", "expire_date", "-session_key"),
]
rows = st.lists(st.tuples(st.sampled_from("абв"), st.integers(0, 3)), max_size=14)


def create(values: list[tuple[str, int]]) -> None:
    Session.objects.all().delete()
    Session.objects.bulk_create(
        Session(
            session_key=f"key-{n:03}", session_data=text, expire_date=START + timedelta(hours=h)
        )
        for n, (text, h) in enumerate(values)
    )


def page(order: tuple[str, ...], cursor: str | None, per_page: int) -> Page[Session]:
    return keyset_page(Session.objects.all(), order=order, cursor=cursor, per_page=per_page)


def walk(order: tuple[str, ...], per_page: int) -> tuple[list[str], Page[Session]]:
    """Keys of all rows page by page, and the last page."""
    keys: list[str] = []
    current = page(order, None, per_page)
    while True:
        assert len(current.items) <= per_page
        keys += [row.session_key for row in current.items]
        if current.next_cursor is None:
            return keys, current
        current = page(order, current.next_cursor, per_page)


class Laws(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(rows, st.sampled_from(ORDERS), st.integers(1, 5))
    def test_walking_forward_visits_each_row_once_in_order(
        self, values: list[tuple[str, int]], order: tuple[str, ...], per_page: int
    ) -> None:
        create(values)
        expected = list(Session.objects.order_by(*order).values_list("session_key", flat=True))
        assert walk(order, per_page)[0] == expected

    @settings(max_examples=60, deadline=None)
    @given(rows, st.sampled_from(ORDERS), st.integers(1, 5))
    def test_walking_back_from_the_end_visits_each_row_once(
        self, values: list[tuple[str, int]], order: tuple[str, ...], per_page: int
    ) -> None:
        create(values)
        keys, current = walk(order, per_page)
        found = [row.session_key for row in current.items]
        while current.prev_cursor is not None:
            current = page(order, current.prev_cursor, per_page)
            found = [row.session_key for row in current.items] + found
        assert found == keys

    @settings(max_examples=40, deadline=None)
    @given(rows.filter(bool), rows, st.sampled_from(ORDERS), st.integers(1, 4))
    def test_rows_added_on_the_way_neither_hide_nor_repeat_the_old_ones(
        self, old: list[tuple[str, int]], new: list[tuple[str, int]], order: tuple[str, ...], n: int
    ) -> None:
        create(old)
        before = list(Session.objects.order_by(*order).values_list("session_key", flat=True))
        current = page(order, None, n)
        keys = [row.session_key for row in current.items]
        Session.objects.bulk_create(
            Session(
                session_key=f"new-{i:03}", session_data=t, expire_date=START + timedelta(hours=h)
            )
            for i, (t, h) in enumerate(new)
        )
        while current.next_cursor is not None:
            current = page(order, current.next_cursor, n)
            keys += [row.session_key for row in current.items]
        assert [key for key in keys if key.startswith("key")] == before

    @settings(max_examples=80, deadline=None)
    @given(st.text() | st.binary().map(lambda b: urlsafe_b64encode(b).decode()))
    def test_whatever_is_not_a_cursor_shows_the_first_page(self, cursor: str) -> None:
        create([("а", 1), ("б", 2)])
        shown = page(("-expire_date", "session_key"), cursor, 1)
        assert [row.session_data for row in shown.items] == ["б"]


def cursor_of(*data: Any) -> str:
    return urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


ORDER = ("-expire_date", "session_key")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor",
    [
        cursor_of(["session_key"], False, ["key-001"]),  # of another order
        cursor_of(list(ORDER), False, ["2026-05-01T00:00:00+00:00"]),  # a value is missing
        cursor_of(list(ORDER), "no", ["2026-05-01T00:00:00+00:00", "key-001"]),
        cursor_of(list(ORDER), False, ["yesterday", "key-001"]),
        cursor_of(list(ORDER), False, [["2026"], "key-001"]),
        cursor_of(list(ORDER), False, ["2026-05-01T00:00:00+00:00", "key\x00"]),
        cursor_of(list(ORDER), False, ["2026-05-01T00:00:00+00:00", "\ud800"]),
        cursor_of(list(ORDER), False, ["2026-05-01T00:00:00+00:00", None]),
        cursor_of(list(ORDER), False, ["9999-12-31T23:59:59-12:00", "key-001"]),
        cursor_of(list(ORDER), False, {"0": 1}),
        "x" * 3000,
        "ключ",
    ],
)
def test_damaged_cursors_are_refused_with_one_error(cursor: str) -> None:
    with pytest.raises(InvalidCursorError):
        decode_cursor(Session.objects.all(), ORDER, cursor)
    create([("а", 1)])
    assert len(page(ORDER, cursor, 5).items) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 50])
def test_one_query_at_any_size_and_depth(size: int, django_assert_num_queries: Any) -> None:
    create([("а", n) for n in range(size)])
    first = page(ORDER, None, 1)
    with django_assert_num_queries(1):
        page(ORDER, first.next_cursor, 10)


@pytest.mark.django_db
def test_annotations_and_dictionaries_can_be_paged() -> None:
    create([("а" * (n % 3 + 1), 0) for n in range(7)])
    queryset = Session.objects.annotate(size=Length("session_data"), again=F("expire_date"))
    found: list[tuple[int, str]] = []
    cursor: str | None = None
    while True:
        shown = keyset_page(
            queryset.values("size", "again", "session_key"),
            order=("-size", "again", "session_key"),
            cursor=cursor,
            per_page=2,
        )
        found += [(row["size"], row["session_key"]) for row in shown.items]
        cursor = shown.next_cursor
        if cursor is None:
            break
    assert found == sorted(found, key=lambda pair: (-pair[0], pair[1]))
    assert len(found) == 7


@pytest.mark.django_db
def test_first_and_last_pages_know_that_they_are() -> None:
    create([("а", n) for n in range(3)])
    only = page(ORDER, None, 3)
    assert (only.next_cursor, only.prev_cursor) == (None, None)
    first = page(ORDER, None, 2)
    assert first.prev_cursor is None
    assert first.next_cursor is not None
    assert page(ORDER, first.next_cursor, 2).next_cursor is None
