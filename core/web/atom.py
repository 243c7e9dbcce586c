"""Atom feeds: one way to write them, whatever they tell of."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.translation import get_language

from core.web.texts import clean_text

CONTENT_TYPE: Final = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a feed. `url` is a whole address, `text` has no marks; `tag` as `tag_of` makes
    it."""

    title: str
    url: str
    text: str
    tag: str
    published: dt.datetime
    updated: dt.datetime
    categories: tuple[str, ...] = ()


def tag_of(kind: str, object_id: int) -> str:
    """Never another for the same object (RFC 4151), even if its address changes."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{kind}/{object_id}"


def etag_of(lines: Iterable[str]) -> str:
    """Another one when a line comes, goes or changes; each language has its own."""
    known = "\n".join(lines)
    return quote_etag(hashlib.sha256(f"{get_language()}\n{known}".encode()).hexdigest()[:32])


def feed_of(
    entries: Iterable[Entry], *, title: str, subtitle: str, page_url: str, feed_url: str
) -> str:
    """The feed as a document in one language; the name of the site is added to the title."""
    feed = Atom1Feed(
        title=clean_text(f"{title} – {settings.SITE_NAME}"),
        link=page_url,
        description=None,
        language=get_language(),
        subtitle=subtitle,
        author_name=settings.SITE_NAME,
        feed_url=feed_url,
        feed_guid=feed_url,
    )
    for entry in entries:
        feed.add_item(
            title=clean_text(entry.title),
            link=entry.url,
            description=clean_text(entry.text),
            unique_id=entry.tag,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=list(entry.categories),
        )
    return feed.writeString("utf-8")
