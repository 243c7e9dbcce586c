"""What is proposed while one types: what the words name outright, then things by their titles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from drafts.models import Bill
from search import registry
from search.domain.layout import other_layout
from search.domain.query import Query, compile_query
from search.domain.words import folded
from search.engine import ask, complete
from search.interface import Hit, Key, SearchRequest
from search.selectors import receipt_code, visible_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST: Final = 7
# Shorter words begin too much.
SHORTEST: Final = 2
# The kinds that have titles of their own, in the order in which they are proposed.
TITLED: Final = ("bill", "council", "provision", "page")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place to go to: what it is, its title, and where it stands."""

    label: "StrOrPromise"
    title: str
    place: str
    url: str


def suggest(text: str) -> list[Suggestion]:
    """At most seven; none for fewer than two letters. A code of a receipt, a number of a bill or a
    citation leads there; words typed in the other layout of the keyboard are understood.

    Searches: one, at most four; and the queries of `found`, one set for each kind.
    """
    words = folded(text)
    if sum(map(len, words)) < SHORTEST:
        return []
    code = receipt_code(text)
    receipts = [_receipt(code)] if code else []
    keys = list(dict.fromkeys([*_named(text, words), *_begun(text, words)]))[:MOST]
    visible = visible_of(keys)
    found = (_suggestion(key, visible[key]) for key in keys if key in visible)
    return [*receipts, *found][:MOST]


def _receipt(code: str) -> Suggestion:
    return Suggestion(_("Receipt of a proposal"), code, "", reverse("reader:receipt", args=[code]))


def _suggestion(key: Key, item: registry.Found) -> Suggestion:
    label = registry.sources()[key[0]].label
    return Suggestion(label, item.title, item.place, item.url)


# --- What the words name outright --------------------------------------------------------------


def _named(text: str, words: tuple[str, ...]) -> list[Key]:
    """The bill whose number it is, the units that are cited."""
    query = compile_query(text)
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


def _begun(text: str, words: tuple[str, ...]) -> list[Key]:
    """Things whose titles have words that begin so."""
    hits = complete(words, kinds=TITLED, limit=MOST)
    if not hits and (other := folded(other_layout(text))):
        hits = complete(other, kinds=TITLED, limit=MOST)
    return sorted(_keys(hits), key=lambda key: TITLED.index(key[0]))


def _keys(hits: Iterable[Hit]) -> list[Key]:
    return [hit.key for hit in hits]
