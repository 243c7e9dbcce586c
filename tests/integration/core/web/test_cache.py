"""Counting in the database cache: the term of a count does not move, and no count is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.web.cache import CountingDatabaseCache

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def cache(settings: Any) -> CountingDatabaseCache:
    settings.CACHES = {
        "default": {"BACKEND": "core.web.cache.CountingDatabaseCache", "LOCATION": "counting_cache"}
    }
    call_command("createcachetable", verbosity=0)
    return CountingDatabaseCache("counting_cache", {})


def test_counts_and_keeps_the_term(cache: CountingDatabaseCache) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        cache.add("hits", 1, 3600)
        assert [cache.incr("hits"), cache.incr("hits", 5)] == [2, 7]
        clock.shift(timedelta(minutes=50))
        assert cache.get("hits") == 7  # Django's own would have forgotten it after five minutes
        assert cache.incr("hits") == 8
        clock.shift(timedelta(minutes=11))
        assert cache.get("hits") is None


def test_nothing_to_count(cache: CountingDatabaseCache) -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nothing")
    with time_machine.travel(NOW, tick=False) as clock:
        cache.add("old", 1, 60)
        clock.shift(timedelta(minutes=2))
        with pytest.raises(ValueError, match="not found"):
            cache.incr("old")


def test_one_statement_counts_on(cache: CountingDatabaseCache) -> None:
    cache.add("hits", 1, 3600)
    with CaptureQueriesContext(connection) as captured:
        assert [cache.incr("hits"), cache.incr("hits", -1)] == [2, 1]
    assert len(captured) == 2


def test_numbers_and_other_values_are_told_apart(cache: CountingDatabaseCache) -> None:
    values = {"number": 12, "text": "#12", "truth": True, "list": [1, "два"], "nothing": None}
    for key, value in values.items():
        assert cache.add(key, value, 60)
        assert not cache.add(key, "later", 60)
    assert cache.get_many([*values, "absent"]) == values
    assert cache.get("truth") is True
    cache.set("written", 5, 60)
    assert [cache.incr("written"), cache.incr("written")] == [6, 7]
    assert cache.get_many([]) == {}
