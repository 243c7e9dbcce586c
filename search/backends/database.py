"""Search in the site's own database: FTS5 on SQLite, a text-search vector on PostgreSQL.

Both index stems that we computed and match them exactly; a word in the title weighs more. Words in
their own forms and units stand beside the stems, under prefixes that no word of a text has.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from search import vocabulary
from search.backends import combinations, fulltext, longtexts
from search.domain.query import Query, unit_term, unit_terms
from search.domain.weights import KINDS
from search.domain.words import folded, stems
from search.interface import (
    Document,
    Hit,
    Key,
    Newest,
    NewHit,
    Order,
    SearchRequest,
    SearchResults,
)
from search.models import FacetSet, IndexedDocument

# PostgreSQL's vector holds a megabyte of words with their places: so many letters always fit in.
MAX_STEMS: Final = 250_000
MAX_WORDS: Final = 150_000
BATCH: Final = 500
_FIELDS: Final = (
    "date", "is_current", "facets", "title_stems", "body_stems", "law_stems",
    "author_stems", "context_stems", "title_words", "body_words", "units", "checksum",
)  # fmt: skip
# What a kind is worth.
_WORTH: Final = " ".join(
    [
        "(CASE d.kind",
        *(f"WHEN '{kind}' THEN {worth}" for kind, worth in KINDS.items()),
        "ELSE 1 END)",
    ]
)
_SORT: Final = {
    Order.RELEVANCE: "first DESC, score DESC, d.date DESC, d.id DESC",
    Order.NEWEST: "d.date DESC, d.id DESC",
}


class DatabaseBackend:
    """See search.interface.SearchBackend and NewsIndex."""

    def search(self, request: SearchRequest) -> SearchResults:
        if request.is_empty:
            return SearchResults()
        counted = combinations.counted(self._counts(request), request.filters, request.left_out)
        hits = self._hits(counted.fitting, request) if counted.total > request.offset else ()
        facets = counted.facets if request.count else {}
        return SearchResults(hits=hits, total=counted.total, facets=facets)

    def _counts(self, request: SearchRequest) -> dict[int, int]:
        """Matches by combinations of facets (ids)."""
        source, of_source = _found(request.query)
        enough, of_enough = fulltext.enough(request.query)
        sql = (
            f"SELECT d.facets_id, count(*) {source} {enough} {_current(request.older)} "
            "GROUP BY d.facets_id"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*of_source, *of_enough])
            return dict(cursor.fetchall())

    def _hits(self, fitting: Sequence[int], request: SearchRequest) -> tuple[Hit, ...]:
        first, of_first = fulltext.first(request.query)
        score, of_score = fulltext.score(request.query)
        source, of_source = _found(request.query)
        enough, of_enough = fulltext.enough(request.query)
        narrow, ids = "", []
        if request.filters or request.left_out:
            narrow = f"AND {fulltext.combination(request.query)} IN ({fulltext.listed()})"
            ids = [fulltext.as_list(fitting)]
        sql = (
            f"SELECT d.kind, d.object_id, {score} * {_WORTH} AS score, {first} AS first "
            f"{source} {enough} {_current(request.older)} {narrow} "
            f"ORDER BY {_SORT[request.sorting]} LIMIT %s OFFSET %s"
        )
        with connection.cursor() as cursor:
            parameters = [*of_score, *of_first, *of_source, *of_enough, *ids]
            cursor.execute(sql, [*parameters, request.limit, request.offset])
            return tuple(
                Hit(row[0], row[1], float(row[2]), bool(row[3])) for row in cursor.fetchall()
            )

    def complete(
        self, words: Sequence[str], *, kinds: Sequence[str] = (), limit: int = 7
    ) -> tuple[Hit, ...]:
        if not words:
            return ()
        narrow = f"AND d.kind IN ({', '.join(['%s'] * len(kinds))})" if kinds else ""
        source, parameters = fulltext.source(fulltext.beginnings(words))
        sql = (
            f"SELECT d.kind, d.object_id, {_WORTH} AS worth {source} AND d.is_current {narrow} "
            "ORDER BY worth DESC, length(d.title_words), d.date DESC, d.id DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*parameters, *kinds, limit])
            return tuple(Hit(*row) for row in cursor.fetchall())

    @transaction.atomic
    def index(self, documents: Iterable[Document]) -> int:
        found = {document.key: document for document in documents}
        known = _combinations(found.values())
        rows = [_row(document, known[_digest(document)]) for document in found.values()]
        current = (row for row in rows if row.is_current)
        come = (vocabulary.words_in(row.title_words, row.body_words) for row in current)
        vocabulary.change(gone=_indexed_words(found), come=come)
        IndexedDocument.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=_FIELDS,
        )
        return len(found)

    @transaction.atomic
    def remove(self, keys: Iterable[Key]) -> int:
        known = list(dict.fromkeys(keys))
        vocabulary.change(gone=_indexed_words(known), come=())
        return sum(documents.delete()[0] for documents in _indexed(known))

    def checksums(self, kind: str) -> Mapping[int, str]:
        rows = IndexedDocument.objects.filter(kind=kind).values_list("object_id", "checksum")
        return dict(rows)

    def reached(self) -> int:
        return IndexedDocument.objects.aggregate(last=Max("pk"))["last"] or 0

    def newest(
        self,
        request: SearchRequest,
        *,
        after: int = 0,
        upto: int | None = None,
        since: dt.datetime | None = None,
    ) -> Newest:
        """Three queries; one if there is nothing new, which is what mostly happens."""
        if request.is_empty:
            return Newest()
        where, given = _new(request, after, upto, since)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT d.facets_id, count(*) {where} GROUP BY d.facets_id", given)
            counts = dict(cursor.fetchall())
        fitting = _narrowed(counts, request)
        if not fitting:
            return Newest()
        documents = IndexedDocument.objects.raw(
            f"SELECT d.id, d.kind, d.object_id, d.date, d.checksum {where} "
            f"AND {fulltext.combination(request.query)} IN ({fulltext.listed()}) "
            "ORDER BY d.date DESC, d.id DESC LIMIT %s",
            [*given, fulltext.as_list(fitting), request.limit],
        )
        hits = tuple(NewHit(d.kind, d.object_id, d.date, d.checksum) for d in documents)
        return Newest(hits, sum(counts[pk] for pk in fitting))


def _found(query: Query) -> fulltext.Piece:
    """FROM … WHERE … of what the query asks for; without clauses that is everything but what it
    leaves out."""
    if not query.clauses:
        return fulltext.everything(query)
    far, of_far = longtexts.holds(query) if connection.vendor == "postgresql" else ("", [])
    source, parameters = fulltext.source(fulltext.match(query), far)
    return source, [*parameters, *of_far]


# --- News ---------------------------------------------------------------------------------------


def _new(
    request: SearchRequest, after: int, upto: int | None, since: dt.datetime | None
) -> tuple[str, list[Any]]:
    """(FROM … WHERE …, its parameters)."""
    source, of_source = _found(request.query)
    enough, of_enough = fulltext.enough(request.query)
    where, given = f"{source} {enough} {_current(request.older)}", [*of_source, *of_enough]
    bounds: dict[str, Any] = {
        f"{fulltext.number(request.query)} > %s": after or None,
        f"{fulltext.number(request.query)} <= %s": upto,
        "d.date >= %s": None if since is None else connection.ops.adapt_datetimefield_value(since),
    }
    for bound, value in bounds.items():
        if value is not None:
            where, given = f"{where} AND {bound}", [*given, value]
    return where, given


def _narrowed(counts: Mapping[int, int], request: SearchRequest) -> list[int]:
    """The combinations of facets among the counted that the filters let through."""
    if not (request.filters or request.left_out):
        return list(counts)
    return combinations.counted(counts, request.filters, request.left_out).fitting


# --- What has been indexed ---------------------------------------------------------------------


def _indexed(keys: Iterable[Key]) -> Iterator[QuerySet[IndexedDocument]]:
    """The documents of the keys, in portions."""
    by_kind: dict[str, list[int]] = {}
    for kind, object_id in keys:
        by_kind.setdefault(kind, []).append(object_id)
    for kind, ids in by_kind.items():
        for start in range(0, len(ids), BATCH):
            portion = ids[start : start + BATCH]
            yield IndexedDocument.objects.filter(kind=kind, object_id__in=portion)


def _indexed_words(keys: Iterable[Key]) -> Iterator[set[str]]:
    for documents in _indexed(keys):
        current = documents.filter(is_current=True)
        for title, body in current.values_list("title_words", "body_words"):
            yield vocabulary.words_in(title, body)


# --- Facets ------------------------------------------------------------------------------------


def _current(older: bool) -> str:
    """AND …: what may be found: nothing that has gone."""
    return f"AND {fulltext.PRESENT}" if older else f"AND d.is_current AND {fulltext.PRESENT}"


def _digest(document: Document) -> str:
    content = json.dumps(document.values, ensure_ascii=False)
    return hashlib.sha256(content.encode(errors="replace")).hexdigest()[:32]


def _combinations(documents: Iterable[Document]) -> dict[str, int]:
    """Ids of the combinations of facets by their digests; those that are new are kept."""
    wanted = {_digest(document): document.values for document in documents}
    known = FacetSet.objects.filter(digest__in=list(wanted)).values_list("digest", flat=True)
    missing = wanted.keys() - set(known)
    new = (FacetSet(digest=digest, values=wanted[digest]) for digest in sorted(missing))
    FacetSet.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return dict(FacetSet.objects.filter(digest__in=list(wanted)).values_list("digest", "pk"))


# --- A document as columns ---------------------------------------------------------------------


def _row(document: Document, combination: int) -> IndexedDocument:
    return IndexedDocument(
        kind=document.kind,
        object_id=document.object_id,
        date=document.date,
        is_current=document.is_current,
        facets_id=combination,
        title_stems=f"{_stems(document.title)[:MAX_STEMS]} {fulltext.END}",
        body_stems=_stems(document.body)[:MAX_STEMS],
        law_stems=_stems(document.law),
        author_stems=" ".join(map(fulltext.author_token, stems(document.author).split())),
        context_stems=_stems(document.context)[:MAX_STEMS],
        title_words=f"{_own_forms(document.title)} {fulltext.END}",
        body_words=_own_forms(document.body),
        units=_units(document),
        checksum=document.checksum,
    )


def _stems(text: str) -> str:
    return fulltext.spelled(stems(text))


def _own_forms(text: str) -> str:
    return " ".join(map(fulltext.word_token, folded(text)))[:MAX_WORDS]


def _units(document: Document) -> str:
    tokens = list(map(fulltext.unit_token, unit_terms(document.path)))
    if document.is_unit and document.path:
        tokens.append(fulltext.leaf_token(unit_term(document.path.rpartition("/")[2])))
    return " ".join(tokens)
