from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Page

from cms.models.base import in_language
from cms.validators import validate_address


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
