"""What a register looks like in Wagtail's back office."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.registers.kit.policy import BodyPolicy, reach_of

View = Callable[..., HttpResponseBase]


class EntryViewSet(SnippetViewSet):
    """The list and the forms of one register. Everybody sees and edits the rows of the own bodies
    alone: Wagtail asks the policy about a row in some of its views only, so that each view of a row
    asks here first."""

    add_to_admin_menu = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    list_export: ClassVar[list[str]] = []

    @property
    def permission_policy(self) -> BodyPolicy:
        return BodyPolicy(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows of the own bodies."""
        reach = reach_of(request.user)
        rows = self.rows()
        return rows if reach.is_everywhere else rows.kept_by(reach.bodies)

    def rows(self) -> QuerySet[Any]:
        """All rows with what the list shows of each; a register with relations joins them."""
        return self.model.objects.all()

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            pk = named.get("pk")
            if pk is not None:
                row = get_object_or_404(self.model, pk=unquote(str(pk)))
                if not reach_of(request.user).covers(row.keeper_id):
                    raise PermissionDenied
            return view(request, *args, **named)

        return checked


class ScopedChooser(SnippetChooserViewSet):
    """Chooses among published rows: drafts of others are nobody's business."""

    def get_object_list(self) -> QuerySet[Any]:
        return self.model.objects.public()


STATUS_COLUMNS = (UpdatedAtColumn(label=_("Changed")),)
