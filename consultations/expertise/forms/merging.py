"""Deciding on what two people changed differently."""

import json
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.expertise.domain.merging import Conflict, resolve
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.domain.serialise import MalformedOpinion, from_json, to_json
from consultations.expertise.forms.fields import MAX_LENGTH
from core.web.forms import SiteForm

MINE, THEIRS, EDIT = "mine", "theirs", "edit"
# Fields whose words can be written anew; of days, people and codes one side is taken.
EDITABLE: Final = frozenset(
    {
        "findings", "consequences", "proposals", "materials", "place", "number", "minutes_number",
        "accreditation_expert", "accreditation_number", "text", "proposed_text", "norm",
        "quotation", "remedy", "note",
    }
)  # fmt: skip


def is_editable(conflict: Conflict) -> bool:
    return (conflict.field or conflict.part) in EDITABLE and not conflict.is_row


class MergeState(SiteForm):
    """What a merge goes on from: the own text, the number of the draft that it was made from, and
    of the draft that a colleague saved meanwhile."""

    mine = forms.CharField(widget=forms.HiddenInput)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_of(mine: OpinionData, base: int, revision: int) -> dict[str, Any]:
        return {"mine": json.dumps(to_json(mine)), "base": base, "revision": revision}

    def clean_mine(self) -> OpinionData:
        try:
            return from_json(json.loads(self.cleaned_data["mine"]))
        except (MalformedOpinion, ValueError, RecursionError) as error:
            raise forms.ValidationError(_("The text cannot be read.")) from error


class MergeForm(SiteForm):
    """A choice for every conflict: the own text, the saved one, or new words."""

    mark_optional = False

    def __init__(self, *args: Any, conflicts: Iterable[Conflict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = list(conflicts)
        for number, conflict in enumerate(self.conflicts):
            choices = [(MINE, _("my text")), (THEIRS, _("the saved text"))]
            if is_editable(conflict):
                choices.append((EDIT, _("other words:")))
            self.fields[f"choice-{number}"] = forms.ChoiceField(
                label=_("What stays?"), choices=choices, widget=forms.RadioSelect
            )
            if is_editable(conflict):
                self.fields[f"words-{number}"] = forms.CharField(
                    label=_("Other words"),
                    required=False,
                    max_length=MAX_LENGTH,
                    initial=conflict.mine,
                    widget=forms.Textarea(attrs={"rows": 5}),
                )

    def fields_of(self, number: int) -> list[forms.BoundField]:
        """The fields of one conflict."""
        names = (f"choice-{number}", f"words-{number}")
        return [self[name] for name in names if name in self.fields]

    def resolved(self, data: OpinionData) -> OpinionData:
        """`data` of the merge with everything decided; only of a valid form."""
        for number, conflict in enumerate(self.conflicts):
            choice = self.cleaned_data[f"choice-{number}"]
            if choice == EDIT:
                value: Any = self.cleaned_data[f"words-{number}"]
            else:
                value = conflict.mine if choice == MINE else conflict.theirs
            data = resolve(data, conflict, value)
        return data
