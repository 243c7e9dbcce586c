"""Choosing citizens' comments, and what the council thinks of each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.expertise.domain.opinions import ConsideredData
from consultations.expertise.forms.fields import Choices, choice_field
from consultations.expertise.models import Consideration
from core.web.forms import SiteForm


class ChooseForm(SiteForm):
    """Which proposals are listed. `provisions`: grouped choices."""

    mark_optional = False

    on = choice_field(_("Provision"))
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("supported", _("most supported first")), ("", _("newest first"))],
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all proposals")), ("considered", _("those considered"))],
    )

    def __init__(self, *args: Any, provisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _whole, *groups = provisions
        self.fields["on"].choices = [("", _("any")), *groups]


class ConsiderForm(SiteForm):
    """What the council thinks of one proposal."""

    mark_optional = False

    comment = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)
    result = forms.ChoiceField(label=_("Position of the council"), choices=Consideration)
    note = forms.CharField(
        label=_("Short note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def data_of(self) -> ConsideredData:
        cleaned = self.cleaned_data
        return ConsideredData(cleaned["comment"], cleaned["result"], cleaned["note"])
