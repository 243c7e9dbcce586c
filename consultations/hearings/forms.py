"""Forms of minutes. Whether they hold together is judged by the service."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.hearings.domain.minutes import Found, MinutesData, RecommendationData
from consultations.hearings.messages import FAULTS
from core.uploads.forms import FilesField
from core.uploads.intake import SCANNED, CheckedFile
from core.web.formpages import day_field, line_field, text_field
from core.web.forms import SiteForm, SiteFormMixin

MOST_ROWS: Final = 100
EXTRA_ROWS: Final = 1
_MOST_PEOPLE: Final = 100_000


def _time_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=widget)


def _count_field(label: Any, *, required: bool = False) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=_MOST_PEOPLE, widget=widget
    )


class MinutesForm(SiteForm):
    """The draft of the minutes, which may lack anything."""

    mark_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    number = line_field(_("Number of the minutes"), required=False, most=60)
    held_on = day_field(_("Held on"), required=False)
    started_at = _time_field(_("Beginning"))
    ended_at = _time_field(pgettext_lazy("time", "End"))
    place = line_field(_("Where it was held"), required=False)
    chair_name = line_field(_("Presided"), required=False, most=200)
    secretary_name = line_field(_("Took the minutes"), required=False, most=200)
    attending = _count_field(_("Took part, people"))
    officials = text_field(
        _("Official participants"),
        rows=4,
        required=False,
        help_text=_("Representatives of authorities, one to a line: name, post, body."),
    )
    question = text_field(_("Question put to the hearings"), rows=3, required=False)
    course = text_field(
        _("Course in short"),
        rows=10,
        required=False,
        most=50_000,
        help_text=_("Who spoke and what was said; no private addresses and telephones."),
    )
    sheets = FilesField(
        label=_("Signed sheets (PDF or a picture)"),
        required=False,
        allowed=SCANNED,
        help_text=_("One file; a new one takes the place of the one before."),
    )

    def data_of(self, rows: Sequence[RecommendationData]) -> MinutesData:
        names = (
            "held_on", "started_at", "ended_at", "place", "number", "chair_name",
            "secretary_name", "attending", "officials", "question", "course",
        )  # fmt: skip
        values = {name: self.cleaned_data[name] for name in names}
        return MinutesData(**values, recommendations=tuple(rows))

    @property
    def file(self) -> CheckedFile | None:
        return next(iter(self.cleaned_data["sheets"]), None)

    def clean_sheets(self) -> list[CheckedFile]:
        files = self.cleaned_data["sheets"]
        if len(files) > 1:
            raise forms.ValidationError(_("Choose one file: join the sheets before."))
        return files

    def rebase(self, version: int) -> None:
        """Makes the next save take the place of the draft with this number."""
        data = self.data.copy()
        data["version"] = str(version)
        self.data = data


class RecommendationForm(SiteFormMixin, forms.Form):
    """A recommendation with its vote; a row without a word or a vote is none. `provisions`:
    choices."""

    mark_optional = False

    pk = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=_("Place in the list"),
        required=False,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
    )
    provision = forms.TypedChoiceField(
        label=_("Provision"), required=False, coerce=int, empty_value=None
    )
    text = text_field(_("Recommendation"), rows=3, required=False)
    proposed_text = text_field(_("Proposed wording"), rows=3, required=False)
    votes_for = _count_field(pgettext_lazy("votes", "For"))
    votes_against = _count_field(pgettext_lazy("votes", "Against"))
    votes_abstained = _count_field(pgettext_lazy("votes", "Abstained"))

    def __init__(self, *args: Any, provisions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provision"].choices = [("", _("The bill as a whole")), *provisions]

    @property
    def is_given(self) -> bool:
        cleaned = self.cleaned_data
        names = ("text", "proposed_text", "votes_for", "votes_against", "votes_abstained")
        return any(cleaned.get(name) for name in names) and not cleaned.get("DELETE")

    @property
    def data_of(self) -> RecommendationData:
        cleaned = self.cleaned_data
        return RecommendationData(
            text=cleaned["text"],
            provision_id=cleaned["provision"],
            proposed_text=cleaned["proposed_text"],
            votes_for=cleaned["votes_for"] or 0,
            votes_against=cleaned["votes_against"] or 0,
            votes_abstained=cleaned["votes_abstained"] or 0,
            pk=cleaned["pk"],
        )


class _Rows(BaseFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Delete this recommendation")

    @cached_property
    def given(self) -> list[Any]:
        """The forms that say something, in the order of their places; only of valid rows."""
        rows = [form for form in self if form.is_given]
        last = len(self.forms)
        return sorted(rows, key=lambda form: form.cleaned_data["place"] or last)


RecommendationRows = forms.formset_factory(
    RecommendationForm,
    formset=_Rows,
    extra=EXTRA_ROWS,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS + 50,
)


class MinutesEditor:
    """The form of the minutes with the rows of its recommendations."""

    def __init__(
        self,
        *,
        data: MinutesData,
        version: int,
        provisions: Sequence[tuple[int, str]],
        posted: Any = None,
        files: Any = None,
    ) -> None:
        names = [name for name in MinutesForm.base_fields if hasattr(data, name)]
        initial = {name: getattr(data, name) for name in names} | {"version": version}
        self.form = MinutesForm(posted, files, initial=initial)
        self.rows: Any = RecommendationRows(
            posted,
            prefix="rows",
            initial=[_initial(row, place) for place, row in enumerate(data.recommendations, 1)],
            form_kwargs={"provisions": provisions},
        )

    @property
    def forms(self) -> list[Any]:
        return [self.form, *self.rows.forms]

    def is_valid(self) -> bool:
        is_whole = self.form.is_valid()
        return bool(self.rows.is_valid()) and is_whole

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors or self.rows.total_error_count())

    @property
    def data(self) -> MinutesData:
        return self.form.data_of([row.data_of for row in self.rows.given])

    def add_faults(self, found: Sequence[Found]) -> None:
        """Puts what the service found at the fields that it is about."""
        for each in found:
            name, sentence = FAULTS[each.fault]
            form = self.form if each.row is None else self.rows.given[each.row]
            form.add_error(name, sentence)


def _initial(row: RecommendationData, place: int) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "place": place,
        "provision": row.provision_id,
        "text": row.text,
        "proposed_text": row.proposed_text,
        "votes_for": row.votes_for,
        "votes_against": row.votes_against,
        "votes_abstained": row.votes_abstained,
    }


class CorrectionForm(SiteForm):
    """Why signed minutes are corrected."""

    reason = text_field(
        _("Why the minutes are corrected"), rows=3, help_text=_("It is public."), most=2000
    )
