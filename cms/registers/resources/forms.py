from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.registers.resources import selectors

_MOST = 200


def _choice(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


def _offer(form: forms.Form, name: str, choices: Any) -> None:
    field: Any = form.fields[name]
    field.choices = [("", _("All")), *choices]


class PremisesFilterForm(forms.Form):
    """What the list is narrowed by; a wrong value narrows nothing."""

    q = forms.CharField(label=_("Words"), max_length=_MOST, required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    body = _choice(_("Who offers it"))
    accessible = forms.BooleanField(label=_("accessible for people in wheelchairs"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        _offer(self, "municipality", ((name, name) for name in selectors.municipalities()))
        _offer(self, "body", ((row.pk, row) for row in selectors.offering_bodies()))

    def filters(self) -> selectors.PremisesFilters:
        self.is_valid()
        data = self.cleaned_data
        return selectors.PremisesFilters(
            words=data.get("q", ""),
            municipality=data.get("municipality", ""),
            body=data.get("body"),
            is_accessible=data.get("accessible", False),
        )


class PracticeFilterForm(forms.Form):
    q = forms.CharField(label=_("Words"), max_length=_MOST, required=False)
    council = _choice(_("Council"))
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1990, max_value=2200,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        _offer(self, "council", ((row.pk, row) for row in selectors.practice_councils()))

    def filters(self) -> selectors.PracticeFilters:
        self.is_valid()
        data = self.cleaned_data
        return selectors.PracticeFilters(
            words=data.get("q", ""), council=data.get("council"), year=data.get("year")
        )
