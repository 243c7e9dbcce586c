"""Display settings, language, and the pages for what goes wrong."""

import logging
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseRedirect,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from core.web.access import public
from core.web.display import (
    ACCESSIBLE_PRESET,
    CHOICES,
    COOKIE_AGE,
    COOKIE_NAME,
    DisplayPreferences,
)
from core.web.settings_form import DisplayForm

logger = logging.getLogger(__name__)

# Neither language nor display needs the CSRF token: a stranger could at most enlarge the letters,
# and without the token ordinary pages stay free of cookies.
language = public(csrf_exempt(set_language))


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """The page of display settings (GET) and every button that changes them (POST).

    POST takes `preset` (accessible, ordinary), or `set` («size:large»), or the fields of the
    page's form; it answers with the cookie and a way back to `next`.
    """
    current: DisplayPreferences = request.display  # type: ignore[attr-defined]
    back = _safe_next(request)
    if request.method != "POST":
        form = DisplayForm(initial={name: getattr(current, name) for name in CHOICES})
        return render(request, "web/display.html", {"form": form, "next": back})
    response = HttpResponseRedirect(back)
    changed = _changed(current, request.POST)
    if changed == DisplayPreferences():
        response.delete_cookie(COOKIE_NAME, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE_NAME,
            changed.to_cookie(),
            max_age=COOKIE_AGE,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _changed(current: DisplayPreferences, data: Any) -> DisplayPreferences:
    preset = data.get("preset")
    if preset == "ordinary":
        return DisplayPreferences(theme=current.theme)
    if preset == "accessible":
        return current.changed(**ACCESSIBLE_PRESET)
    if "set" in data:
        name, _colon, value = data["set"].partition(":")
        return current.changed(**{name: value})
    return current.changed(**{name: data.get(name, "") for name in CHOICES})


def _safe_next(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else "/"


# --- What goes wrong ---------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponseBadRequest(loader.render_to_string("400.html", {}, request))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What somebody has written is handed back: a role may end between the page and its form."""
    context = {"typed": _words(request)}
    return HttpResponseForbidden(loader.render_to_string("403.html", context, request))


def _words(request: HttpRequest) -> list[str]:
    """Texts of a form that was refused: what has more than one word. Nothing secret has."""
    if request.method != "POST" or not request.user.is_authenticated:
        return []
    sent = [
        value.strip()
        for name, values in request.POST.lists()
        if "password" not in name
        for value in values
    ]
    return [text for text in sent if len(text.split()) > 1]


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponseNotFound(loader.render_to_string("404.html", {}, request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent too late or from elsewhere: says so, and keeps nothing secret."""
    logger.info("CSRF refused: %s", reason)
    context = {
        "title": _("The form has become outdated"),
        "text": _(
            "Go back, reload the page and send the form again. If your browser refuses cookies, "
            "allow them for this site: without them the form cannot be protected."
        ),
    }
    return HttpResponseForbidden(loader.render_to_string("403.html", context, request))


def server_error(request: HttpRequest) -> HttpResponse:
    """No database, no request context, no menus: whatever has failed, this page must not."""
    try:
        styles = [static(f"css/{name}.css") for name in ("tokens", "base", "layout", "components")]
    except Exception:  # noqa: BLE001 - the list of static files may be what is broken
        styles = []
    context = {"styles": styles, "site_name": settings.SITE_NAME}
    return HttpResponseServerError(loader.render_to_string("500.html", context))
