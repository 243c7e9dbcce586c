from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from cms import selectors
from cms.blocks import body_blocks
from cms.models.base import EditorialPage, in_language


class HomePermissions(PagePermissionTester):
    """The site stands on its home page: nobody takes it down, moves or deletes it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False


class HomePage(EditorialPage):
    """What is going on now; the lists come from the consultations themselves."""

    title_en = models.CharField(
        _("title in English"),
        max_length=255,
        blank=True,
        help_text=_("Shown in the English interface; if empty, the other one is."),
    )
    lead = models.TextField(_("lead"), max_length=400)
    lead_en = models.TextField(
        _("lead in English"),
        max_length=400,
        blank=True,
        help_text=_("Shown in the English interface; if empty, the other one is."),
    )
    body = StreamField(body_blocks(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("lead"),
        FieldPanel("lead_en"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "cms.NewsIndexPage",
        "cms.GuideIndexPage",
        "cms.FaqPage",
        "cms.StandardPage",
    ]
    max_count = 1
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **selectors.home(now=timezone.now())}

    @property
    def shown_title(self) -> str:
        """The title in the language of the interface."""
        return in_language(self.title, self.title_en)

    @property
    def shown_lead(self) -> str:
        """The lead in the language of the interface."""
        return in_language(self.lead, self.lead_en)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return HomePermissions(user, self)
