from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PagePermissionTester
from wagtail.search import index

from cms import selectors
from cms.blocks import body_blocks
from cms.validators import validate_address


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
    subpage_types: ClassVar = ["cms.NewsIndexPage", "cms.GuideIndexPage", "cms.StandardPage"]
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


class StandardPage(ArticlePage):
    """About, accessibility, personal data, contacts."""

    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = []
    template = "cms/article_page.html"

    class Meta:
        verbose_name = _("page")


class IndexPage(EditorialPage):
    """A list of its child pages."""

    lead = models.TextField(_("lead"), max_length=500, blank=True)
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar = ["cms.HomePage"]

    class Meta:
        abstract = True


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


@register_setting(icon="bars")
class SiteNavigation(BaseSiteSetting, ClusterableModel):
    """The menu and the footer, arranged by editors."""

    footer_note = models.TextField(_("note in the footer"), max_length=500, blank=True)

    panels: ClassVar = [
        InlinePanel("menu_links", heading=_("Menu"), label=_("Link"), max_num=8),
        InlinePanel("footer_links", heading=_("Footer"), label=_("Link"), max_num=24),
        FieldPanel("footer_note"),
    ]

    class Meta:
        verbose_name = _("menu and footer")


class NavigationLink(Orderable):
    """A link either to a page of this site or to an address."""

    label = models.CharField(_("label"), max_length=80)
    label_en = models.CharField(
        _("label in English"),
        max_length=80,
        blank=True,
        help_text=_("Shown in the English interface; if empty, the other one is."),
    )
    page = models.ForeignKey(
        Page, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        validators=[validate_address],
        help_text=_("Within the site, such as /bills/, or with https://."),
    )
    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("label_en"),
        FieldPanel("page"),
        FieldPanel("address"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, address="")
                | (models.Q(page__isnull=True) & ~models.Q(address="")),
                name="%(class)s_has_one_target",
            )
        ]

    def clean(self) -> None:
        super().clean()
        if bool(self.page_id) == bool(self.address):
            raise ValidationError(_("Choose a page or enter an address: one of the two."))

    @property
    def shown_label(self) -> str:
        """The label in the language of the interface."""
        return in_language(self.label, self.label_en)

    def url_for(self, request: HttpRequest) -> str:
        """Where the link leads; empty if its page is not published. The request keeps what all
        links of a menu need."""
        if self.page is None:
            return self.address
        return (self.page.get_url(request) or "") if self.page.live else ""


class MenuLink(NavigationLink):
    navigation = ParentalKey(SiteNavigation, on_delete=models.CASCADE, related_name="menu_links")

    class Meta(NavigationLink.Meta):
        verbose_name = _("link of the menu")


class FooterLink(NavigationLink):
    navigation = ParentalKey(SiteNavigation, on_delete=models.CASCADE, related_name="footer_links")
    column = models.CharField(_("column"), max_length=60)
    column_en = models.CharField(_("column in English"), max_length=60, blank=True)

    panels: ClassVar = [
        FieldPanel("column"),
        FieldPanel("column_en"),
        *NavigationLink.panels,
    ]

    class Meta(NavigationLink.Meta):
        verbose_name = _("link of the footer")

    @property
    def shown_column(self) -> str:
        """The heading of the column in the language of the interface."""
        return in_language(self.column, self.column_en)
