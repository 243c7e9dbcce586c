"""The work of councils in Wagtail's back office."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.registers.activity import office
from cms.registers.activity.models import ControlWork, Meeting
from cms.registers.kit.viewsets import EntryViewSet


class MeetingViewSet(EntryViewSet):
    """Meetings of councils, also those ahead."""

    model = Meeting
    icon = "calendar"
    menu_label = _("Meetings")
    list_display = ("__str__", "council", "form", "held_on", "live")
    list_filter = ("form", "live")
    search_fields = ("agenda", "decisions", "place")
    edit_handler = ObjectList(
        [
            FieldPanel("council"),
            FieldPanel("number"),
            FieldPanel("held_on"),
            FieldPanel("starts_at"),
            FieldPanel("form"),
            FieldPanel("place"),
            FieldPanel("municipality"),
            FieldPanel("agenda"),
            MultiFieldPanel(
                [
                    FieldPanel("members_total"),
                    FieldPanel("members_present"),
                    FieldPanel("decisions"),
                    FieldPanel("protocol_number"),
                    FieldPanel("protocol"),
                ],
                heading=_("After the meeting"),
            ),
        ],
        base_form_class=office.MeetingOfficeForm,
    )

    def rows(self) -> QuerySet[Any]:
        return Meeting.objects.select_related("council")


class ControlWorkViewSet(EntryViewSet):
    """Forms of public control that councils have used outside the platform."""

    model = ControlWork
    icon = "view"
    menu_label = _("Forms of public control")
    list_display = ("title", "council", "form", "held_on", "live")
    list_filter = ("form", "live")
    search_fields = ("title", "other_form")
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "What is held on this platform is counted by itself: enter only what was held "
                    "elsewhere."
                )
            ),
            FieldPanel("council"),
            FieldPanel("form"),
            FieldPanel("other_form"),
            FieldPanel("title"),
            FieldPanel("held_on"),
            FieldPanel("url"),
            FieldPanel("document"),
        ],
        base_form_class=office.ControlWorkForm,
    )

    def rows(self) -> QuerySet[Any]:
        return ControlWork.objects.select_related("council")


class ActivityGroup(SnippetViewSetGroup):
    """The menu of the work of councils."""

    items = (MeetingViewSet, ControlWorkViewSet)
    menu_icon = "calendar"
    menu_label = _("Work of councils")
    menu_order = 311
    add_to_admin_menu = True


register_snippet(ActivityGroup)
