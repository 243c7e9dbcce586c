"""Whether the indices that answer fit this code."""

from collections.abc import Iterable, Iterator
from typing import Final

from elasticsearch import BadRequestError, __version__

from search.backends.elastic import indices
from search.backends.elastic.client import client, reaching
from search.backends.elastic.documents import is_current_definition, is_partial
from search.backends.elastic.indices import LIVE
from search.interface import SearchUnavailableError

MAJOR: Final = __version__[0]


def problems(kinds: Iterable[str]) -> list[str]:
    """In words for the operator; empty if all is well."""
    try:
        with reaching():
            node = list(_of_node())
            return node or list(_of_indices(kinds))
    except SearchUnavailableError as error:
        return [f"Elasticsearch does not answer: {error}"]


def _of_node() -> Iterator[str]:
    """`GET /` is not answered by every distribution, so the nodes themselves are asked."""
    found = client().nodes.info(metric="http", filter_path="nodes.*.version")
    for version in sorted({node["version"] for node in found["nodes"].values()}):
        if not version.startswith(f"{MAJOR}."):
            yield f"The node is Elasticsearch {version}, the client is made for {MAJOR}.x."
    try:
        client().indices.analyze(analyzer="russian", text="палаты")
    except BadRequestError:
        yield "The node has no “russian” analyzer: its module analysis-common is missing."


def _of_indices(kinds: Iterable[str]) -> Iterator[str]:
    found = indices.state()
    if missing := sorted(set(kinds) - found.kinds(LIVE)):
        yield f"There is no index of {', '.join(missing)}."
    names = found.named(LIVE.every)
    if not names:
        return
    mappings = client().indices.get_mapping(index=names).body
    partial = {indices.kind_of(index) for index in names if is_partial(mappings[index]["mappings"])}
    if begun := sorted(partial & set(kinds)):
        yield f"The index of {', '.join(begun)} has only what has changed since it was begun."
    for index in names:
        if not is_current_definition(mappings[index]["mappings"]):
            yield f"The index {index} was made by other code: its mapping does not match."
