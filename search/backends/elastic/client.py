"""The connection to Elasticsearch, and what may go wrong with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Final

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

from search.interface import SearchUnavailableError

# Seconds for what writes or changes indices; a search has settings.ELASTICSEARCH_TIMEOUT.
PATIENCE: Final = 30
# Refused, not found, too slow, too busy: the node or its indices, not what was asked.
_UNAVAILABLE: Final = frozenset({401, 403, 404, 408, 413, 429})
# A client of another major version gets 400 whatever it asks.
_WRONG_MAJOR: Final = "media_type_header_exception"


def client(*, timeout: float = PATIENCE) -> Elasticsearch:
    """The one client of this process, whose answers come within `timeout` seconds or fail."""
    return _patient(settings.ELASTICSEARCH_URL, os.getpid(), round(timeout, 2))


@lru_cache(maxsize=256)
def _patient(url: str, pid: int, timeout: float) -> Elasticsearch:
    """Such a client costs more to make than a small answer to read."""
    return _client(url, pid).options(request_timeout=timeout)


@cache
def _client(url: str, pid: int) -> Elasticsearch:
    """Nothing is tried again: a search has no time for it, and jobs are repeated by their queue."""
    return Elasticsearch(url, max_retries=0, retry_on_timeout=False)


def is_unavailable(status: int) -> bool:
    """Whether an answer of this status says something of the node, not of the question."""
    return status >= 500 or status in _UNAVAILABLE


@contextmanager
def reaching() -> Iterator[None]:
    """Raises SearchUnavailableError if the node cannot be asked, lets faults of ours through."""
    if not settings.ELASTICSEARCH_URL:
        raise SearchUnavailableError("ELASTICSEARCH_URL is not set.")
    try:
        yield
    except TransportError as error:
        raise SearchUnavailableError(str(error)) from error
    except ApiError as error:
        if is_unavailable(error.status_code) or error.message == _WRONG_MAJOR:
            raise SearchUnavailableError(str(error)) from error
        raise
