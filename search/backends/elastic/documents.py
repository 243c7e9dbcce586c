"""What is stored of a document, and the definition of an index that stores it."""

import hashlib
import json
from typing import Any, Final

from elasticsearch.dsl import (
    Boolean,
    Date,
    Document,
    Integer,
    Keyword,
    Long,
    MetaField,
    Object,
    Text,
)

from search import interface
from search.backends.elastic import texts
from search.domain.query import unit_term, unit_terms
from search.domain.words import folded

# The length of the beginnings of words that are indexed, so that completing is one look-up.
_BEGINNINGS: Final = {"min_chars": 1, "max_chars": 10}
# One shard holds millions of such documents, and is counted exactly.
# How long the version of a deleted document is known: a request that we have given up may be run
# late, and must not bring it back.
_SETTINGS: Final = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "gc_deletes": "1h"}


class IndexedText(Document):
    """One document of any kind. Texts are only searched, so they are not kept: what is shown is
    read from the database."""

    kind = Keyword()
    object_id = Long()
    # As `texts.fed` writes them.
    title = Text(analyzer="russian")
    body = Text(analyzer="russian")
    law = Text(analyzer="russian", norms=False)
    author = Text(analyzer="russian", norms=False)
    context = Text(analyzer="russian", norms=False)
    # Words in their own forms, for quotation marks, numbers and completing.
    title_words = Text(analyzer="whitespace", norms=False, index_prefixes=_BEGINNINGS)
    body_words = Text(analyzer="whitespace", norms=False)
    title_length = Integer(index=False)
    units = Keyword()
    leaf = Keyword()
    facets = Object(dynamic="strict", properties={name: Keyword() for name in interface.FACETS})
    date = Date()
    is_current = Boolean()
    checksum = Keyword(index=False)

    class Index:
        """It has no name: a document never decides where it goes."""

        settings = _SETTINGS

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(includes=["kind", "object_id", "checksum"])


def stored(document: interface.Document) -> dict[str, Any]:
    """A document as the index gets it."""
    title_words = " ".join(folded(document.title))
    leaf = unit_term(document.path.rpartition("/")[2]) if document.path else ""
    return {
        "kind": document.kind,
        "object_id": document.object_id,
        "title": texts.fed(document.title),
        "body": texts.fed(document.body),
        "law": texts.fed_often(document.law),
        "author": texts.fed(document.author),
        "context": texts.fed_often(document.context),
        "title_words": title_words,
        "body_words": " ".join(folded(document.body)),
        "title_length": len(title_words),
        "units": unit_terms(document.path),
        "leaf": leaf if document.is_unit else "",
        "facets": document.values,
        "date": document.date.isoformat(),
        "is_current": document.is_current,
        "checksum": document.checksum,
    }


def definition(*, is_partial: bool = False) -> dict[str, Any]:
    """Settings and mappings of an index; `_meta` says of which code they are, and whether the index
    has only what has changed since it was begun."""
    found: dict[str, Any] = IndexedText._index.to_dict()  # noqa: SLF001 documented as public
    written = json.dumps([texts.VERSION, found], sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()[:16]
    meta = {"definition": digest, **({"partial": True} if is_partial else {})}
    return {**found, "mappings": {**found["mappings"], "_meta": meta}}


def is_current_definition(mappings: dict[str, Any]) -> bool:
    """Whether mappings as a node shows them are those of this code."""
    own = definition()["mappings"]
    known = mappings.get("_meta", {}).get("definition")
    return known == own["_meta"]["definition"] and set(mappings["properties"]) == set(
        own["properties"]
    )


def is_partial(mappings: dict[str, Any]) -> bool:
    """Whether an index has only what has changed since it was begun."""
    return bool(mappings.get("_meta", {}).get("partial"))
