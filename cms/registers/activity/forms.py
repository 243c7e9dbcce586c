from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.registers.activity import selectors
from cms.registers.activity.models import ControlForm, MeetingForm

_MOST = 200


def _choice(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


class _Narrowing(forms.Form):
    """What a list is narrowed by; a wrong value narrows nothing."""

    def offer(self, name: str, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices]

    def filters(self) -> selectors.Filters:
        self.is_valid()
        data = self.cleaned_data
        return selectors.Filters(
            words=data.get("q", ""),
            council=data.get("council"),
            form=data.get("form", ""),
            year=data.get("year"),
        )


class MeetingsForm(_Narrowing):
    q = forms.CharField(label=_("Words"), max_length=_MOST, required=False)
    council = _choice(_("Council"))
    form = forms.ChoiceField(label=_("Form"), required=False)
    year = _choice(_("Year"))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.offer("council", ((row.pk, row) for row in selectors.meeting_councils()))
        self.offer("form", MeetingForm.choices)
        self.offer("year", ((year, year) for year in selectors.meeting_years()))


class WorksForm(_Narrowing):
    council = _choice(_("Council"))
    form = forms.ChoiceField(label=_("Form of public control"), required=False)
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1990, max_value=2200,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.offer("council", ((row.pk, row) for row in selectors.control_councils()))
        self.offer("form", ControlForm.choices)


class TableForm(_Narrowing):
    """Of all councils one year is shown."""

    council = _choice(_("Council"))
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1990, max_value=2200,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Empty: the latest; of one council all."),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.offer("council", ((row.pk, row) for row in selectors.control_councils()))
