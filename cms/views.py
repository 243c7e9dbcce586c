from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import BaseSettingsPanel

from cms.registers.kit.reports import SiteHistory, WorkflowReport, WorkflowTasksReport
from core.accounts.permissions import public, requires

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
