"""Forms of answers."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.domain.answers import MAX_NORM, MAX_TEXT, AnswerData, AnswerFault
from consultations.conclusions.messages import FAULT_FIELDS, FAULTS
from consultations.conclusions.models import AnswerWords, Disposition
from core.rules.models import ReasonCode
from core.web.forms import SiteForm


class AnswerForm(SiteForm):
    """The committee's position. `reasons`: those of the rules today; what is missing is judged by
    the service, and `show` puts it beside the fields."""

    disposition = forms.ChoiceField(
        label=_("Position"),
        choices=Disposition,
        widget=forms.RadioSelect,
        error_messages={"required": FAULTS[AnswerFault.UNKNOWN_DISPOSITION]},
    )
    reason_code = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        help_text=_("The reasons are grouped by position. A full acceptance needs none."),
    )
    text = forms.CharField(
        label=_("Reasoning"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Required unless the proposal is accepted in full. The author reads it."),
    )
    norm = forms.CharField(
        label=_("Norm it rests on"),
        required=False,
        max_length=MAX_NORM,
        widget=forms.TextInput,
    )
    expected_text = forms.CharField(
        label=_("Expected wording"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The words that the bill is expected to get, if anything is accepted."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    mark_optional = False

    def __init__(self, *args: Any, reasons: Sequence[ReasonCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_code"].choices = [("", _("not chosen")), *_grouped(reasons)]

    @staticmethod
    def initial_of(words: AnswerWords | None, version: int, proposed: str) -> dict[str, Any]:
        """The draft, or the published answer to be revised, or an empty one with the proposed
        wording; `version` of the group."""
        if words is None:
            return {"version": version, "expected_text": proposed}
        names = ("disposition", "reason_code", "text", "norm", "expected_text")
        return {"version": version, **{name: getattr(words, name) for name in names}}

    def answer_data(self) -> AnswerData:
        """What was typed. Where nothing is accepted there are no expected words: the field holds
        the proposed ones from the beginning."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if cleaned["disposition"] not in (Disposition.ACCEPTED, Disposition.PARTLY):
            cleaned["expected_text"] = ""
        return AnswerData(**cleaned)

    def kept(self) -> list[forms.BoundField]:
        """What was typed, as fields with a label and a value, for whoever takes other words."""
        return [self[name] for name in ("text", "norm", "expected_text")]

    def show(self, faults: Iterable[AnswerFault]) -> None:
        for fault in faults:
            self.add_error(FAULT_FIELDS[fault], FAULTS[fault])

    def rebase(self, version: int) -> None:
        """Makes the next save take the place of the draft with this number."""
        data = self.data.copy()
        data["version"] = str(version)
        self.data = data


def _grouped(reasons: Sequence[ReasonCode]) -> list[tuple[Any, list[tuple[str, str]]]]:
    order = list(Disposition.values)
    known = [reason for reason in reasons if reason.disposition in order]
    ranked = sorted(known, key=lambda reason: order.index(reason.disposition))
    return [
        (Disposition(disposition).label, [(reason.code, reason.label) for reason in group])
        for disposition, group in groupby(ranked, key=lambda reason: reason.disposition)
    ]
