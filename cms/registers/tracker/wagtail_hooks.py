"""The tracker in Wagtail's back office."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, PublishingPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSetGroup

from cms.registers.kit.viewsets import EntryViewSet
from cms.registers.tracker import office
from cms.registers.tracker.models import Assessment, Recommendation, Report, Resolution


class ResolutionAddition(CreateView):
    """A new resolution. Nothing is saved while it is being typed: once it is, its words stay."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class ResolutionViewSet(EntryViewSet):
    """Resolutions that are followed."""

    model = Resolution
    icon = "form"
    menu_label = _("Resolutions")
    add_label = _("Add a resolution")
    add_view_class = ResolutionAddition
    list_display = ("title", "adopted_on", "body")
    search_fields = ("title",)
    edit_handler = ObjectList(
        [
            FieldPanel("title", required_on_save=True),
            FieldPanel("slug", required_on_save=True),
            FieldPanel("adopted_on"),
            FieldPanel("adopted_by", required_on_save=True),
            FieldPanel("about"),
            FieldPanel("body"),
            FieldPanel("text"),
            PublishingPanel(),
        ],
        base_form_class=office.ResolutionForm,
    )

    def rows(self) -> QuerySet[Any]:
        return Resolution.objects.select_related("body")


class RecommendationViewSet(EntryViewSet):
    """To whom recommendations are addressed. They come with their resolution, and their words stay
    as they are."""

    model = Recommendation
    icon = "list-ul"
    menu_label = _("Recommendations")
    never = ("add", "delete")
    list_display = ("number", "text", "addressee")
    list_filter = ("resolution", "addressee__direction")
    search_fields = ("number", "text")
    edit_handler = ObjectList(
        [
            FieldPanel("number", read_only=True),
            FieldPanel("text", read_only=True),
            InlinePanel("assignments", heading=_("To whom it is addressed"), label=_("Addressee")),
            FieldPanel("same"),
        ],
        base_form_class=office.RecommendationForm,
    )

    def rows(self) -> QuerySet[Any]:
        return Recommendation.objects.select_related("resolution", "addressee")


class ReportViewSet(EntryViewSet):
    """What bodies say of their work on recommendations."""

    model = Report
    icon = "doc-full"
    menu_label = _("Reports on recommendations")
    add_label = _("Add a report")
    list_display = ("assignment", "body", "reported_on", "status")
    list_filter = ("status", "live")
    search_fields = ("text",)
    edit_handler = ObjectList(
        [
            FieldPanel("assignment"),
            FieldPanel("reported_on"),
            FieldPanel("status"),
            FieldPanel("text"),
            InlinePanel("evidence", heading=_("Evidence"), label=_("evidence")),
            PublishingPanel(),
        ],
        base_form_class=office.ReportForm,
    )

    def rows(self) -> QuerySet[Any]:
        return Report.objects.select_related(
            "body", "assignment__recommendation", "assignment__body"
        )


class AssessmentViewSet(EntryViewSet):
    """What those who follow a resolution say of the reports."""

    model = Assessment
    icon = "check"
    menu_label = _("Assessments of reports")
    add_label = _("Add an assessment")
    list_display = ("report", "verdict", "assessed_on")
    list_filter = ("verdict", "live")
    search_fields = ("text",)
    edit_handler = ObjectList(
        [
            FieldPanel("report"),
            FieldPanel("assessed_on"),
            FieldPanel("verdict"),
            FieldPanel("text"),
            PublishingPanel(),
        ],
        base_form_class=office.AssessmentForm,
    )

    def rows(self) -> QuerySet[Any]:
        return Assessment.objects.select_related(
            "report__body", "report__assignment__recommendation"
        )


class TrackerGroup(SnippetViewSetGroup):
    """The menu of the tracker."""

    items = (ResolutionViewSet, RecommendationViewSet, ReportViewSet, AssessmentViewSet)
    menu_icon = "clipboard-list"
    menu_label = _("Resolutions")
    menu_order = 300
    add_to_admin_menu = True


register_snippet(TrackerGroup)
