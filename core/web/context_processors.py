"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.web import menus
from core.web.display import COOKIE_NAME, DisplayPreferences
from core.web.localtime import zone_name


def site(request: HttpRequest) -> dict[str, Any]:
    """Names of the site and region, the reader's display settings, and menus (built on use)."""
    display = getattr(request, "display", None)
    if display is None:
        display = DisplayPreferences.from_cookie(request.COOKIES.get(COOKIE_NAME, ""))
    return {
        "site_name": settings.SITE_NAME,
        "region_name": settings.REGION_NAME,
        "region_time_label": SimpleLazyObject(lambda: zone_name(timezone.localtime())),
        "emblem_url": getattr(settings, "EMBLEM_URL", ""),
        "display": display,
        "menu_items": SimpleLazyObject(lambda: menus.public_menu(request)),
        "footer_columns": SimpleLazyObject(lambda: menus.footer_columns(request)),
        "footer_note": SimpleLazyObject(lambda: menus.footer_note(request)),
        "desk_menu": SimpleLazyObject(lambda: menus.desk.groups(request)),
        "my_menu": SimpleLazyObject(lambda: menus.my.groups(request)),
    }
