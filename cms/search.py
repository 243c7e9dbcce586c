from collections.abc import Collection, Iterator
from html import unescape
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from cms.addresses import path_of
from search.interface import Document
from search.registry import Found


class PageSource:
    """Published pages with a text of their own (not the home page, not lists) that everybody may
    open."""

    kind = "page"
    label = _("Pages and news")
    order = 90

    def _pages(self) -> QuerySet[Page]:
        from cms.models import FaqPage, GuidePage, NewsPage, StandardPage

        return Page.objects.live().public().type((FaqPage, GuidePage, NewsPage, StandardPage))

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for page in self._pages().filter(pk__in=ids).specific():
            date = page.first_published_at or page.latest_revision_created_at
            yield Document(self.kind, page.pk, page.title, _text(page), timezone.localtime(date))

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        pages = list(self._pages().filter(pk__in=ids).specific())
        roots = Site.get_site_root_paths()
        return {page.pk: self._found(page, roots) for page in pages}

    def _found(self, page: Any, roots: list[Any]) -> Found:
        return Found(
            title=page.title,
            text=_text(page),
            url=path_of(page, roots),
            place=page.get_verbose_name(),
            date=getattr(page, "date", None),
        )

    def all_ids(self) -> Iterator[int]:
        return self._pages().order_by("pk").values_list("pk", flat=True).iterator()


def _text(page: Any) -> str:
    """The lead and the words of all blocks, without markup."""
    pieces = page.body.stream_block.get_searchable_content(page.body)
    texts = (unescape(strip_tags(str(piece))) for piece in pieces)
    return "\n".join(filter(None, [page.lead, *texts]))
