"""Forms of the back office."""

import datetime as dt
import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.registers.kit.forms import EntryForm
from cms.registers.kit.policy import reach_of
from cms.registers.tracker.domain.resolution import ResolutionError, parse_resolution
from cms.registers.tracker.errors import TrackerError
from cms.registers.tracker.messages import explain
from cms.registers.tracker.models import Assignment, Recommendation, Report
from cms.registers.tracker.services import fill_resolution

# Letters of a recommendation in a list to choose from.
_MOST: Final = 50
# «2.1.3», «forum-2018/2.1.3», or the whole address of the page of a recommendation.
_PLACE: Final = re.compile(r"(?:.*?(?P<slug>[-\w]+)/)?(?P<number>[^/\s]+)/?")


class ResolutionForm(EntryForm):
    """A new resolution is read from its text; the words of one that is there never change."""

    text = forms.CharField(
        label=gettext_lazy("Text of the resolution"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=gettext_lazy(
            "A direction is a line in quotation marks, an addressee a line that ends with a colon, "
            "a recommendation a line that begins with a dash. What stands before the first "
            "direction is left out. Once it is saved, the words of the recommendations stay."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("text", None)

    def clean_adopted_on(self) -> dt.date | None:
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

    same = forms.CharField(
        label=gettext_lazy("Says the same as"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Numbers of other recommendations of this resolution, such as 2.1.3, or addresses of "
            "recommendations of others; each on a line of its own."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["same"] = "\n".join(map(self._place, _by_place(self.instance)))

    def _place(self, other: Recommendation) -> str:
        is_near = other.resolution_id == self.instance.resolution_id
        return other.number if is_near else f"{other.resolution.slug}/{other.number}"

    def clean_same(self) -> list[Recommendation]:
        lines = str(self.cleaned_data["same"]).replace(",", "\n").split()
        found, wrong = {}, []
        for line in lines:
            other = self._find(line)
            if other is None or other.pk == self.instance.pk:
                wrong.append(line)
            else:
                found[other.pk] = other
        if wrong:
            raise ValidationError(
                _("There is no other recommendation at: %(places)s.") % {"places": ", ".join(wrong)}
            )
        return list(found.values())

    def _find(self, line: str) -> Recommendation | None:
        match = _PLACE.fullmatch(line)
        if match is None:
            return None
        near = {"resolution": self.instance.resolution_id}
        where = {"resolution__slug": match["slug"]} if match["slug"] else near
        return Recommendation.objects.filter(number=match["number"], **where).first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        formset = self.formsets.get("assignments")
        if formset is not None and formset.is_valid():
            for problem in _problems(formset):
                self.add_error(None, problem)
            self._check_days(formset)
        return dict(data)

    def _check_days(self, formset: Any) -> None:
        for form in formset.forms:
            day = form.cleaned_data.get("due_on")
            if day and day < self.instance.resolution.adopted_on:
                words = _("This is before the resolution was adopted.")
                form.add_error("due_on", words)
                self.add_error(None, words)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.repeats.set(self.cleaned_data["same"])


def _by_place(row: Recommendation) -> QuerySet[Recommendation]:
    return row.repeats.select_related("resolution").order_by("resolution", "position")


def _problems(formset: Any) -> list[str]:
    """What the rows of those who answer for a recommendation are wrong in together."""
    found = []
    gone = [form.instance for form in formset.deleted_forms if form.instance.pk]
    moved = [
        form.instance
        for form in formset.forms
        if form.instance.pk and {"body", "name"} & set(form.changed_data)
    ]
    reported = Report.objects.filter(assignment__in=[each.pk for each in (*gone, *moved)])
    if reported.exists():
        found.append(
            _("Somebody has reported already: who answers for it cannot be replaced or removed.")
        )
    kept = [form for form in formset.forms if form not in formset.deleted_forms]
    bodies = [form.cleaned_data["body"] for form in kept if form.cleaned_data.get("body")]
    if len(bodies) != len(set(bodies)):
        found.append(_("The same body is named twice."))
    return found


class ReportForm(EntryForm):
    """What a body says of its own work. Whose report it is follows from the recommendation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assignment"]
        field.queryset = self._own_assignments(field.queryset)
        field.label_from_instance = _label
        field.error_messages["invalid_choice"] = _(
            "Choose one of the recommendations that are addressed to you."
        )

    def _own_assignments(self, found: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Of public resolutions those on which the own bodies report (whoever oversees all and has
        no place in a body: all), and the one that is chosen already."""
        reach = reach_of(self.for_user) if self.for_user else None
        mine = found.filter(recommendation__resolution__live=True)
        if reach is not None and (reach.bodies or not reach.is_everywhere):
            mine = mine.reported_by(reach.bodies)
        shown = found.filter(Q(pk__in=mine.values("pk")) | Q(pk=self.instance.assignment_id))
        return shown.select_related("body", "recommendation__resolution").order_by(
            "-recommendation__resolution__adopted_on", "recommendation__position", "pk"
        )

    def clean_reported_on(self) -> dt.date | None:
        return _not_later(self.cleaned_data["reported_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        assignment: Assignment | None = data.get("assignment")
        if assignment is None:
            return dict(data)
        self.instance.body_id = assignment.reporter_id
        reported_on = data.get("reported_on")
        if reported_on and reported_on < assignment.recommendation.resolution.adopted_on:
            self.add_error("reported_on", _("This is before the resolution was adopted."))
        return dict(data)


def _label(assignment: Assignment) -> str:
    row = assignment.recommendation
    words = row.text if len(row.text) < _MOST else f"{row.text[:_MOST]}…"
    return f"{row.number} ({row.resolution.adopted_on.year}) {words} – {assignment.who}"


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

    def clean_assessed_on(self) -> dt.date | None:
        return _not_later(self.cleaned_data["assessed_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        report: Report | None = data.get("report")
        assessed_on = data.get("assessed_on")
        if report and assessed_on and assessed_on < report.reported_on:
            self.add_error("assessed_on", _("This is before the day of the report."))
        return dict(data)


def _not_later(day: dt.date | None) -> dt.date | None:
    if day is not None and day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))
    return day
