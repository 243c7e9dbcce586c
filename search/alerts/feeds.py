"""A search as an Atom feed."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail.links import absolute
from core.web.atom import Entry, etag_of, feed_of, tag_of
from search.alerts import selectors
from search.alerts.asking import plain
from search.alerts.selectors import Item
from search.asked import Asked
from search.interface import NewHit

ENTRIES: Final = 50


def address(asked: Asked) -> str:
    """Where the feed of a search is: order and page mean nothing there."""
    return f"{reverse('alerts:feed')}?{plain(asked).query_string}"


def etag(hits: Sequence[NewHit]) -> str:
    """Another one when a result comes, goes, or gets other words; each language has its own."""
    return etag_of(f"{hit.kind} {hit.object_id} {hit.date} {hit.checksum}" for hit in hits)


def atom(asked: Asked, items: Sequence[Item]) -> str:
    """The feed as a document. One language, whole addresses, texts without marks."""
    (words,) = selectors.in_words([asked])
    return feed_of(
        map(_entry, items),
        title=words,
        subtitle=_("What is new on the site for this search"),
        page_url=absolute(selectors.address(asked)),
        feed_url=absolute(address(asked)),
    )


def _entry(item: Item) -> Entry:
    return Entry(
        title=f"{item.title} – {item.place}" if item.place else item.title,
        url=absolute(item.url),
        text=item.excerpt,
        tag=tag_of(*item.key),
        published=item.at,
        updated=item.at,
        categories=(str(item.label),),
    )
