from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.search import index

from cms import schema
from cms.addresses import path_in
from cms.blocks import faq_blocks
from cms.models.base import EditorialPage


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer and the anchor of that (empty until the page is saved); or, if
    `heading` is not empty, a heading above those that follow."""

    heading: str = ""
    question: str = ""
    answer: RichText = field(default_factory=lambda: RichText(""))
    anchor: str = ""


class FaqPage(EditorialPage):
    """Questions that people ask, each with its answer, under headings if there are many."""

    lead = models.TextField(_("lead"), max_length=500, blank=True)
    body = StreamField(faq_blocks(), verbose_name=_("questions and answers"))

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = []
    template = "cms/faq_page.html"

    class Meta:
        verbose_name = _("questions and answers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `entries` and `schema`."""
        context = super().get_context(request, *args, **kwargs)
        entries = self.entries
        told = schema.faq(entries, path=path_in(self, request))
        return {**context, "entries": entries, "schema": told}

    @property
    def entries(self) -> list[Entry]:
        """What the page shows, in order. An anchor stays the same when its question is moved or
        put in other words."""
        return [_entry(block) for block in self.body]


def _entry(block: Any) -> Entry:
    if block.block_type == "heading":
        return Entry(heading=block.value)
    anchor = f"question-{block.id}" if block.id else ""
    return Entry("", block.value["question"], block.value["answer"], anchor)
