"""The menu and the footer as editors have arranged them; the built-in ones until they do."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Site

from cms.models import SiteNavigation
from core.web import menus
from core.web.menus import FooterColumn, MenuItem


def navigation(request: HttpRequest) -> SiteNavigation | None:
    """The navigation of the site of this request, read once per request."""
    cached = getattr(request, "site_navigation", False)
    if cached is not False:
        return cached
    site = Site.find_for_request(request)
    found = SiteNavigation.objects.filter(site=site).first() if site else None
    request.site_navigation = found  # type: ignore[attr-defined]
    return found


def menu_items(request: HttpRequest) -> Sequence[MenuItem]:
    found = navigation(request)
    links = found.menu_links.select_related("page") if found else ()
    items = tuple(MenuItem(link.label, link.url) for link in links if link.url)
    return items or menus.built_in_menu(request)


def footer_columns(request: HttpRequest) -> Sequence[FooterColumn]:
    found = navigation(request)
    columns: dict[str, list[MenuItem]] = {}
    for link in found.footer_links.select_related("page") if found else ():
        if link.url:
            columns.setdefault(link.column, []).append(MenuItem(link.label, link.url))
    return tuple(
        FooterColumn(title, tuple(items)) for title, items in columns.items()
    ) or menus.built_in_footer(request)
