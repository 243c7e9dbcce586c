"""The resources of councils in Wagtail's back office."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.registers.kit.viewsets import EntryViewSet
from cms.registers.resources import office
from cms.registers.resources.models import Practice, Premises


def _panels(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


class PremisesViewSet(EntryViewSet):
    """Rooms that bodies give to councils."""

    model = Premises
    icon = "home"
    menu_label = _("Premises")
    list_display = ("title", "municipality", "address", "body", "live")
    list_filter = ("municipality", "live")
    search_fields = ("title", "address")
    edit_handler = ObjectList(
        _panels(
            "body", "title", "municipality", "address", "places", "equipment", "is_accessible",
            "hours", "phone", "email",
        ),
        base_form_class=office.PremisesForm,
    )  # fmt: skip

    def rows(self) -> QuerySet[Any]:
        return Premises.objects.select_related("body")


class PracticeViewSet(EntryViewSet):
    """Practice of students in councils."""

    model = Practice
    icon = "openquote"
    menu_label = _("Practice of students")
    list_display = ("institution", "council", "starts_on", "ends_on", "live")
    list_filter = ("live",)
    search_fields = ("institution", "field")
    edit_handler = ObjectList(
        _panels(
            "council", "institution", "field", "starts_on", "ends_on", "tutor", "places",
            "students", "tasks",
        ),
        base_form_class=office.PracticeForm,
    )  # fmt: skip

    def rows(self) -> QuerySet[Any]:
        return Practice.objects.select_related("council")


class ResourcesGroup(SnippetViewSetGroup):
    """The menu of the resources of councils."""

    items = (PremisesViewSet, PracticeViewSet)
    menu_icon = "home"
    menu_label = _("Resources of councils")
    menu_order = 312
    add_to_admin_menu = True


register_snippet(ResourcesGroup)
