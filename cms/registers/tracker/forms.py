from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.registers.tracker import selectors
from cms.registers.tracker.models import Resolution, Status

_MOST = 200


class FilterForm(forms.Form):
    """What the table and the board are narrowed by; a wrong value narrows nothing."""

    q = forms.CharField(label=_("Words"), max_length=_MOST, required=False)
    direction = forms.TypedChoiceField(
        label=_("Direction"), required=False, coerce=int, empty_value=None
    )
    body = forms.TypedChoiceField(
        label=_("Addressee"), required=False, coerce=int, empty_value=None
    )
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, data: Any, resolution: Resolution) -> None:
        super().__init__(data)
        every = ("", _("All"))
        fields: dict[str, Any] = self.fields
        fields["direction"].choices = [
            every,
            *((each.number, each) for each in selectors.directions(resolution)),
        ]
        fields["body"].choices = [
            every,
            *((each.pk, each) for each in selectors.addressed_bodies(resolution)),
        ]
        fields["status"].choices = [every, *Status.choices]

    def filters(self) -> selectors.Filters:
        self.is_valid()
        data = self.cleaned_data
        return selectors.Filters(
            words=data.get("q", ""),
            direction=data.get("direction"),
            body=data.get("body"),
            status=data.get("status", ""),
        )
