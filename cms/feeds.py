"""News as an Atom feed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.addresses import path_of
from core.mail.links import absolute
from core.web.atom import Entry, etag_of, feed_of, tag_of

if TYPE_CHECKING:
    from cms.models import NewsPage


def address(tag: str = "") -> str:
    """Where the feed is: of all news, or of those with a tag (its slug)."""
    query = f"?{urlencode({'tag': tag})}" if tag else ""
    return f"{reverse('cms:news_feed')}{query}"


def etag(news: Sequence["NewsPage"]) -> str:
    """Another one when an item comes, goes or is published anew."""
    return etag_of(f"{page.pk} {page.last_published_at}" for page in news)


def atom(news: Sequence["NewsPage"], *, page: Page, tag: str = "") -> str:
    """The feed as a document; an item is dated by the moment since when everybody can read it.
    `page` is the list of news."""
    roots = Site.get_site_root_paths()
    query = f"?{urlencode({'tag': tag})}" if tag else ""
    return feed_of(
        (_entry(item, roots) for item in news),
        title=_("News: %(tag)s") % {"tag": _name(news, tag)} if tag else _("News"),
        subtitle=_("What happens with bills and in councils"),
        page_url=absolute(f"{path_of(page, roots)}{query}"),
        feed_url=absolute(address(tag)),
    )


def _name(news: Sequence["NewsPage"], slug: str) -> str:
    """The name of a tag that all these news have."""
    return next(item.tag.name for item in news[0].tagged_items.all() if item.tag.slug == slug)


def _entry(page: "NewsPage", roots: list[Any]) -> Entry:
    return Entry(
        title=page.title,
        url=absolute(path_of(page, roots)),
        text=page.lead,
        tag=tag_of("page", page.pk),
        published=page.first_published_at,
        updated=page.last_published_at,
        categories=tuple(sorted(item.tag.name for item in page.tagged_items.all())),
    )
