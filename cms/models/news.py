from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel

from cms import schema, selectors
from cms.addresses import path_in
from cms.models.base import ArticlePage, IndexPage

# The last part of an address that is not a news item's (cms.urls).
FEED_SLUG: Final = "feed"


class NewsIndexPage(IndexPage):
    """News, newest first, by pages; those with one tag at «?tag=…»."""

    subpage_types: ClassVar = ["cms.NewsPage"]
    max_count = 1
    template = "cms/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `tags` (of what is published), `tag` (the one of the address) and `news`. Raises
        Http404 for a tag that nothing published has."""
        context = super().get_context(request, *args, **kwargs)
        tags, slug = selectors.news_tags(), request.GET.get("tag", "")
        tag = next((known for known in tags if known.slug == slug), None)
        if slug and tag is None:
            raise Http404(slug)
        news = selectors.news_page(self, tag=tag, cursor=request.GET.get("cursor"))
        return {**context, "tags": tags, "tag": tag, "news": news}


class NewsTag(TaggedItemBase):
    """A news item is about something."""

    content_object = ParentalKey(
        "cms.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        verbose_name = _("tag of a news item")
        verbose_name_plural = _("tags of news")


class NewsPage(ArticlePage):
    """A news item; its date is the one printed, publication can be scheduled by Wagtail."""

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    tags = ClusterTaggableManager(
        through=NewsTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("What it is about, separated by commas. Readers choose news by them."),
    )
    template = "cms/news_page.html"

    content_panels: ClassVar = [
        FieldPanel("date"),
        *ArticlePage.content_panels,
        FieldPanel("tags"),
    ]
    parent_page_types: ClassVar = ["cms.NewsIndexPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("news item")

    def clean(self) -> None:
        """Raises ValidationError for an address under which something else is found."""
        super().clean()
        if self.slug == FEED_SLUG:
            message = _("At this address is the feed of news. Choose another.")
            raise ValidationError({"slug": message})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        tags = sorted(self.tags.all())
        names = [tag.name for tag in tags]
        return {
            **context,
            "others": selectors.other_news(self),
            "tags": tags,
            "schema": schema.news_article(self, path=path_in(self, request), tags=names),
            "news_url": context["crumbs"][-1][1] if context["crumbs"] else "",
        }
