"""Which index answers, which are kept, and what answers while the first does not."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from search.interface import (
    Hit,
    Key,
    SearchBackend,
    SearchRequest,
    SearchResults,
    SearchUnavailableError,
)
from search.models import IndexJob, IndexOutage

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

DATABASE: Final = "database"
# An index that did not answer is left alone for so many seconds; then one visitor's search tries.
PAUSE: Final = 30
# How long it is remembered that it did not answer, if nobody searches.
_REMEMBERED: Final = 24 * 3600
_MOST_GONE: Final = 1000


def answering() -> str:
    """The name of the index that answers: the module of its class, `database` or `elastic`."""
    return str(settings.SEARCH_BACKEND.split(".")[-2])


def backend() -> SearchBackend:
    """The index that answers, as the settings say."""
    return _made(settings.SEARCH_BACKEND)


def targets() -> dict[str, SearchBackend]:
    """All indexes that are kept, by name. The one in the database is always among them, so that an
    outage of the other can fall back to it."""
    return {DATABASE: _made(settings.DATABASE_SEARCH), answering(): backend()}


def ask(request: SearchRequest) -> SearchResults:
    """What the answering index finds or, while it does not answer, what the database finds
    (`is_fallback`)."""
    if answering() != DATABASE:
        request = replace(request, gone=_gone(answering()))
    results, is_fallback = _first(lambda index: index.search(request))
    return replace(results, is_fallback=True) if is_fallback else results


def complete(words: Sequence[str], *, kinds: Sequence[str] = (), limit: int = 7) -> tuple[Hit, ...]:
    """The same for suggestions (see SearchBackend.complete)."""
    return _first(lambda index: index.complete(words, kinds=kinds, limit=limit))[0]


def _gone(target: str) -> tuple[Key, ...]:
    """What has gone from the public, though the index has not followed yet; one query. In a long
    outage these are many, and the database answers."""
    rows = IndexJob.gone(target).order_by("-pk")
    return tuple(rows.values_list("kind", "object_id")[:_MOST_GONE])


def _made(path: str) -> SearchBackend:
    return cast(SearchBackend, import_string(path)())


# --- While the index does not answer -----------------------------------------------------------


def _first(question: Callable[[SearchBackend], Answer]) -> tuple[Answer, bool]:
    """(answer, whether the database had to give it)."""
    name = answering()
    if name == DATABASE:
        return question(backend()), False
    if _may_try(name):
        try:
            answer = question(backend())
        except SearchUnavailableError as error:
            _open(name, error)
        else:
            _close(name)
            return answer, False
    return question(_made(settings.DATABASE_SEARCH)), True


def _silent(name: str) -> str:
    return f"search-silent:{name}"


def _resting(name: str) -> str:
    return f"search-resting:{name}"


def _may_try(name: str) -> bool:
    """Whether it answers as far as we know; if not, one search in PAUSE seconds may find out. What
    cannot be written falls behind: until it can, the database knows better."""
    if IndexOutage.objects.filter(target=name).exists():
        return False
    return not cache.get(_silent(name)) or cache.add(_resting(name), 1, PAUSE)


def _open(name: str, error: SearchUnavailableError) -> None:
    if cache.add(_silent(name), 1, _REMEMBERED):
        logger.warning("search falls back to the database, %s does not answer: %s", name, error)
    cache.set(_resting(name), 1, PAUSE)


def _close(name: str) -> None:
    if cache.get(_silent(name)):
        cache.delete_many([_silent(name), _resting(name)])
        logger.warning("search is answered by %s again", name)
