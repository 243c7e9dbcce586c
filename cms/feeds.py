"""News as an Atom feed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.models import Page, Site

from cms.addresses import path_of
from core.mail.links import absolute
from core.web.atom import Entry, etag_of, feed_of, tag_of

if TYPE_CHECKING:
    from cms.models import NewsPage


def address(tag: Tag | None = None) -> str:
    """Where the feed is: of all news, or of those with a tag."""
    return f"{reverse('cms:news_feed')}{_query(tag)}"


def etag(news: Sequence["NewsPage"]) -> str:
    """Another one when an item comes, goes or is published anew."""
    return etag_of(f"{page.pk} {page.last_published_at}" for page in news)


def atom(news: Sequence["NewsPage"], *, page: Page, tag: Tag | None = None) -> str:
    """The feed as a document; an item is dated by the moment since when everybody can read it.
    `page` is the list of news."""
    roots = Site.get_site_root_paths()
    return feed_of(
        (_entry(item, roots) for item in news),
        title=_("News: %(tag)s") % {"tag": tag.name} if tag else _("News"),
        subtitle=_("What happens with bills and in councils"),
        page_url=absolute(f"{path_of(page, roots)}{_query(tag)}"),
        feed_url=absolute(address(tag)),
    )


def _query(tag: Tag | None) -> str:
    return f"?{urlencode({'tag': tag.slug})}" if tag else ""


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
