"""Wagtail's reports on everything that happens in the back office. Who keeps the rows of some
bodies sees the history of each beside it; here are rows of all bodies, for those who oversee all.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.permissions import page_permission_policy

from cms.registers.kit.policy import reach_of
from cms.registers.kit.rights import registers


def may_see_history(user: Any) -> bool:
    """Editors of pages, and those who oversee all registers."""
    edits = page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])
    return edits or reach_of(user).is_everywhere


def _without_registers(found: QuerySet[Any], user: Any, path: str) -> QuerySet[Any]:
    if reach_of(user).is_everywhere:
        return found
    kinds = ContentType.objects.get_for_models(*(each.model for each in registers()))
    return found.exclude(**{f"{path}__in": [kind.pk for kind in kinds.values()]})


class SiteHistory(LogEntriesView):
    """Who has done what."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_history(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        visible = _without_registers(queryset, self.request.user, "content_type")
        found: QuerySet[Any] = super().filter_queryset(visible)
        return found


class WorkflowReport(WorkflowView):
    """What is being approved, and what was."""

    def get_queryset(self) -> QuerySet[Any]:
        return _without_registers(super().get_queryset(), self.request.user, "content_type")


class WorkflowTasksReport(WorkflowTasksView):
    """The same by steps."""

    def get_queryset(self) -> QuerySet[Any]:
        path = "workflow_state__content_type"
        return _without_registers(super().get_queryset(), self.request.user, path)
