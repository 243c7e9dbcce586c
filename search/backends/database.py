"""Search in the site's own database: FTS5 on SQLite, a text-search vector on PostgreSQL.

Both index stems that we computed and match them exactly; a word in the title weighs more.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from search.domain.words import query_terms, stems
from search.interface import Document, Hit, Key, SearchRequest, SearchResults
from search.models import IndexedDocument

TITLE_WEIGHT = 4.0

_SQLITE = """
    FROM search_fts JOIN search_indexeddocument AS d ON d.id = search_fts.rowid
    WHERE search_fts MATCH %s
"""
_SQLITE_SCORE = f"-bm25(search_fts, {TITLE_WEIGHT}, 1.0)"
_POSTGRES = """
    FROM search_indexeddocument AS d, to_tsquery('simple', %s) AS q
    WHERE d.vector @@ q
"""
_POSTGRES_SCORE = "ts_rank_cd('{0.1, 0.2, 0.25, 1.0}', d.vector, q, 1)"


def _dialect() -> tuple[str, str]:
    """(FROM … WHERE … with one parameter, expression of the score)."""
    if connection.vendor == "postgresql":
        return _POSTGRES, _POSTGRES_SCORE
    return _SQLITE, _SQLITE_SCORE


def _match(terms: Sequence[str]) -> str:
    """All terms together, in the language of the database; terms hold letters, digits and «_»."""
    if connection.vendor == "postgresql":
        return " & ".join(f"'{term}'" for term in terms)
    return " AND ".join(f'"{term}"' for term in terms)


class DatabaseBackend:
    """See search.interface.SearchBackend."""

    def search(self, request: SearchRequest) -> SearchResults:
        terms = query_terms(request.query)
        if not terms:
            return SearchResults()
        match = _match(terms)
        facets = self._facets(match)
        kinds = request.kinds or tuple(facets)
        total = sum(count for kind, count in facets.items() if kind in kinds)
        hits = self._hits(match, kinds, request) if total else ()
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
            f"SELECT d.kind, d.object_id, {score} AS score {source} AND d.kind IN ({marks}) "
            "ORDER BY score DESC, d.date DESC, d.id DESC LIMIT %s OFFSET %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [match, *kinds, request.limit, request.offset])
            return tuple(Hit(kind, pk, float(value)) for kind, pk, value in cursor.fetchall())

    @transaction.atomic
    def index(self, documents: Iterable[Document]) -> int:
        rows = [
            IndexedDocument(
                kind=document.kind,
                object_id=document.object_id,
                date=document.date,
                title_stems=stems(document.title),
                body_stems=stems(document.body),
            )
            for document in documents
        ]
        IndexedDocument.objects.bulk_create(
            rows,
            batch_size=200,
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["date", "title_stems", "body_stems"],
        )
        return len(rows)

    @transaction.atomic
    def remove(self, keys: Iterable[Key]) -> int:
        removed = 0
        by_kind: dict[str, list[int]] = {}
        for kind, object_id in keys:
            by_kind.setdefault(kind, []).append(object_id)
        for kind, ids in by_kind.items():
            found = IndexedDocument.objects.filter(kind=kind, object_id__in=ids)
            removed += found.delete()[0]
        return removed

    def keys(self, kind: str) -> Sequence[int]:
        found: Any = IndexedDocument.objects.filter(kind=kind)
        return list(found.order_by("object_id").values_list("object_id", flat=True))
