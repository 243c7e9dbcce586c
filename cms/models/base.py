"""What the pages of the editors have in common."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import body_blocks


def in_language(text: str, english: str) -> str:
    """The English words, if there are any, in the English interface; the text in any other."""
    return english if english and (get_language() or "").startswith("en") else text


class EditorialPage(Page):
    """What all our pages share. None of them is private: everything published is for everybody."""

    private_page_options: ClassVar = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `crumbs`: the pages between the home page and this one."""
        context = super().get_context(request, *args, **kwargs)
        above = self.get_ancestors().filter(depth__gt=2) if self.depth > 3 else ()
        return {**context, "crumbs": [(page.title, page.get_url(request)) for page in above]}


class ArticlePage(EditorialPage):
    """A text with a lead; the base of news, guides and plain pages."""

    lead = models.TextField(_("lead"), max_length=500, blank=True)
    body = StreamField(body_blocks(), verbose_name=_("text"))

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True


class IndexPage(EditorialPage):
    """A list of its child pages."""

    lead = models.TextField(_("lead"), max_length=500, blank=True)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar = ["cms.HomePage"]

    class Meta:
        abstract = True
