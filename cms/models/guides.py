from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms import selectors
from cms.models.base import ArticlePage, IndexPage


class StandardPage(ArticlePage):
    """About, accessibility, personal data, contacts."""

    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = []
    template = "cms/article_page.html"

    class Meta:
        verbose_name = _("page")


class GuideIndexPage(IndexPage):
    """Guides in the order that editors give them."""

    subpage_types: ClassVar = ["cms.GuidePage"]
    max_count = 1
    template = "cms/guide_index_page.html"

    class Meta:
        verbose_name = _("list of guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["guides"] = list(GuidePage.objects.child_of(self).live().order_by("path"))
        return context


class GuidePage(ArticlePage):
    """How something is done."""

    parent_page_types: ClassVar = ["cms.GuideIndexPage"]
    subpage_types: ClassVar = []
    template = "cms/guide_page.html"

    class Meta:
        verbose_name = _("guide")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "guides": selectors.guides(self)}
