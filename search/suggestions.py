"""What is proposed while one types: what the words name outright, then things by their titles."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drafts.models import Bill
from search import registry
from search.domain.layout import other_layout
from search.domain.query import Query, compile_query
from search.domain.synonyms import Synonyms, terms_of
from search.domain.words import folded
from search.engine import ask, complete
from search.interface import Hit, Key, SearchRequest
from search.narrowing import Filters, Reader, filters_of, without
from search.selectors import receipt_code, synonyms, visible_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST: Final = 7
# Shorter words begin too much.
SHORTEST: Final = 2
# The kinds that have titles of their own, in the order in which they are proposed.
TITLED: Final = ("bill", "council", "provision", "page")
# Other wordings of the same sense that are tried.
WORDINGS: Final = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place to go to: what it is, its title, and where it stands."""

    label: "StrOrPromise"
    title: str
    place: str
    url: str


def suggest(text: str) -> list[Suggestion]:
    """At most seven; none for fewer than two letters. A code of a receipt, a number of a bill or a
    citation leads there; words typed in the other layout of the keyboard are understood, and so are
    synonyms. Of what is typed to narrow a search only the kind narrows here: of other facets titles
    say nothing.

    Searches: one, at most two and WORDINGS more; one query for the synonyms; those of
    search.narrowing; those of `found`, one set for each kind.
    """
    if sum(map(len, folded(text))) < SHORTEST:
        return []
    reader = Reader(synonyms())
    typed = [one for one in reader.typed(text) if one.values]
    kinds, text = _kinds(filters_of(typed)), without(text, typed)
    words = folded(text)
    code = receipt_code(text)
    receipts = [_receipt(code)] if code else []
    named = _named(text, words, reader.synonyms)
    begun = _begun(text, words, kinds, reader.synonyms)
    keys = [key for key in dict.fromkeys([*named, *begun]) if key[0] in kinds][:MOST]
    visible = visible_of(keys)
    found = (_suggestion(key, visible[key]) for key in keys if key in visible)
    return [*receipts, *found][:MOST]


def _receipt(code: str) -> Suggestion:
    return Suggestion(_("Receipt of a proposal"), code, "", reverse("reader:receipt", args=[code]))


def _suggestion(key: Key, item: registry.Found) -> Suggestion:
    label = registry.sources()[key[0]].label
    return Suggestion(label, item.title, item.place, item.url)


# --- What the words name outright --------------------------------------------------------------


def _named(text: str, words: tuple[str, ...], known: Synonyms) -> list[Key]:
    """The bill whose number it is, the units that are cited."""
    query = compile_query(text, synonyms=known)
    if query.first:
        return _keys(_best(Query(query.first), "provision"))
    if len(words) > 1 or not any(char.isdecimal() for char in text):
        return []
    ids = [hit.object_id for hit in _best(query, "bill")]
    bills = Bill.objects.published().filter(pk__in=ids).only("number")
    return [("bill", bill.pk) for bill in bills if folded(bill.number) == words]


def _best(query: Query, kind: str) -> tuple[Hit, ...]:
    request = SearchRequest(query, {"kind": (kind,)}, limit=MOST, count=False)
    return ask(request).hits


# --- What the words begin ----------------------------------------------------------------------


def _begun(text: str, words: tuple[str, ...], kinds: tuple[str, ...], known: Synonyms) -> list[Key]:
    """Things whose titles have words that begin so; behind them those that say it otherwise."""
    if not (kinds and words):
        return []
    found = _titled(words, kinds)
    # Stems begin their words.
    for wording in islice(known.others(terms_of(text)), WORDINGS):
        if len(found) < MOST:
            found += _titled(wording, kinds)
    if not found and (other := folded(other_layout(text))):
        found = _titled(other, kinds)
    return found


def _titled(words: tuple[str, ...], kinds: tuple[str, ...]) -> list[Key]:
    hits = complete(words, kinds=kinds, limit=MOST)
    return sorted(_keys(hits), key=lambda key: TITLED.index(key[0]))


def _kinds(filters: Filters) -> tuple[str, ...]:
    """The kinds that may be proposed."""
    if (filters.wanted.keys() | filters.left_out.keys()) - {"kind"}:
        return ()
    wanted, left_out = filters.wanted.get("kind", TITLED), filters.left_out.get("kind", ())
    return tuple(kind for kind in TITLED if kind in wanted and kind not in left_out)


def _keys(hits: Iterable[Hit]) -> list[Key]:
    return [hit.key for hit in hits]
