"""What editors see in Wagtail's admin beside pages."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from cms import notices
from cms.registers.kit.bulk import NoBulkDelete
from cms.registers.kit.reports import may_see_history
from consultations.experts.models import Knowledge
from drafts.models import Topic
from search.models import SynonymGroup


class TopicViewSet(SnippetViewSet):
    """Topics of bills: editors name them, committees' staff gives them to bills."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics of bills")
    menu_order = 500
    add_to_admin_menu = True
    list_display = ("name", "name_en", "slug")
    panels = (FieldPanel("name"), FieldPanel("name_en"), FieldPanel("slug"))


class KnowledgeViewSet(SnippetViewSet):
    """Fields of knowledge by which experts are found."""

    model = Knowledge
    icon = "tag"
    menu_label = _("Fields of knowledge")
    menu_order = 510
    add_to_admin_menu = True
    list_display = ("name", "name_en", "slug")
    panels = (FieldPanel("name"), FieldPanel("name_en"), FieldPanel("slug"))


# Wagtail puts the name of a model into sentences, where Russian wants another case.
_NOT_SAVED = _("The group is not saved. What is wrong is marked below.")


class SynonymList(IndexView):
    """The groups of synonyms."""

    add_item_label = _("Add a group of synonyms")


class SynonymAddition(CreateView):
    """A new group."""

    error_message = _NOT_SAVED


class SynonymChange(EditView):
    """A group that there is."""

    error_message = _NOT_SAVED


class SynonymViewSet(SnippetViewSet):
    """Words of the same sense, which search takes for one another at once."""

    model = SynonymGroup
    icon = "search"
    menu_label = _("Synonyms of search")
    menu_order = 520
    add_to_admin_menu = True
    index_view_class = SynonymList
    add_view_class = SynonymAddition
    edit_view_class = SynonymChange
    list_display = ("words", "note", BooleanColumn("is_active", label=_("Used in search")))
    list_filter = ("is_active",)
    list_per_page = 200
    search_fields = ("words", "note")
    panels = (
        FieldPanel("words", widget=AdminAutoHeightTextInput),
        FieldPanel("note"),
        FieldPanel("is_active"),
    )


register_snippet(TopicViewSet)
register_snippet(KnowledgeViewSet)
register_snippet(SynonymViewSet)
notices.connect()
# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", NoBulkDelete, order=100)


class HistoryMenuItem(MenuItem):
    """Wagtail shows its own to editors of pages alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        is_editor = page_permission_policy.explorable_root_instance(request.user) is not None
        return not is_editor and may_see_history(request.user)


@hooks.register("register_reports_menu_item")
def history_menu_item() -> MenuItem:
    """For those who oversee all registers."""
    return HistoryMenuItem(
        _("History of registers"),
        reverse("wagtailadmin_reports:site_history"),
        name="register-history",
        icon_name="history",
        order=1000,
    )
