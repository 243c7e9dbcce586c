"""What a register looks like in Wagtail's back office."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import (
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.registers.kit.policy import BodyPolicy, reach_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

View = Callable[..., HttpResponseBase]
# What says that somebody has anything to do with a register at all.
_ENTRY = ("add", "change", "view")


class EntryIndex(IndexView):
    """The list of a register. Nothing is deleted here, so there is nothing to tick; what is public
    can be taken down from here, also where its words may no longer be changed."""

    @cached_property
    def columns(self) -> list[Any]:
        return super().columns[1:]  # type: ignore[no-any-return]

    @cached_property
    def add_item_label(self) -> str:
        return self.model.snippet_viewset.add_label or super().add_item_label

    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        buttons: list[Button] = super().get_list_more_buttons(instance)
        name = self.model.snippet_viewset.get_url_name("unpublish")
        if getattr(instance, "live", False) and self.user_has_permission("publish"):
            url = reverse(name, args=[quote(instance.pk)])
            buttons.append(Button(_("Take down"), url=url, icon_name="download", priority=60))
        return buttons


class _PublicChosen(SnippetChosenView):
    def get_object(self, pk: str) -> Any:
        return self.model_class.objects.public().get(pk=pk)


class _PublicChosenMultiple(SnippetChosenMultipleView):
    def get_objects(self, pks: Iterable[str]) -> QuerySet[Any]:
        return self.model_class.objects.public().filter(pk__in=pks)


class EntryChooser(SnippetChooserViewSet):
    """Chooses among public rows, for those who have to do with the register: drafts of others are
    nobody's business. Nothing is made here."""

    chosen_view_class = _PublicChosen
    chosen_multiple_view_class = _PublicChosenMultiple

    def get_object_list(self) -> QuerySet[Any]:
        return self.model.objects.public()

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        return self._guarded(super().construct_view(view_class, **kwargs))

    def _guarded(self, view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            policy = self.model.snippet_viewset.permission_policy
            if not policy.user_has_any_permission(request.user, _ENTRY):
                raise PermissionDenied
            if "pk" in named:
                _number(named["pk"])
            return view(request, *args, **named)

        return checked

    def get_urlpatterns(self) -> list[URLPattern]:
        return [each for each in super().get_urlpatterns() if each.name != "create"]


class EntryViewSet(SnippetViewSet):
    """The list and the forms of one register. Everybody sees and edits the rows of the own bodies
    alone: Wagtail asks the policy about a row in some of its views only, so that each view of a row
    asks here first. What a form does is one transaction: a row is never saved and then not
    published, nor published without what follows from it."""

    add_to_admin_menu = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    list_export: ClassVar[list[str]] = []
    index_view_class = EntryIndex
    chooser_viewset_class = EntryChooser
    # Of the button, in words of our own: Wagtail's put a name into a sentence, where Russian wants
    # another case.
    add_label: "ClassVar[StrOrPromise]" = ""
    # What nobody does by hand (actions of the policy).
    never: ClassVar[tuple[str, ...]] = ("delete",)

    @property
    def permission_policy(self) -> BodyPolicy:
        return BodyPolicy(self.model, self.never)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows of the own bodies."""
        reach = reach_of(request.user)
        rows = self.rows()
        return rows if reach.is_everywhere else rows.kept_by(reach.bodies)

    def rows(self) -> QuerySet[Any]:
        """All rows with what the list shows of each; a register with relations joins them."""
        return self.model.objects.all()

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        return self._guarded(super().construct_view(view_class, **kwargs))

    def _guarded(self, view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            self._check(request.user, named.get("pk"))
            with transaction.atomic():
                return view(request, *args, **named)

        return checked

    def _check(self, user: Any, pk: str | None) -> None:
        """Raises PermissionDenied, or Http404 for a row that is not there."""
        if not self.permission_policy.user_has_any_permission(user, _ENTRY):
            raise PermissionDenied
        if pk is None:
            return
        row = self.model.objects.filter(pk=_number(pk)).first()
        if row is None:
            raise Http404
        if not reach_of(user).covers(row.keeper_id):
            raise PermissionDenied


def _number(pk: str) -> int:
    """Raises Http404 for what is no number of a row."""
    found = unquote(str(pk))
    if not found.isdecimal() or len(found) > 18:
        raise Http404
    return int(found)
