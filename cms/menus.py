"""The menu and the footer as editors have arranged them; the built-in ones until they do.

They stand on every page and seldom change, so each process keeps them for a few seconds: a change
shows at once in the process that made it and a little later in the others.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar, cast

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from cms.models import SiteNavigation
from core.web import menus
from core.web.menus import FooterColumn, MenuItem

T = TypeVar("T")

_UNREAD = object()
KEPT_SECONDS: Final = 10
_MOST: Final = 200  # names of hosts come from outside
_kept: Final[dict[tuple[str, str, str | None], tuple[float, Any]]] = {}


def _keep(name: str, request: HttpRequest, make: Callable[[], T]) -> T:
    """What `make` returned for this host and language not long ago, or returns now."""
    key = (name, request.get_host(), get_language())
    now = time.monotonic()
    until, value = _kept.get(key, (0.0, None))
    if until > now:
        return cast(T, value)
    if len(_kept) >= _MOST:
        _kept.clear()
    made = make()
    _kept[key] = (now + KEPT_SECONDS, made)
    return made


def forget() -> None:
    """Reads everything anew from now on."""
    _kept.clear()


def navigation(request: HttpRequest) -> SiteNavigation | None:
    """The navigation of the site of this request, read once per request."""
    found = getattr(request, "site_navigation", _UNREAD)
    if found is _UNREAD:
        site = Site.find_for_request(request)
        found = SiteNavigation.objects.filter(site=site).first() if site else None
        request.site_navigation = found  # type: ignore[attr-defined]
    return cast("SiteNavigation | None", found)


def menu_items(request: HttpRequest) -> Sequence[MenuItem]:
    return _keep("menu", request, lambda: _menu_items(request))


def _menu_items(request: HttpRequest) -> Sequence[MenuItem]:
    arranged = navigation(request)
    links = arranged.menu_links.select_related("page") if arranged else ()
    items = [MenuItem(link.shown_label, url) for link in links if (url := link.url_for(request))]
    return items or menus.built_in_menu(request)


def footer_columns(request: HttpRequest) -> Sequence[FooterColumn]:
    return _keep("footer", request, lambda: _footer_columns(request))


def _footer_columns(request: HttpRequest) -> Sequence[FooterColumn]:
    arranged = navigation(request)
    columns: dict[str, list[MenuItem]] = {}
    for link in arranged.footer_links.select_related("page") if arranged else ():
        if url := link.url_for(request):
            columns.setdefault(link.shown_column, []).append(MenuItem(link.shown_label, url))
    found = [FooterColumn(title, tuple(items)) for title, items in columns.items()]
    return found or menus.built_in_footer(request)


def footer_note(request: HttpRequest) -> str:
    return _keep("note", request, lambda: _footer_note(request))


def _footer_note(request: HttpRequest) -> str:
    arranged = navigation(request)
    return arranged.footer_note if arranged else ""
