"""The menu and the footer as editors have arranged them; the built-in ones until they do."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest
from wagtail.models import Site

from cms.models import SiteNavigation
from core.web import menus
from core.web.menus import FooterColumn, MenuItem

_UNREAD = object()


def navigation(request: HttpRequest) -> SiteNavigation | None:
    """The navigation of the site of this request, read once per request."""
    found = getattr(request, "site_navigation", _UNREAD)
    if found is _UNREAD:
        site = Site.find_for_request(request)
        found = SiteNavigation.objects.filter(site=site).first() if site else None
        request.site_navigation = found  # type: ignore[attr-defined]
    return cast("SiteNavigation | None", found)


def menu_items(request: HttpRequest) -> Sequence[MenuItem]:
    arranged = navigation(request)
    links = arranged.menu_links.select_related("page") if arranged else ()
    items = [MenuItem(link.shown_label, url) for link in links if (url := link.url_for(request))]
    return items or menus.built_in_menu(request)


def footer_columns(request: HttpRequest) -> Sequence[FooterColumn]:
    arranged = navigation(request)
    columns: dict[str, list[MenuItem]] = {}
    for link in arranged.footer_links.select_related("page") if arranged else ():
        if url := link.url_for(request):
            columns.setdefault(link.shown_column, []).append(MenuItem(link.shown_label, url))
    found = [FooterColumn(title, tuple(items)) for title, items in columns.items()]
    return found or menus.built_in_footer(request)


def footer_note(request: HttpRequest) -> str:
    arranged = navigation(request)
    return arranged.footer_note if arranged else ""
