"""What is new for a search, and searches in words."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from django.conf import settings
from django.db.models import Min
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from search import facets, registry
from search.alerts.asking import parsed
from search.alerts.models import LONGEST_NAME, SavedSearch
from search.asked import Asked
from search.domain.highlight import highlight
from search.domain.query import compile_query
from search.interface import Key, Newest, NewHit, NewsIndex, Order, SearchRequest
from search.narrowing import Reader, as_words
from search.selectors import request_of, visible_of
from search.selectors import synonyms as editors_synonyms

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

IN_LETTER: Final = 20
# So many are read for a letter: some may have been hidden since they were indexed.
_READ: Final = 40
# A list of results is cut by characters, a letter or a feed by about three lines.
_EXCERPT: Final = 240
# What is dated long before the last letter is no news, though it be new to the index: the index has
# been emptied and filled anew, or a kind is searched that was not searched before.
_LATE: Final = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Item:
    """A new result, as letters and feeds show it: plain texts, `url` is a path of the site. Names
    of people are left out, for letters and feeds stay where they are when a name is withdrawn."""

    key: Key
    label: "StrOrPromise"
    title: str
    place: str
    excerpt: str
    url: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class News:
    """What a search has newly found: `items`, the newest first, and how many `more`. `words` are
    empty if they say no more than the name of the search."""

    search: SavedSearch
    words: str
    url: str
    items: tuple[Item, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Row:
    """A saved search in a list: in words (empty if they say no more than its name), and where it is
    run."""

    search: SavedSearch
    words: str
    url: str


# --- Searches ----------------------------------------------------------------------------------


def is_askable(asked: Asked) -> bool:
    """Whether there is anything to look for."""
    query = compile_query(asked.text)
    return bool(query.clauses or query.narrowing or asked.filters)


def asked_of(search: SavedSearch) -> Asked:
    return parsed(search.query)


def address(asked: Asked) -> str:
    """The page of results, the newest first."""
    return f"{reverse('search:results')}?{asked.by(Order.NEWEST).query_string}"


def proposed_name(asked: Asked) -> str:
    """What a search is called until somebody gives it a name."""
    words = " ".join(asked.text.split())
    if not words:
        labels = facets.labels(asked.filters)
        pairs = [(name, value) for name, values in asked.filters.items() for value in values]
        words = ", ".join(labels[name].get(value, value) for name, value in pairs)
    return Truncator(words).chars(LONGEST_NAME)


def in_words(searches: Sequence[Asked]) -> list[str]:
    """«добровольцы» (Законопроект: …; Год: 2026), for each. At most three queries for all."""
    wanted: dict[str, set[str]] = {}
    for asked in searches:
        for name, values in asked.filters.items():
            wanted.setdefault(name, set()).update(values)
    labels = facets.labels(wanted)
    return [_words(asked, labels) for asked in searches]


def searches_of(person: str) -> list[Row]:
    """What a person has saved, in the order of saving. At most four queries."""
    saved = list(SavedSearch.objects.of_person(person))
    asked = [asked_of(search) for search in saved]
    return [
        Row(search, _beside(search.name, words), address(one))
        for search, one, words in zip(saved, asked, in_words(asked), strict=True)
    ]


def _words(asked: Asked, labels: dict[str, dict[str, str]]) -> str:
    parts = [
        f"{facets.TITLES[name]}: {', '.join(labels[name].get(value, value) for value in values)}"
        for name, values in asked.filters.items()
    ]
    if asked.older:
        parts.append(_("earlier versions too"))
    if not asked.text:
        return "; ".join(parts)
    words = _quoted(" ".join(asked.text.split()))
    return f"{words} ({'; '.join(parts)})" if parts else words


def _quoted(text: str) -> str:
    """In quotation marks, unless it has some of its own."""
    if any(mark in text for mark in '«»“”„"'):
        return text
    return _("“%(words)s”") % {"words": text}


def _beside(name: str, words: str) -> str:
    return "" if words == _quoted(name) else words


# --- News --------------------------------------------------------------------------------------


def reached() -> int:
    """How far the index has come; what a search finds beyond is news."""
    return _index().reached()


def people_due(now: dt.datetime, *, reached: int, limit: int) -> list[str]:
    """Hashes of the people whose next letter may be written, those who wait longest first."""
    due = SavedSearch.objects.due(now, reached=reached).order_by().values("email_hash")
    waiting = due.annotate(oldest=Min("told_at")).order_by("oldest", "email_hash")
    return list(waiting.values_list("email_hash", flat=True)[:limit])


def news_of(searches: Iterable[SavedSearch], *, upto: int) -> list[News]:
    """The news of each search beyond what it has `seen`, in the current language; those without
    news are left out. One query for all, one for each without news, a handful for each that has
    some. What is found must have all the words: news are never what is only close to them."""
    reader = Reader(editors_synonyms())
    found: list[tuple[SavedSearch, Asked, Newest]] = []
    for search in searches:
        asked = asked_of(search)
        since = search.told_at - _LATE
        request = _request(asked, reader, _READ)
        newest = _index().newest(request, after=search.seen, upto=upto, since=since)
        if newest.total:
            found.append((search, asked, newest))
    words = in_words([asked for _search, asked, _newest in found])
    news = [_news(*one, words=said) for one, said in zip(found, words, strict=True)]
    return [one for one in news if one.items]


def _news(search: SavedSearch, asked: Asked, newest: Newest, *, words: str) -> News:
    items = items_of(asked, newest.hits)
    hidden = len(newest.hits) - len(items)
    shown = tuple(items[:IN_LETTER])
    said = _beside(search.name, words)
    return News(search, said, address(asked), shown, newest.total - hidden - len(shown))


# Kinds whose title is the name of a person: it may be taken back, a letter may not.
NAMELESS: Final = frozenset({"expert"})


def newest(asked: Asked, *, limit: int) -> tuple[NewHit, ...]:
    """All that is found, the newest first. At most four queries."""
    return _index().newest(_request(asked, Reader(editors_synonyms()), limit)).hits


def items_of(asked: Asked, hits: Sequence[NewHit]) -> list[Item]:
    """The hits as they are now; what has become hidden since it was indexed is left out. The
    queries of `found`, one set for each kind."""
    terms = compile_query(asked.text, synonyms=editors_synonyms()).terms
    visible, sources = visible_of([hit.key for hit in hits]), registry.sources()
    return [
        _item(hit, sources[hit.kind].label, visible[hit.key], terms)
        for hit in hits
        if hit.key in visible and hit.kind not in NAMELESS
    ]


def _item(
    hit: NewHit, label: "StrOrPromise", found: registry.Found, terms: Collection[str]
) -> Item:
    excerpt = "".join(part.text for part in highlight(found.text, terms, length=_EXCERPT))
    return Item(
        key=hit.key,
        label=label,
        title=" ".join(found.title.split()),
        place=" ".join(found.place.split()),
        excerpt=" ".join(excerpt.split()),
        url=found.url,
        at=hit.date,
    )


def _request(asked: Asked, reader: Reader, limit: int) -> SearchRequest:
    """The words as the page of results takes them first, with all that narrows them."""
    text = as_words(asked.text, reader.typed(asked.text))
    query = compile_query(text, synonyms=reader.synonyms)
    return replace(request_of(query, asked, reader), limit=limit)


def _index() -> NewsIndex:
    """The index in the database, whatever answers the page of results: it alone numbers what is
    new, and it is always kept."""
    return cast(NewsIndex, import_string(settings.DATABASE_SEARCH)())
