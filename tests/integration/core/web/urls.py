"""A small site on which the guards and frames of core.web are tried."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from core.web import styleguide
from core.web.access import public
from core.web.ratelimits import rate_limited

handler400 = "core.web.views.bad_request"
handler403 = "core.web.views.permission_denied"
handler404 = "core.web.views.page_not_found"
handler500 = "core.web.views.server_error"


@public
@rate_limited("demo", key="ip")
def limited(request: HttpRequest) -> HttpResponse:
    return HttpResponse("received")


@public
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


@public
def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("something inside")


urlpatterns = [
    path("page/", page),
    path("guide/", styleguide.style_guide),
    path("limited/", limited),
    path("fails/", fails),
    path("cms-admin/", page),
    path("", include("core.web.urls")),
    path("accounts/", include("allauth.account.urls")),
]
