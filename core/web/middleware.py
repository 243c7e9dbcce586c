"""Headers and display settings that every response carries."""

from collections.abc import Callable
from typing import Final

from csp.constants import HEADER, NONE
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from core.web import csp
from core.web.display import COOKIE_NAME, DisplayPreferences
from core.web.views import page_not_found

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class SecurityHeadersMiddleware:
    """Sets the security headers that Django does not, and loosens the policy for Wagtail's admin.

    Stands outside django-csp's middleware, because it replaces the header that one has written.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.admin_prefix = "/" + getattr(settings, "CMS_ADMIN_PATH", "cms-admin/").lstrip("/")
        self.admin_policy = csp.header(csp.ADMIN_DIRECTIVES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith(self.admin_prefix) and HEADER in response:
            response[HEADER] = self.admin_policy
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response


class PlainNotFoundMiddleware:
    """While DEBUG is on: what is not found looks as it will for everybody, not as Django's list of
    addresses. For the settings of development."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        unresolved = response.status_code == 404 and request.resolver_match is None
        return page_not_found(request) if unresolved else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return page_not_found(request) if isinstance(error, Http404) else None


class DisplayPreferencesMiddleware:
    """Gives the request its `display` and keeps images away from those who switched them off.

    With images off the browser is told not to load any: it then shows their text instead.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        display = DisplayPreferences.from_cookie(request.COOKIES.get(COOKIE_NAME, ""))
        request.display = display  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            if display.images == "off":
                replaced = getattr(response, "_csp_replace", None) or {}
                # What django-csp's own decorator `csp_replace` does.
                setattr(response, "_csp_replace", {**replaced, "img-src": [NONE]})  # noqa: B010
        return response
