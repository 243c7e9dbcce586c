"""Forms of an opinion. Drafts may lack anything; what adoption needs is judged by the service."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.domain.opinions import DissentData, OpinionData, RemarkData
from consultations.expertise.models import Importance, MeetingForm, Recommendation
from core.web.forms import SiteForm, SiteFormMixin

MAX_LENGTH = 50_000
EXTRA_REMARKS = 2
MORE_REMARKS = 5
MAX_REMARKS = 300

Choices = Sequence[tuple[Any, Any]]


def _text(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget)


def _count(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=999, widget=widget
    )


def _id(value: Any) -> int | None:
    return int(value) if value else None


class OpinionForm(SiteForm):
    """The sections, the recommendation and the meeting. `members`: (id, name) of the council."""

    mark_optional = False

    findings = _text(
        _("Findings on conformity with law and respect for rights"),
        10,
        _("Objective and reasoned: what agrees with law and people's rights, what does not."),
    )
    consequences = _text(_("Assessment of social, economic, legal and other consequences"), 8)
    proposals = _text(_("Proposals to improve the bill"), 8)
    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        required=False,
        choices=Recommendation.choices,
        widget=forms.RadioSelect,
    )
    rapporteur = forms.TypedChoiceField(
        label=_("Expert (rapporteur)"), required=False, coerce=int, empty_value=None
    )
    number = forms.CharField(label=_("Number of the opinion"), required=False, max_length=40)
    meeting_on = _day(_("Date of the meeting"))
    meeting_form = forms.ChoiceField(label=_("Form of the meeting"), choices=MeetingForm)
    minutes_number = forms.CharField(
        label=_("Number of the minutes"), required=False, max_length=40
    )
    members_present = _count(_("Members present"))
    votes_for = _count(pgettext_lazy("vote", "For"))
    votes_against = _count(pgettext_lazy("vote", "Against"))
    votes_abstained = _count(pgettext_lazy("vote", "Abstained"))
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    SECTIONS = ("findings", "consequences", "proposals", "recommendation")
    MEETING = (
        "rapporteur", "number", "meeting_on", "meeting_form", "minutes_number", "members_present",
        "votes_for", "votes_against", "votes_abstained",
    )  # fmt: skip

    def __init__(self, *args: Any, members: Choices, quorum_help: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rapporteur"].choices = [("", _("not chosen")), *members]
        self.fields["members_present"].help_text = quorum_help

    @property
    def section_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SECTIONS]

    @property
    def meeting_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MEETING]

    @staticmethod
    def initial_of(data: OpinionData, revision: int) -> dict[str, Any]:
        names = (*OpinionForm.SECTIONS, *OpinionForm.MEETING)
        found = {name: getattr(data, name) for name in names if name != "rapporteur"}
        return found | {"rapporteur": data.rapporteur_id, "revision": revision}


class RemarkForm(SiteFormMixin, forms.Form):
    """One remark; a row without text and wording is no remark. `provisions`: grouped choices."""

    mark_optional = False

    provision = forms.TypedChoiceField(
        label=_("Provision"), required=False, coerce=int, empty_value=None
    )
    text = _text(_("Remark"), 3)
    proposed_text = _text(_("Proposed wording"), 3)
    importance = forms.ChoiceField(
        label=_("Importance"), choices=Importance, initial=Importance.MEDIUM
    )

    def __init__(self, *args: Any, provisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provision"].choices = provisions

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("proposed_text") and not cleaned.get("text"):
            self.add_error("text", _("Explain the proposed wording in a remark."))
        return cleaned

    @property
    def is_remark(self) -> bool:
        """Whether the row was filled in and is not marked for deletion."""
        cleaned = self.cleaned_data
        return bool(cleaned.get("text")) and not cleaned.get("DELETE")

    @property
    def data_of(self) -> RemarkData:
        cleaned = self.cleaned_data
        return RemarkData(
            text=cleaned["text"],
            provision_id=_id(cleaned["provision"]),
            proposed_text=cleaned["proposed_text"],
            importance=cleaned["importance"],
        )


class DissentForm(SiteFormMixin, forms.Form):
    """One dissenting opinion. `members`: (id, name) of the council."""

    mark_optional = False

    member = forms.TypedChoiceField(label=_("Member"), required=False, coerce=int, empty_value=None)
    text = _text(_("Dissenting opinion"), 4)
    filed_on = _day(_("Filed on"))

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", _("not chosen")), *members]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [bool(cleaned.get(name)) for name in ("member", "text", "filed_on")]
        if any(given) and not all(given) and not cleaned.get("DELETE") and not self.errors:
            message = _("Name the member, the text and the day of filing.")
            for name, present in zip(("member", "text", "filed_on"), given, strict=True):
                if not present:
                    self.add_error(name, message)
        return cleaned

    @property
    def is_dissent(self) -> bool:
        cleaned = self.cleaned_data
        return bool(cleaned.get("text")) and not cleaned.get("DELETE")

    @property
    def data_of(self) -> DissentData:
        cleaned = self.cleaned_data
        filed_on: dt.date = cleaned["filed_on"]
        return DissentData(int(cleaned["member"]), cleaned["text"], filed_on)


class _Rows(BaseFormSet):
    """Rows with a plain «delete this row» box that are never required."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Delete this row")


def _formset(form: type[forms.Form], extra: int, most: int) -> type[BaseFormSet]:
    return forms.formset_factory(
        form, formset=_Rows, extra=extra, can_delete=True, max_num=most, absolute_max=most + 50
    )


class OpinionEditor:
    """The whole page as one form: the opinion, its remarks, its dissents.

    `members` and `provisions` are choices; `more` asks for additional empty rows of remarks.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        initial: OpinionData,
        revision: int,
        members: Choices,
        provisions: Choices,
        quorum_help: str = "",
        more: bool = False,
    ) -> None:
        self.form = OpinionForm(
            data,
            initial=OpinionForm.initial_of(initial, revision),
            members=members,
            quorum_help=quorum_help,
        )
        extra = MORE_REMARKS if more else EXTRA_REMARKS
        self.remarks = _formset(RemarkForm, extra, MAX_REMARKS)(
            data,
            prefix="remarks",
            initial=[
                {
                    "provision": remark.provision_id,
                    "text": remark.text,
                    "proposed_text": remark.proposed_text,
                    "importance": remark.importance,
                }
                for remark in initial.remarks
            ],
            form_kwargs={"provisions": provisions},
        )
        self.dissents = _formset(DissentForm, 1, 100)(
            data,
            prefix="dissents",
            initial=[
                {"member": item.member_id, "text": item.text, "filed_on": item.filed_on}
                for item in initial.dissents
            ],
            form_kwargs={"members": members},
        )

    @property
    def forms(self) -> list[forms.Form]:
        """All forms in the order of the page, for the error summary."""
        return [self.form, *self.remarks.forms, *self.dissents.forms]

    def is_valid(self) -> bool:
        # Every part is looked at, so that all errors are shown at once.
        verdicts = [part.is_valid() for part in (self.form, self.remarks, self.dissents)]
        return all(verdicts)

    @property
    def revision(self) -> int:
        return int(self.form.cleaned_data["revision"])

    def opinion_data(self) -> OpinionData:
        """What was typed; only after `is_valid`."""
        cleaned = dict(self.form.cleaned_data)
        cleaned.pop("revision")
        rapporteur = _id(cleaned.pop("rapporteur"))
        counts = ("members_present", "votes_for", "votes_against", "votes_abstained")
        cleaned.update({name: cleaned[name] or 0 for name in counts})
        return OpinionData(
            **cleaned,
            rapporteur_id=rapporteur,
            remarks=tuple(form.data_of for form in self.remarks if form.is_remark),
            dissents=tuple(form.data_of for form in self.dissents if form.is_dissent),
        )

    def rebase(self, revision: int) -> None:
        """Makes the next save replace the text with this number."""
        data = self.form.data.copy()
        data["revision"] = str(revision)
        self.form.data = data
