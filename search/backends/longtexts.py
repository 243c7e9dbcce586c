"""Rows of words in texts that are too long for PostgreSQL.

A vector numbers its words up to 16,383; what stands behind has no order any more. Of such a text
all words are looked up in the vector, and the row in the text itself.
"""

from dataclasses import replace
from typing import Any, Final

from search.backends import fulltext
from search.domain.query import Clause, Field, Phrase, Query

# Letters of own forms with their signs, from which on a vector may run out of numbers: it holds
# stems and own forms, and a word with what joins it takes at least four letters.
LONG: Final = 30_000


def holds(query: Query) -> fulltext.Piece:
    """(that a long text holds what is asked, its parameters); empty if no row is asked for, or not
    all clauses must hold."""
    in_rows = [clause for clause in query.clauses if any(map(_is_row, clause))]
    if query.any_clause or not in_rows:
        return "", []
    spread = tuple(tuple(map(_spread, clause)) for clause in query.clauses)
    conditions = ["length(d.body_words) > %s", _FOUND]
    parameters: list[Any] = [LONG, fulltext.match(replace(query, clauses=spread, first=()))]
    for clause in in_rows:
        held = [_held(phrase) for phrase in clause]
        conditions.append("(" + " OR ".join(sql for sql, _given in held) + ")")
        parameters += [given for _sql, given in held]
    return "(" + " AND ".join(conditions) + ")", parameters


_FOUND: Final = "d.vector @@ to_tsquery('simple', %s)"


def _is_row(phrase: Phrase) -> bool:
    several = phrase.in_row and len(phrase.terms) > 1
    return phrase.field is Field.TEXT and (several or len(phrase.words) > 1)


def _spread(phrase: Phrase) -> Phrase:
    """The same words wherever they stand."""
    return replace(phrase, in_row=False, words=()) if _is_row(phrase) else phrase


def _held(phrase: Phrase) -> tuple[str, str]:
    if not _is_row(phrase):
        clause: Clause = (phrase,)
        return _FOUND, fulltext.match(Query((clause,)))
    column, tokens = "body_stems", map(fulltext.spelled, phrase.terms)
    if phrase.words:
        column, tokens = "body_words", map(fulltext.word_token, phrase.words)
    return f"strpos(' ' || d.{column} || ' ', %s) > 0", f" {' '.join(tokens)} "
