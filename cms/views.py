from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import BaseSettingsPanel

from cms import feeds, selectors
from cms.models import NewsIndexPage
from core.accounts.permissions import public, requires
from core.web.atom import CONTENT_TYPE
from core.web.ratelimits import SAFE, rate_limited


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
    tag = request.GET.get("tag", "")
    news = selectors.fed_news(tag=tag)
    if tag and not news:
        raise Http404(tag)
    etag = feeds.etag(news)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        document = feeds.atom(news, page=page, tag=tag)
        response = HttpResponse(document, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    return response
