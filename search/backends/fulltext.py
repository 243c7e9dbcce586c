"""Queries in the languages of the two databases: FTS5 of SQLite, tsquery of PostgreSQL.

Terms hold letters and digits alone, so nothing in them has a meaning of its own.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from search.domain.query import Clause, Field, Phrase, Query
from search.models import OWN_FORM

# Of title_stems, body_stems, law_stems, author_stems, title_words, body_words, units.
_WEIGHTS: Final = "4.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0"
# What the columns of SQLite and the weights of PostgreSQL's vector are called.
_COLUMNS: Final = {Field.TEXT: "title_stems body_stems", Field.LAW: "law_stems",
                   Field.AUTHOR: "author_stems"}  # fmt: skip
_LABELS: Final = {Field.TEXT: "AD", Field.LAW: "B", Field.AUTHOR: "C"}


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


# --- Tokens that are no words ------------------------------------------------------------------

# After the title: PostgreSQL's vector would take its last word and the first of the body for a row.
END: Final = "0e"


def word_token(word: str) -> str:
    """A word in its own form."""
    return f"{OWN_FORM}{word}"


def unit_token(term: str) -> str:
    """A unit that a document stands in."""
    return f"0u{term}"


def leaf_token(term: str) -> str:
    """The unit that a document is."""
    return f"0l{term}"


# --- Pieces of a statement ---------------------------------------------------------------------


def source() -> str:
    """FROM … WHERE …, with the match as its one parameter; the documents are `d`."""
    if _is_postgres():
        return "FROM search_indexeddocument AS d, to_tsquery('simple', %s) AS q WHERE d.vector @@ q"
    return (
        "FROM search_fts JOIN search_indexeddocument AS d ON d.id = search_fts.rowid "
        "WHERE search_fts MATCH %s"
    )


def score() -> str:
    """How well a document fits; more is better."""
    if _is_postgres():
        return "ts_rank_cd('{0.1, 0.0, 0.0, 1.0}', d.vector, q, 1)"
    return f"-bm25(search_fts, {_WEIGHTS})"


def first(query: Query) -> tuple[str, list[Any]]:
    """(whether a document is what the query names, its parameters)."""
    if not query.first:
        return "0", []
    wanted = _all(query.first)
    if _is_postgres():
        return "CASE WHEN d.vector @@ to_tsquery('simple', %s) THEN 1 ELSE 0 END", [wanted]
    return "d.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)", [wanted]


def listed() -> str:
    """What stands in IN (…) for a parameter made by `as_list`."""
    return "SELECT unnest(%s::bigint[])" if _is_postgres() else "SELECT value FROM json_each(%s)"


def as_list(ids: Sequence[int]) -> Any:
    return list(ids) if _is_postgres() else json.dumps(list(ids))


# --- Queries -----------------------------------------------------------------------------------


def match(query: Query) -> str:
    """The whole query. It must have clauses."""
    wanted = _wanted(query)
    if query.first:
        wanted = _either([wanted, _all(query.first)])
    if not query.without:
        return wanted
    but = "& !" if _is_postgres() else "NOT"
    return f"({wanted}) {but} {_clause(query.without)}"


def beginnings(words: Iterable[str]) -> str:
    """Each of the words begins a word of the title."""
    if _is_postgres():
        return " & ".join(f"'{word_token(word)}':*A" for word in words)
    return " AND ".join(f'title_words : "{word_token(word)}" *' for word in words)


def _wanted(query: Query) -> str:
    if not (query.any_clause and query.in_texts):
        return _all(query.clauses)
    loose = _either([_clause(clause) for clause in query.in_texts])
    return _both([loose, *map(_clause, query.in_fields)])


def _all(clauses: Iterable[Clause]) -> str:
    return _both([_clause(clause) for clause in clauses])


def _clause(clause: Clause) -> str:
    return _either([_phrase(phrase) for phrase in clause])


def _both(parts: Sequence[str]) -> str:
    return "(" + (" & " if _is_postgres() else " AND ").join(parts) + ")"


def _either(parts: Sequence[str]) -> str:
    return "(" + (" | " if _is_postgres() else " OR ").join(parts) + ")"


def _phrase(phrase: Phrase) -> str:
    if phrase.field is Field.UNIT:
        return _both([_quoted(unit_token(term)) for term in phrase.terms])
    if phrase.field is Field.LEAF:
        return _both([_quoted(leaf_token(term)) for term in phrase.terms])
    found = _terms(phrase)
    if phrase.words and phrase.field is Field.TEXT:
        return _both([_row(map(word_token, phrase.words)), found])
    return found


def _terms(phrase: Phrase) -> str:
    if _is_postgres():
        joint = " <-> " if phrase.in_row else " & "
        label = _LABELS[phrase.field]
        return "(" + joint.join(f"'{term}':{label}" for term in phrase.terms) + ")"
    if phrase.in_row:
        found = '"' + " ".join(phrase.terms) + '"'
    else:
        found = "(" + " AND ".join(f'"{term}"' for term in phrase.terms) + ")"
    return f"({{{_COLUMNS[phrase.field]}}} : {found})"


def _row(tokens: Iterable[str]) -> str:
    """The tokens one after another."""
    if _is_postgres():
        return "(" + " <-> ".join(f"'{token}'" for token in tokens) + ")"
    return '"' + " ".join(tokens) + '"'


def _quoted(token: str) -> str:
    return f"'{token}'" if _is_postgres() else f'"{token}"'
