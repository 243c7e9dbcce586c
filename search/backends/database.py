"""Search in the site's own database: FTS5 on SQLite, a text-search vector on PostgreSQL.

Both index stems that we computed and match them exactly; a word in the title weighs more.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db import connection, transaction

from search.domain.query import Phrase, Query
from search.domain.words import stems
from search.interface import Document, Hit, Key, SearchRequest, SearchResults
from search.models import IndexedDocument

TITLE_WEIGHT: Final = 4.0
# PostgreSQL's vector holds a megabyte of words with their places: so many letters always fit in.
MAX_STEMS: Final = 250_000
BATCH: Final = 500

_SQLITE: Final = """
    FROM search_fts JOIN search_indexeddocument AS d ON d.id = search_fts.rowid
    WHERE search_fts MATCH %s
"""
_SQLITE_SCORE: Final = f"-bm25(search_fts, {TITLE_WEIGHT}, 1.0)"
_POSTGRES: Final = """
    FROM search_indexeddocument AS d, to_tsquery('simple', %s) AS q
    WHERE d.vector @@ q
"""
_POSTGRES_SCORE: Final = "ts_rank_cd('{0.1, 0.2, 0.25, 1.0}', d.vector, q, 1)"


def _dialect() -> tuple[str, str]:
    """(FROM … WHERE … with one parameter, expression of the score)."""
    if connection.vendor == "postgresql":
        return _POSTGRES, _POSTGRES_SCORE
    return _SQLITE, _SQLITE_SCORE


def _match(query: Query) -> str:
    """A query in the language of the database. Terms hold letters and digits alone, so nothing in
    them has a meaning of its own."""
    is_postgres = connection.vendor == "postgresql"
    both, either, but = ("&", "|", "& !") if is_postgres else ("AND", "OR", "NOT")
    clauses = [f" {either} ".join(map(_phrase, clause)) for clause in query.clauses]
    wanted = f" {either if query.any_clause else both} ".join(f"({clause})" for clause in clauses)
    if not query.without:
        return wanted
    return f"({wanted}) {but} ({f' {either} '.join(map(_phrase, query.without))})"


def _phrase(phrase: Phrase) -> str:
    if connection.vendor == "postgresql":
        joint = " <-> " if phrase.in_row else " & "
        return "(" + joint.join(f"'{term}'" for term in phrase.terms) + ")"
    if phrase.in_row:
        return '"' + " ".join(phrase.terms) + '"'
    return "(" + " AND ".join(f'"{term}"' for term in phrase.terms) + ")"


class DatabaseBackend:
    """See search.interface.SearchBackend."""

    def search(self, request: SearchRequest) -> SearchResults:
        if not request.query.clauses:
            return SearchResults()
        match = _match(request.query)
        facets = self._facets(match)
        kinds = request.kinds or tuple(facets)
        total = sum(count for kind, count in facets.items() if kind in kinds)
        hits = self._hits(match, kinds, request) if total > request.offset else ()
        return SearchResults(hits=hits, total=total, facets=facets)

    def _facets(self, match: str) -> dict[str, int]:
        source, _score = _dialect()
        sql = f"SELECT d.kind, count(*) {source} GROUP BY d.kind"
        with connection.cursor() as cursor:
            cursor.execute(sql, [match])
            return dict(cursor.fetchall())

    def _hits(self, match: str, kinds: Sequence[str], request: SearchRequest) -> tuple[Hit, ...]:
        source, score = _dialect()
        marks = ", ".join(["%s"] * len(kinds))
        sql = (
            f"SELECT d.kind, d.object_id, {score} * d.boost AS score {source} "
            f"AND d.kind IN ({marks}) "
            "ORDER BY score DESC, d.date DESC, d.id DESC LIMIT %s OFFSET %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [match, *kinds, request.limit, request.offset])
            return tuple(Hit(kind, pk, float(value)) for kind, pk, value in cursor.fetchall())

    @transaction.atomic
    def index(self, documents: Iterable[Document]) -> int:
        rows = {document.key: _row(document) for document in documents}
        IndexedDocument.objects.bulk_create(
            rows.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["date", "boost", "title_stems", "body_stems", "checksum"],
        )
        return len(rows)

    @transaction.atomic
    def remove(self, keys: Iterable[Key]) -> int:
        by_kind: dict[str, list[int]] = {}
        for kind, object_id in keys:
            by_kind.setdefault(kind, []).append(object_id)
        return sum(self._remove(kind, ids) for kind, ids in by_kind.items())

    def _remove(self, kind: str, ids: list[int]) -> int:
        documents = IndexedDocument.objects.filter(kind=kind)
        portions = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
        return sum(documents.filter(object_id__in=portion).delete()[0] for portion in portions)

    def checksums(self, kind: str) -> Mapping[int, str]:
        rows = IndexedDocument.objects.filter(kind=kind).values_list("object_id", "checksum")
        return dict(rows)


def _row(document: Document) -> IndexedDocument:
    return IndexedDocument(
        kind=document.kind,
        object_id=document.object_id,
        date=document.date,
        boost=document.boost,
        title_stems=stems(document.title)[:MAX_STEMS],
        body_stems=stems(document.body)[:MAX_STEMS],
        checksum=document.checksum,
    )
