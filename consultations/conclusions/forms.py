"""Forms of answers and of the signature."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.domain.answers import AnswerData, AnswerFault
from consultations.conclusions.messages import FAULT_FIELDS, FAULTS
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem, Disposition
from consultations.conclusions.services.grouping import LONGEST_TITLE
from core.rules.models import ReasonCode
from core.web.forms import SiteForm

MAX_LENGTH = 20_000


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
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Required unless the proposal is accepted in full. The author reads it."),
    )
    norm = forms.CharField(
        label=_("Norm it rests on"),
        required=False,
        max_length=500,
        widget=forms.TextInput,
    )
    expected_text = forms.CharField(
        label=_("Expected wording"),
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The words that the bill is expected to get, if anything is accepted."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    mark_optional = False

    def __init__(self, *args: Any, reasons: Sequence[ReasonCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_code"].choices = [("", _("not chosen")), *_grouped(reasons)]

    @staticmethod
    def initial_of(answer: Answer | None, proposed: str) -> dict[str, Any]:
        """The present answer to be revised, or an empty one with the proposed wording."""
        if answer is None:
            return {"revision": 0, "expected_text": proposed}
        names = ("disposition", "reason_code", "text", "norm", "expected_text", "revision")
        return {name: getattr(answer, name) for name in names}

    def answer_data(self) -> AnswerData:
        """What was typed. Where nothing is accepted there are no expected words: the field holds
        the proposed ones from the beginning."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        if cleaned["disposition"] not in (Disposition.ACCEPTED, Disposition.PARTLY):
            cleaned["expected_text"] = ""
        return AnswerData(**cleaned)

    def show(self, faults: Iterable[AnswerFault]) -> None:
        for fault in faults:
            self.add_error(FAULT_FIELDS[fault], FAULTS[fault])

    def rebase(self, revision: int) -> None:
        """Makes the next save supersede the answer with this number."""
        data = self.data.copy()
        data["revision"] = str(revision)
        self.data = data


def _grouped(reasons: Sequence[ReasonCode]) -> list[tuple[Any, list[tuple[str, str]]]]:
    order = list(Disposition.values)
    known = [reason for reason in reasons if reason.disposition in order]
    ranked = sorted(known, key=lambda reason: order.index(reason.disposition))
    return [
        (Disposition(disposition).label, [(reason.code, reason.label) for reason in group])
        for disposition, group in groupby(ranked, key=lambda reason: reason.disposition)
    ]


class AnswersFilter(SiteForm):
    """Which proposals and remarks the list shows. `provisions`: (id, citation) of those that have
    any."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Waiting for an answer")),
            ("answered", _("Answered")),
            ("all", _("All of them")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("From whom"),
        required=False,
        choices=[
            ("", _("From everybody")),
            ("proposals", _("Proposals of participants")),
            ("remarks", _("Remarks of councils")),
        ],
    )
    people = forms.ChoiceField(
        label=_("How many say it"),
        required=False,
        choices=[("", _("Any number")), ("one", _("One person")), ("many", _("Several people"))],
    )
    on = forms.ChoiceField(label=_("Provision"), required=False)

    mark_optional = False

    def __init__(self, *args: Any, provisions: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [
            ("", _("The whole text")),
            ("whole", _("The bill as a whole")),
            *provisions,
        ]


class MergeForm(SiteForm):
    """Which groups of the same provision come into `group`."""

    sources = forms.ModelMultipleChoiceField(queryset=ArgumentGroup.objects.none())

    def __init__(self, *args: Any, group: ArgumentGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = ArgumentGroup.objects.filter(consultation=group.consultation_id)
        self.fields["sources"].queryset = beside.exclude(pk=group.pk)


class TitleForm(SiteForm):
    """What the argument is, in short."""

    title = forms.CharField(
        label=_("What is proposed, in short"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=_("Everybody reads it, in the place of the first words of a proposal."),
    )


class MembersForm(SiteForm):
    """Which members leave the group, and where they go. `choices`: (id, words) of other groups."""

    items = forms.ModelMultipleChoiceField(
        queryset=ArgumentItem.objects.none(),
        error_messages={"required": _("Choose at least one proposal.")},
    )
    target = forms.ModelChoiceField(
        label=_("Where to"),
        queryset=ArgumentGroup.objects.none(),
        required=False,
        empty_label=_("to a group of their own"),
    )
    title = forms.CharField(
        label=_("Name of the new group"), required=False, max_length=LONGEST_TITLE
    )

    mark_optional = False

    def __init__(
        self, *args: Any, group: ArgumentGroup, choices: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = ArgumentItem.objects.filter(group=group)
        target = self.fields["target"]
        target.queryset = ArgumentGroup.objects.filter(pk__in=[pk for pk, _words in choices])
        target.choices = [("", target.empty_label), *choices]


class SignForm(SiteForm):
    """The number under which the conclusion is signed."""

    number = forms.CharField(
        label=_("Number of the conclusion"),
        max_length=60,
        help_text=_("As in the organiser's register."),
    )
    checked = forms.BooleanField(
        label=_("I have read the conclusion; after the signature nothing in it can be changed"),
        error_messages={"required": _("Confirm that you have read the conclusion.")},
    )
