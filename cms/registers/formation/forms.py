from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.registers.formation import selectors
from cms.registers.formation.models import Outcome

_MOST = 200


class FilterForm(forms.Form):
    """What the list of competitions is narrowed by; a wrong value narrows nothing."""

    q = forms.CharField(label=_("Words"), max_length=_MOST, required=False)
    council = forms.TypedChoiceField(
        label=_("Council"), required=False, coerce=int, empty_value=None
    )
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    year = forms.TypedChoiceField(
        label=_("Announced in"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        every = ("", _("All"))
        fields: dict[str, Any] = self.fields
        fields["council"].choices = [every, *((row.pk, row) for row in selectors.councils())]
        fields["outcome"].choices = [every, *Outcome.choices]
        fields["year"].choices = [every, *((year, year) for year in selectors.years())]

    def filters(self) -> selectors.Filters:
        self.is_valid()
        data = self.cleaned_data
        return selectors.Filters(
            words=data.get("q", ""),
            council=data.get("council"),
            outcome=data.get("outcome", ""),
            year=data.get("year"),
        )
