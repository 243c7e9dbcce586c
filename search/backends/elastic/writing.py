"""Documents on their way into indices."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from elasticsearch.helpers import streaming_bulk

from search.backends.elastic import indices, versions
from search.backends.elastic.client import client, is_unavailable
from search.backends.elastic.documents import stored
from search.backends.elastic.indices import LIVE, NEXT, Names
from search.interface import Document, Key, SearchUnavailableError

logger = logging.getLogger(__name__)

PORTION: Final = 500
_BYTES: Final = 10_000_000
_ATTEMPTS: Final = 3
_NO_INDEX: Final = "index_not_found_exception"


class _MovedError(Exception):
    """An alias that was there when it was looked for is there no longer: somebody has swapped."""


def index(documents: Iterable[Document], names: Names) -> int:
    """Adds or replaces documents, in portions; returns how many. What an index refuses is logged
    and left out."""
    rest = iter(documents)
    written = 0
    while portion := list(islice(rest, PORTION)):
        found = {document.key: document for document in portion}
        texts = {key: stored(document) for key, document in found.items()}
        counts = _in_all(names, found, texts)
        written += counts["written"] + counts["overtaken"]
    return written


def remove(keys: Iterable[Key], names: Names) -> int:
    """Takes documents out; returns how many there were."""
    rest = iter(dict.fromkeys(keys))
    removed = 0
    while portion := list(islice(rest, PORTION)):
        removed += _in_all(names, portion, None)["written"]
    return removed


def _in_all(names: Names, keys: Collection[Key], texts: Mapping[Key, Any] | None) -> Counter[str]:
    """Writes to the indices that are asked for and, if those are live, to the next ones as well. If
    they are swapped at this very moment, everything is written once more."""
    for _attempt in range(_ATTEMPTS):
        targets = _targets(names, {kind for kind, _id in keys}, make=texts is not None)
        version = versions.following()
        try:
            counts = [_send(keys, texts, version, target, kinds) for target, kinds in targets]
        except _MovedError:
            continue
        return counts[0]
    raise SearchUnavailableError("The indices are being swapped again and again.")


def _targets(
    names: Names, kinds: Collection[str], *, make: bool
) -> list[tuple[Names, frozenset[str]]]:
    """(which indices, which kinds they have), those that are asked for first. With `make` the
    missing ones are made; a live one that a change begins has nothing older, and says so."""
    found = indices.state()
    if names == NEXT and not found.named(NEXT.every):
        raise SearchUnavailableError("There is no next index: somebody has swapped or dropped it.")
    wanted = [names]
    if names == LIVE and found.named(NEXT.every):
        wanted.append(NEXT)
    if make:
        for target in wanted:
            for kind in sorted(set(kinds) - found.kinds(target)):
                logger.warning("an index of %s is begun by a change, it has nothing older", kind)
                indices.make(kind, target, is_partial=True)
        return [(target, frozenset(kinds)) for target in wanted]
    return [(target, found.kinds(target)) for target in wanted]


def _send(
    keys: Iterable[Key],
    texts: Mapping[Key, Any] | None,
    version: int,
    target: Names,
    kinds: frozenset[str],
) -> Counter[str]:
    """Every outcome is looked at: one document that is refused does not hold up the others."""
    counts: Counter[str] = Counter()
    actions = list(_actions([key for key in keys if key[0] in kinds], texts, version, target))
    # An alias must be there: otherwise the node would make an index of its own of that name.
    answers = streaming_bulk(
        client(),
        actions,
        chunk_size=PORTION,
        max_chunk_bytes=_BYTES,
        raise_on_error=False,
        require_alias=True,
    )
    for action, (is_done, answer) in zip(actions, answers, strict=True):
        counts[_outcome(action, is_done, next(iter(answer.values())))] += 1
    return counts


def _actions(
    keys: Sequence[Key], texts: Mapping[Key, Any] | None, version: int, target: Names
) -> Iterator[dict[str, Any]]:
    """The node refuses what is older than what it has: a request that we have given up may be run
    late. What it has of the same version is the same."""
    for kind, object_id in keys:
        place = {
            "_index": target.of(kind),
            "_id": str(object_id),
            "version": version,
            "version_type": "external_gte",
        }
        if texts is None:
            yield {**place, "_op_type": "delete"}
        else:
            yield {**place, "_op_type": "index", "_source": texts[kind, object_id]}


def _outcome(action: Mapping[str, Any], is_done: bool, answer: Mapping[str, Any]) -> str:
    """What became of one document. Raises SearchUnavailableError if it must be tried later."""
    if is_done:
        return "written"
    error, status = answer.get("error", {}), answer["status"]
    if isinstance(error, Mapping) and error.get("type") == _NO_INDEX:
        raise _MovedError
    if action["_op_type"] == "delete" and status == 404:
        return "absent"
    if status == 409:
        logger.warning("%s has a newer %s", action["_index"], action["_id"])
        return "overtaken"
    if is_unavailable(status):
        raise SearchUnavailableError(f"{action['_index']}: {error}")
    logger.error("%s refuses %s: %s", action["_index"], action["_id"], error)
    return "refused"
