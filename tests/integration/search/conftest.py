from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from django.core.cache import cache

from search.backends.elastic import ElasticBackend
from tests.memory import Memory
from tests.memory import memory as shared


@pytest.fixture
def memory(settings: Any) -> Iterator[Memory]:
    """Search is answered by an index in memory, which is empty."""
    settings.SEARCH_BACKEND = "tests.memory.MemoryBackend"
    new = Memory()
    for each in fields(Memory):
        setattr(shared, each.name, getattr(new, each.name))
    cache.clear()
    yield shared
    cache.clear()


@pytest.fixture
def live(elastic_prefix: str) -> ElasticBackend:
    """The indices of a real node that answer; none has been made yet."""
    return ElasticBackend()
