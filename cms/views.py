from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.sitemaps.views import SitemapIndexItem
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import BaseSettingsPanel

from cms import feeds, selectors
from cms.models import NewsIndexPage
from cms.registers.kit.reports import SiteHistory, WorkflowReport, WorkflowTasksReport
from cms.sitemaps import SECTIONS
from core.accounts.permissions import public, requires
from core.mail.links import absolute_reverse
from core.web.atom import CONTENT_TYPE
from core.web.ratelimits import SAFE, rate_limited

View = Callable[..., HttpResponseBase]


@public
def admin_login(request: HttpRequest) -> HttpResponseBase:
    """Wagtail's address for signing in. Everybody signs in on our own page, which locks out those
    who guess; who has no place in the editorial office is told so and not sent round for ever."""
    if not request.user.is_authenticated:
        back = request.GET.get("next") or f"/{settings.CMS_ADMIN_PATH}"
        return redirect_to_login(back, settings.LOGIN_URL)
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    raise PermissionDenied


class AccountView(WagtailAccountView):
    """What an editor sets in Wagtail: language, theme, notifications. Name and password have
    their only home in the account."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        return [
            panel for panel in super().get_panels() if panel.name not in {"name_email", "password"}
        ]


account = requires("cms.admin")(require_admin_access(AccountView.as_view()))


@public
@require_safe
@rate_limited("feed", methods=SAFE)
def news_feed(request: HttpRequest) -> HttpResponse:
    """The latest news (?tag=: those with a tag); who has them already is told that nothing has
    changed. There is no date of the last change: what is taken down leaves none."""
    page = get_object_or_404(NewsIndexPage.objects.live())
    slug = request.GET.get("tag", "")
    tag = selectors.news_tag(slug) if slug else None
    if slug and tag is None:
        raise Http404(slug)
    news = selectors.fed_news(tag=tag)
    etag = feeds.etag(news)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        document = feeds.atom(news, page=page, tag=tag)
        response = HttpResponse(document, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    return response


# --- For search engines ------------------------------------------------------------------------

# What is of use to nobody who has not come there by the site: lists of results without end, pages
# of those who have signed in, and their door.
KEPT_OUT: Final = ("/search/", "/desk/", "/my/", f"/{settings.CMS_ADMIN_PATH}", "/accounts/")


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots should leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    text = "\n".join([*lines, "", f"Sitemap: {absolute_reverse('cms:sitemap')}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The sections of the map, each with its last change; one query a section."""
    found = []
    for section, rows in SECTIONS.items():
        files, changed = rows().extent()
        url = absolute_reverse("cms:sitemap_section", section=section)
        rest = (f"{url}?p={number}" for number in range(2, files + 1))
        found += [SitemapIndexItem(each, changed) for each in (url, *rest)]
    context = {"sitemaps": found}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@public
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """The addresses of a section (?p=: a further file of it)."""
    rows = SECTIONS.get(section)
    if rows is None:
        raise Http404(section)
    try:
        urls = rows().get_urls(page=request.GET.get("p", 1))
    except InvalidPage as error:
        raise Http404(section) from error
    return render(request, "sitemap.xml", {"urlset": urls}, content_type="application/xml")


# --- Reports of the back office ------------------------------------------------------------------

# Wagtail's own show rows of all bodies to everybody who may enter.
REPORTS: Final = {
    "site-history": SiteHistory,
    "workflow": WorkflowReport,
    "workflow_tasks": WorkflowTasksReport,
}


def report(name: str, *, results_only: bool) -> View:
    """A report of Wagtail, or what its filters find; `name` is one of REPORTS."""
    view = REPORTS[name].as_view(results_only=results_only)
    made: View = requires("cms.admin")(require_admin_access(view))
    return made
