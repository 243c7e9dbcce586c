from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.interface import Document
from search.registry import Found


class PageSource:
    """Published pages with a text of their own (not the home page, not lists)."""

    kind = "page"
    label = _("Pages and news")
    order = 90

    def _pages(self) -> QuerySet[Page]:
        from cms.models import GuidePage, NewsPage, StandardPage

        return Page.objects.live().public().type((GuidePage, NewsPage, StandardPage))

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        for page in self._pages().filter(pk__in=ids).specific():
            date = page.first_published_at or page.latest_revision_created_at
            yield Document(self.kind, page.pk, page.title, self._text(page), date)

    def found(self, ids: Collection[int]) -> dict[int, Found]:
        return {
            page.pk: Found(
                title=page.title,
                text=self._text(page),
                url=page.url or "",
                place=str(page.page_type_display_name),
                date=page.first_published_at,
            )
            for page in self._pages().filter(pk__in=ids).specific()
        }

    def _text(self, page: Page) -> str:
        """The lead and the words of all blocks, without markup."""
        pieces = page.body.stream_block.get_searchable_content(page.body)
        return strip_tags(" ".join([page.lead, *map(str, pieces)]))

    def all_ids(self) -> Iterator[int]:
        return self._pages().order_by("pk").values_list("pk", flat=True).iterator()
