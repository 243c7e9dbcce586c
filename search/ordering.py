"""The first results in their last order.

An index finds and counts, and brings the likeliest results first; the order of the first WINDOW of
them is then reckoned anew from their texts, alike for every index (search.domain.ranking). Texts
come from the index in the database, which is always kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.db.models import Max, TextField
from django.db.models.functions import Substr

from search import vocabulary
from search.domain.query import Field, Query
from search.domain.ranking import Scorer, Texts, Vocabulary
from search.domain.weights import KINDS, WEIGHTS
from search.interface import Hit, Key
from search.models import LEAF, UNIT, IndexedDocument

# Five pages of results.
WINDOW: Final = 100
# Letters of a body that are read: of a document of hundreds of pages the beginning must do.
_LETTERS: Final = 30_000


def ordered(query: Query, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits of a window in their order, with their new scores. What the query names stays
    before all others; what the index in the database does not know yet stays behind them. Three
    queries."""
    if not hits:
        return tuple(hits)
    scorer = Scorer(query, _vocabulary(query), WEIGHTS)
    found = _texts([hit.key for hit in hits])
    scored = (
        replace(hit, score=scorer.score(found[hit.key]) if hit.key in found else 0.0)
        for hit in hits
    )
    units = {Field.LEAF, Field.UNIT}
    names_unit = any(phrase.field in units for clause in query.first for phrase in clause)

    def place(hit: Hit) -> tuple[bool, int, bool, float, float]:
        """What has no score, because only fields were asked for, goes by its kind. A citation that
        says no more means the unit with the least around it; then comes what is said of it."""
        known = found.get(hit.key) if names_unit and hit.is_named else None
        depth, is_unit = (len(known.units.split()), known.is_unit) if known else (0, False)
        return not hit.is_named, depth, not is_unit, -hit.score, -KINDS.get(hit.kind, 1.0)

    # Equally good ones stay as the index has them: the newest first.
    return tuple(sorted(scored, key=place))


def _vocabulary(query: Query) -> Vocabulary:
    """How frequent the terms of a query are; words are counted, numbers are not."""
    terms = {
        term
        for clause in query.in_texts
        for phrase in clause
        if phrase.field is Field.TEXT
        for term in phrase.terms
    }
    words = {term for term in terms if vocabulary.is_counted(term)}
    known = vocabulary.frequencies(words)
    last = IndexedDocument.objects.aggregate(last=Max("pk"))["last"] or 0
    return Vocabulary(last, {term: known.get(term, 0) for term in words})


def _texts(keys: Sequence[Key]) -> dict[Key, Texts]:
    ids = [object_id for _kind, object_id in keys]
    kinds = {kind for kind, _id in keys}
    rows = IndexedDocument.objects.filter(kind__in=kinds, object_id__in=ids)
    read = rows.annotate(beginning=Substr("body_stems", 1, _LETTERS, output_field=TextField()))
    columns = ("kind", "object_id", "title_stems", "beginning", "context_stems", "law_stems",
               "units")  # fmt: skip
    wanted = set(keys)
    return {
        (kind, object_id): Texts(title, body, context, KINDS.get(kind, 1.0), law, *_units(units))
        for kind, object_id, title, body, context, law, units in read.values_list(*columns)
        if (kind, object_id) in wanted
    }


def _units(tokens: str) -> tuple[str, bool]:
    """The terms of the units that a document stands in, and whether it is one of them."""
    every = tokens.split()
    terms = " ".join(token.removeprefix(UNIT) for token in every if token.startswith(UNIT))
    return terms, any(token.startswith(LEAF) for token in every)
