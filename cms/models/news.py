from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import selectors
from cms.models.base import ArticlePage, IndexPage


class NewsIndexPage(IndexPage):
    """News, newest first, by pages."""

    subpage_types: ClassVar = ["cms.NewsPage"]
    max_count = 1
    template = "cms/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["news"] = selectors.news_page(self, cursor=request.GET.get("cursor"))
        return context


class NewsPage(ArticlePage):
    """A news item; its date is the one printed, publication can be scheduled by Wagtail."""

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    template = "cms/news_page.html"

    content_panels: ClassVar = [FieldPanel("date"), *ArticlePage.content_panels]
    parent_page_types: ClassVar = ["cms.NewsIndexPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("news item")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "others": selectors.other_news(self)}
