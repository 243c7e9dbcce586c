"""A search as an Atom feed."""

import hashlib
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.mail.links import absolute
from core.web.texts import clean_text
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
    known = "\n".join(f"{hit.kind} {hit.object_id} {hit.date} {hit.checksum}" for hit in hits)
    return quote_etag(hashlib.sha256(f"{get_language()}\n{known}".encode()).hexdigest()[:32])


def atom(asked: Asked, items: Sequence[Item]) -> str:
    """The feed as a document. One language, whole addresses, texts without marks."""
    (words,) = selectors.in_words([asked])
    here = absolute(address(asked))
    feed = Atom1Feed(
        title=clean_text(f"{words} – {settings.SITE_NAME}"),
        link=absolute(selectors.address(asked)),
        description=None,
        language=get_language(),
        subtitle=_("What is new on the site for this search"),
        author_name=settings.SITE_NAME,
        feed_url=here,
        feed_guid=here,
    )
    for item in items:
        feed.add_item(
            title=clean_text(_title(item)),
            link=absolute(item.url),
            description=clean_text(item.excerpt),
            unique_id=_tag(item),
            pubdate=item.at,
            updateddate=item.at,
            categories=[str(item.label)],
        )
    return feed.writeString("utf-8")


def _title(item: Item) -> str:
    return f"{item.title} – {item.place}" if item.place else item.title


def _tag(item: Item) -> str:
    """Never another for the same object (RFC 4151), even if its address changes."""
    kind, object_id = item.key
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{kind}/{object_id}"
