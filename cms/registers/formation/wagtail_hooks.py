"""The formation of councils in Wagtail's back office."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.registers.formation import office, selectors
from cms.registers.formation.models import Competition, Nomination, SeatRule
from cms.registers.formation.presenters import share_notice
from cms.registers.kit.policy import reach_of
from cms.registers.kit.viewsets import EntryViewSet
from core.accounts.models import Council
from core.accounts.models.bodies import CONTROL_SUBJECTS


def _stage(heading: Any, *names: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in names], heading=heading)


class CompetitionViewSet(EntryViewSet):
    """Competitions for seats in councils."""

    model = Competition
    icon = "group"
    menu_label = _("Competitions")
    list_display = ("title", "council", "announced_on", "outcome", "live")
    list_filter = ("outcome", "live")
    search_fields = ("title", "act")
    edit_handler = ObjectList(
        [
            FieldPanel("council"),
            FieldPanel("title"),
            FieldPanel("act"),
            FieldPanel("seats"),
            FieldPanel("requirements"),
            _stage(_("Announcement"), "announced_on", "announce_result"),
            _stage(
                _("Proposing candidates"),
                "nominations_from",
                "nominations_until",
                "nominate_result",
            ),
            _stage(_("Checking candidates"), "checked_on", "check_result"),
            _stage(_("Approving the composition"), "approved_on", "approve_result"),
            _stage(_("Outcome"), "outcome", "outcome_reason"),
            InlinePanel("documents", heading=_("Documents"), label=_("Document")),
        ],
        base_form_class=office.CompetitionForm,
    )

    def rows(self) -> QuerySet[Any]:
        return Competition.objects.select_related("council")


class NominationViewSet(EntryViewSet):
    """Candidates by the organisations that propose them."""

    model = Nomination
    icon = "user"
    menu_label = _("Nominations")
    list_display = ("__str__", "competition", "is_public_association", "decision", "live")
    list_filter = ("competition", "decision", "is_public_association", "live")
    search_fields = ("organisation", "ogrn")
    edit_handler = ObjectList(
        [
            FieldPanel("competition"),
            FieldPanel("number"),
            _stage(
                _("Who proposes the candidate"),
                "organisation",
                "ogrn",
                "is_public_association",
            ),
            _stage(_("Candidate"), "candidate", "consented_on"),
            _stage(_("What became of it"), "decision", "reason", "membership"),
        ],
        base_form_class=office.NominationForm,
    )

    def rows(self) -> QuerySet[Any]:
        return Nomination.objects.select_related("competition")


class SeatRuleViewSet(EntryViewSet):
    """In which councils one person may not sit at once."""

    model = SeatRule
    icon = "no-view"
    menu_label = _("Seats in several councils")
    list_display = ("council", "basis", "starts_on", "ends_on", "live")
    edit_handler = ObjectList(
        [
            FieldPanel("council"),
            FieldPanel("others"),
            FieldPanel("basis"),
            FieldPanel("starts_on"),
            FieldPanel("ends_on"),
        ],
        base_form_class=office.SeatRuleForm,
    )

    def rows(self) -> QuerySet[Any]:
        return SeatRule.objects.select_related("council")


class FormationGroup(SnippetViewSetGroup):
    """The menu of the formation of councils."""

    items = (CompetitionViewSet, NominationViewSet, SeatRuleViewSet)
    menu_icon = "group"
    menu_label = _("Formation of councils")
    menu_order = 310
    add_to_admin_menu = True


register_snippet(FormationGroup)


class AlertsPanel(Component):
    """What is the matter with the composition of the councils that somebody keeps."""

    name = "council_alerts"
    order = 120
    template_name = "cms/formation/admin_alerts.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        reach, today = reach_of(parent_context["request"].user), timezone.localdate()
        councils = Council.objects.filter(kind__in=CONTROL_SUBJECTS)
        if not reach.is_everywhere:
            councils = councils.filter(pk__in=reach.bodies)
        ids = list(councils.values_list("pk", flat=True))
        alerts = selectors.open_alerts(councils, today)
        return {
            "alerts": [(council, notice[1]) for council, found in alerts
                       if (notice := share_notice(found))],
            "doubles": selectors.double_seats(ids, today),
        }  # fmt: skip


@hooks.register("construct_homepage_panels")
def show_alerts(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(AlertsPanel())
