"""Queries in the languages of the two databases: FTS5 of SQLite, tsquery of PostgreSQL.

Terms hold letters and digits alone, so nothing in them has a meaning of its own.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from search.domain.query import Clause, Field, Phrase, Query
from search.domain.weights import BODY, CONTEXT
from search.models import LEAF, OWN_FORM, UNIT

# How much a word weighs in title, body and context.
TITLE: Final = 3.0
# Of title, body, context, law and author in stems, of words of title and body, of units.
_WEIGHTS: Final = f"{TITLE}, {BODY}, {CONTEXT}, 0.0, 0.0, 0.0, 0.0, 0.0"
# What the columns of SQLite and the weights of PostgreSQL's vector are called.
_COLUMNS: Final = {Field.TEXT: "title_stems body_stems context_stems", Field.LAW: "law_stems"}
_LABELS: Final = {Field.TEXT: "ADC", Field.LAW: "B"}
_OWN_COLUMNS: Final = "title_stems body_stems"
_OWN_LABELS: Final = "AD"


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


# --- Tokens that are no words ------------------------------------------------------------------

# After the title: PostgreSQL's vector would take its last word and the first of the body for a row.
END: Final = "0e"


def spelled(text: str) -> str:
    """A text without signs that PostgreSQL takes for no part of a word, though they are digits in a
    way («½»)."""
    return _STRANGE.sub(_code, text)


_STRANGE: Final = re.compile(r"[^\W\d_a-zа-яё]")


def _code(sign: re.Match[str]) -> str:
    return sign[0] if sign[0].isalpha() else f"x{ord(sign[0]):x}x"


def word_token(word: str) -> str:
    """A word in its own form."""
    return f"{OWN_FORM}{spelled(word)}"


def unit_token(term: str) -> str:
    """A unit that a document stands in."""
    return f"{UNIT}{term}"


def author_token(term: str) -> str:
    """A word of who said it."""
    return f"0a{term}"


def leaf_token(term: str) -> str:
    """The unit that a document is."""
    return f"{LEAF}{term}"


# --- Pieces of a statement, each with its parameters --------------------------------------------

Piece = tuple[str, list[Any]]


def source(matching: str, far: str = "") -> Piece:
    """FROM … WHERE …; the documents are `d`. `far`: what PostgreSQL takes as well."""
    if _is_postgres():
        named = "FROM search_indexeddocument AS d, to_tsquery('simple', %s) AS q"
        found = f"(d.vector @@ q OR {far})" if far else "d.vector @@ q"
        return f"{named} WHERE {found}", [matching]
    joined = "FROM search_fts JOIN search_indexeddocument AS d ON d.id = search_fts.rowid"
    return f"{joined} WHERE search_fts MATCH %s", [matching]


# AND …: no document of what has gone from the public, though the index has not followed yet.
PRESENT: Final = (
    "(d.kind, d.object_id) NOT IN "
    "(SELECT j.kind, j.object_id FROM search_indexjob AS j WHERE j.is_gone "
    "AND j.target = 'database' AND NOT EXISTS (SELECT 1 FROM search_indexjob AS later "
    "WHERE later.target = j.target AND later.kind = j.kind AND later.object_id = j.object_id "
    "AND later.id > j.id AND NOT later.is_gone))"
)


def everything(query: Query) -> Piece:
    """FROM … WHERE … of a query without clauses: all but what it leaves out."""
    found = "FROM search_indexeddocument AS d WHERE true"
    if not query.without:
        return found, []
    if _is_postgres():
        but = "NOT d.vector @@ to_tsquery('simple', %s)"
    else:
        but = "d.id NOT IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)"
    return f"{found} AND {but}", [_clause(query.without)]


def number(query: Query) -> str:
    """The number of a document, by the index that finds it: so documents are never looked up that
    are older than what is asked for."""
    return "search_fts.rowid" if query.clauses and not _is_postgres() else "d.id"


def enough(query: Query) -> Piece:
    """AND …: that so many clauses hold as must."""
    if not query.any_clause or query.enough < 2:
        return "", []
    held, parameters = _held(query)
    named = "d.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)"
    if query.first:
        wanted = "d.vector @@ to_tsquery('simple', %s)" if _is_postgres() else named
        return f"AND ({held} >= {query.enough} OR {wanted})", [*parameters, _named(query.first)]
    return f"AND {held} >= {query.enough}", parameters


def score(query: Query) -> Piece:
    """How well a document fits, so far that the likeliest come first; more is better. Nearness and
    shares are reckoned later, for these alone (search.ordering)."""
    if not query.clauses:
        return "1", []
    if _is_postgres():
        by_words = f"ts_rank('{{{BODY / 4}, {CONTEXT / 4}, 0.0, {TITLE / 4}}}', d.vector, q, 1)"
    else:
        by_words = f"-bm25(search_fts, {_WEIGHTS})"
    if not _is_postgres() or not query.any_clause or len(query.in_texts) < 2:
        return by_words, []
    # It does not know which words are rare, so that their number must tell.
    held, parameters = _held(query)
    return f"{by_words} * power({held}, 4)", parameters


def _held(query: Query) -> Piece:
    """How many of the clauses that look in texts hold."""
    clauses = query.in_texts
    one = (
        "CASE WHEN d.vector @@ to_tsquery('simple', %s) THEN 1 ELSE 0 END"
        if _is_postgres()
        else "(d.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s))"
    )
    return "(" + " + ".join([one] * len(clauses)) + ")", list(map(_clause, clauses))


def first(query: Query) -> Piece:
    """(whether a document is what the query names, its parameters)."""
    if not query.first:
        return "0", []
    wanted = _named(query.first)
    if _is_postgres():
        return "CASE WHEN d.vector @@ to_tsquery('simple', %s) THEN 1 ELSE 0 END", [wanted]
    return "d.id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)", [wanted]


def combination(query: Query) -> str:
    """The id of the combination of facets that a document has. Without words documents are read in
    their order until enough are there: the plus keeps the databases from sorting all that fit."""
    return "d.facets_id" if query.clauses else "+d.facets_id"


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
        wanted = _either([wanted, _named(query.first)])
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
    in_texts = query.in_texts
    if not in_texts:
        return _all(query.clauses)
    own = _either([_clause(clause, own=True) for clause in in_texts])
    if query.any_clause or len(in_texts) == 1:
        return _both([own, *map(_clause, query.in_fields)])
    return _both([own, *map(_clause, query.clauses)])


def _named(first: Sequence[Clause]) -> str:
    """What comes before all others: not by its context alone, either."""
    in_texts = [clause for clause in first if any(p.field is Field.TEXT for p in clause)]
    if not in_texts:
        return _all(first)
    return _both([_either([_clause(clause, own=True) for clause in in_texts]), _all(first)])


def _all(clauses: Iterable[Clause]) -> str:
    return _both([_clause(clause) for clause in clauses])


def _clause(clause: Clause, *, own: bool = False) -> str:
    """`own`: in the document itself, the context does not count."""
    return _either([_phrase(phrase, own=own) for phrase in clause])


def _both(parts: Sequence[str]) -> str:
    return "(" + (" & " if _is_postgres() else " AND ").join(parts) + ")"


def _either(parts: Sequence[str]) -> str:
    return "(" + (" | " if _is_postgres() else " OR ").join(parts) + ")"


def _phrase(phrase: Phrase, *, own: bool = False) -> str:
    if phrase.field in _TOKENS:
        tokens = list(map(_TOKENS[phrase.field], phrase.terms))
        return _row(tokens) if phrase.in_row else _both(list(map(_quoted, tokens)))
    found = _terms(phrase, own=own)
    if phrase.words and phrase.field is Field.TEXT:
        return _both([_row(map(word_token, phrase.words)), found])
    return found


_TOKENS: Final = {Field.UNIT: unit_token, Field.LEAF: leaf_token, Field.AUTHOR: author_token}


def _terms(phrase: Phrase, *, own: bool) -> str:
    in_texts, terms = own and phrase.field is Field.TEXT, list(map(spelled, phrase.terms))
    if _is_postgres():
        joint = " <-> " if phrase.in_row else " & "
        label = _OWN_LABELS if in_texts else _LABELS[phrase.field]
        return "(" + joint.join(f"'{term}':{label}" for term in terms) + ")"
    if phrase.in_row:
        found = '"' + " ".join(terms) + '"'
    else:
        found = "(" + " AND ".join(f'"{term}"' for term in terms) + ")"
    columns = _OWN_COLUMNS if in_texts else _COLUMNS[phrase.field]
    return f"({{{columns}}} : {found})"


def _row(tokens: Iterable[str]) -> str:
    """The tokens one after another."""
    if _is_postgres():
        return "(" + " <-> ".join(f"'{token}'" for token in tokens) + ")"
    return '"' + " ".join(tokens) + '"'


def _quoted(token: str) -> str:
    return f"'{token}'" if _is_postgres() else f'"{token}"'
