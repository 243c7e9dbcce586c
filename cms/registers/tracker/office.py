"""Forms of the back office."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.registers.kit.forms import EntryForm
from cms.registers.kit.policy import reach_of
from cms.registers.tracker.domain.resolution import ResolutionError, parse_resolution
from cms.registers.tracker.errors import TrackerError
from cms.registers.tracker.messages import explain
from cms.registers.tracker.models import Assignment, Report
from cms.registers.tracker.services import fill_resolution


class ResolutionForm(EntryForm):
    """A new resolution is read from its text; the words of one that is there never change."""

    text = forms.CharField(
        label=gettext_lazy("Text of the resolution"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=gettext_lazy(
            "A direction is a line in quotation marks, an addressee a line that ends with a colon, "
            "a recommendation a line that begins with a dash. What stands before the first "
            "direction is left out."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("text", None)

    def clean_adopted_on(self) -> dt.date:
        return _not_later(self.cleaned_data["adopted_on"])

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            parse_resolution(text)
        except ResolutionError as error:
            raise ValidationError(explain(TrackerError(error.code, error.line))) from error
        return text

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "text" in self.cleaned_data:
            text = self.cleaned_data["text"]
            fill_resolution(resolution=self.instance, text=text, now=timezone.now())


class RecommendationForm(WagtailAdminModelForm):
    """To whom a recommendation is addressed, and which others say the same."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance in data.get("repeats", ()):
            self.add_error("repeats", _("A recommendation does not repeat itself."))
        return dict(data)


class ReportForm(EntryForm):
    """What a body says of its own work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assignment"]
        field.queryset = self._own_assignments(field.queryset)
        field.error_messages["invalid_choice"] = _(
            "Choose one of the recommendations that are addressed to you."
        )

    def _own_assignments(self, found: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        rows = found.select_related("body", "recommendation").order_by("recommendation__position")
        reach = reach_of(self.for_user) if self.for_user else None
        return rows if reach is None or reach.is_everywhere else rows.reported_by(reach.bodies)

    def clean_reported_on(self) -> dt.date:
        return _not_later(self.cleaned_data["reported_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        assignment: Assignment | None = data.get("assignment")
        body, reported_on = data.get("body"), data.get("reported_on")
        if assignment is None:
            return dict(data)
        resolution = assignment.recommendation.resolution
        if body and body.pk != (assignment.body_id or resolution.body_id):
            self.add_error("body", _("This recommendation is addressed to another body."))
        if reported_on and reported_on < resolution.adopted_on:
            self.add_error("reported_on", _("This is before the resolution was adopted."))
        return dict(data)


class AssessmentForm(EntryForm):
    """What those who follow the resolution say of a published report."""

    keeper_field = "report"
    keeper_lookup = "assignment__recommendation__resolution__body"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["report"]
        rows = field.queryset.public().select_related("body", "assignment__recommendation")
        field.queryset = rows.order_by("-reported_on", "-pk")
        field.error_messages["invalid_choice"] = _("Choose a published report.")

    def clean_assessed_on(self) -> dt.date:
        return _not_later(self.cleaned_data["assessed_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        report: Report | None = data.get("report")
        assessed_on = data.get("assessed_on")
        if report and assessed_on and assessed_on < report.reported_on:
            self.add_error("assessed_on", _("This is before the day of the report."))
        return dict(data)


def _not_later(day: dt.date) -> dt.date:
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))
    return day
