"""Rows of an opinion: items of the checklist, corruption factors, remarks, ballots, dissents."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.domain.opinions import (
    PRESENT,
    AssessmentData,
    BallotData,
    DissentData,
    FactorData,
    RemarkData,
)
from consultations.expertise.forms.fields import (
    Choices,
    as_id,
    choice_field,
    day_field,
    line_field,
    not_chosen,
    row_key,
    text_field,
)
from consultations.expertise.models import Attendance, Choice, Importance, Verdict
from core.web.forms import SiteFormMixin


class AssessmentForm(SiteFormMixin, forms.Form):
    """What is said to one item of the checklist (`item`: core.rules.models.ChecklistItem)."""

    mark_optional = False

    verdict = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=Verdict, initial=Verdict.NOT_ASSESSED
    )
    text = text_field(_("Explanation"), 2)

    def __init__(self, *args: Any, item: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item

    @property
    def data_of(self) -> AssessmentData:
        verdict = self.cleaned_data["verdict"] or Verdict.NOT_ASSESSED.value
        return AssessmentData(self.item.code, verdict, self.cleaned_data["text"])


class FactorForm(SiteFormMixin, forms.Form):
    """A corruption factor that was found. `factors`, `provisions`: choices."""

    mark_optional = False

    pk = row_key()
    factor = forms.ChoiceField(label=_("Corruption factor"), required=False)
    provision = choice_field(_("Provision"))
    quotation = text_field(
        _("Quotation from the bill"),
        2,
        _("As they stand in the provision; «…» where you leave out."),
    )
    text = text_field(_("Why this is a corruption factor"), 3)
    remedy = text_field(
        _("How to remove it"), 2, _("Only a remedy obliges the body to a reasoned reply.")
    )

    def __init__(self, *args: Any, factors: Choices, provisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"].choices = not_chosen(factors)
        self.fields["provision"].choices = provisions

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = [cleaned.get(name) for name in ("factor", "quotation", "text", "remedy")]
        if any(typed) and not cleaned.get("DELETE"):
            if not cleaned.get("factor"):
                self.add_error("factor", _("Choose which factor it is."))
            if not cleaned.get("text"):
                self.add_error("text", _("Explain why this is a corruption factor."))
        return cleaned

    @property
    def is_given(self) -> bool:
        return bool(self.cleaned_data.get("text")) and not self.cleaned_data.get("DELETE")

    @property
    def data_of(self) -> FactorData:
        cleaned = self.cleaned_data
        return FactorData(
            factor=cleaned["factor"],
            text=cleaned["text"],
            provision_id=as_id(cleaned["provision"]),
            quotation=cleaned["quotation"],
            remedy=cleaned["remedy"],
            pk=cleaned["pk"],
        )


class RemarkForm(SiteFormMixin, forms.Form):
    """One remark; a row without text and wording is no remark. `provisions`: grouped choices."""

    mark_optional = False

    pk = row_key()
    provision = choice_field(_("Provision"))
    text = text_field(_("Remark"), 3)
    norm = line_field(_("Norm that it rests on"), 500)
    proposed_text = text_field(_("Proposed wording"), 3)
    importance = forms.ChoiceField(
        label=_("Importance"), choices=Importance, initial=Importance.MEDIUM
    )

    def __init__(self, *args: Any, provisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provision"].choices = provisions

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("proposed_text") and not cleaned.get("text") and not cleaned.get("DELETE"):
            self.add_error("text", _("Explain the proposed wording in a remark."))
        return cleaned

    @property
    def is_given(self) -> bool:
        """Whether the row was filled in and is not marked for deletion."""
        return bool(self.cleaned_data.get("text")) and not self.cleaned_data.get("DELETE")

    @property
    def data_of(self) -> RemarkData:
        cleaned = self.cleaned_data
        return RemarkData(
            text=cleaned["text"],
            provision_id=as_id(cleaned["provision"]),
            proposed_text=cleaned["proposed_text"],
            importance=cleaned["importance"],
            norm=cleaned["norm"],
            pk=cleaned["pk"],
        )


class BallotForm(SiteFormMixin, forms.Form):
    """A member at the sitting. `member`: Membership; `in_conflict`: has declared a conflict."""

    mark_optional = False

    attendance = forms.ChoiceField(
        label=_("Attendance"),
        required=False,
        choices=[("", _("not recorded")), *Attendance.choices],
    )
    vote = forms.ChoiceField(
        label=pgettext_lazy("member", "Vote"),
        required=False,
        choices=[("", pgettext_lazy("vote", "none")), *Choice.choices],
    )

    def __init__(self, *args: Any, member: Any, in_conflict: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.in_conflict = in_conflict
        # A screen reader hears whose vote it is; the eye sees it in the row.
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {member.user}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("vote") and cleaned.get("attendance") not in ("", None, PRESENT):
            self.add_error("vote", _("Only those who are present vote."))
        return cleaned

    @property
    def is_given(self) -> bool:
        return bool(self.cleaned_data.get("attendance") or self.cleaned_data.get("vote"))

    @property
    def data_of(self) -> BallotData:
        """Whoever voted was present."""
        cleaned = self.cleaned_data
        return BallotData(self.member.pk, cleaned["attendance"] or PRESENT, cleaned["vote"])


class DissentForm(SiteFormMixin, forms.Form):
    """One dissenting opinion. `members`: (id, name) of the council."""

    mark_optional = False

    member = choice_field(_("Member"))
    text = text_field(_("Dissenting opinion"), 4)
    filed_on = day_field(_("Filed on"))

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = not_chosen(members)

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
    def is_given(self) -> bool:
        cleaned = self.cleaned_data
        return bool(cleaned.get("text")) and not cleaned.get("DELETE")

    @property
    def data_of(self) -> DissentData:
        cleaned = self.cleaned_data
        filed_on: dt.date = cleaned["filed_on"]
        return DissentData(int(cleaned["member"]), cleaned["text"], filed_on)


class Rows(BaseFormSet):
    """Rows with a plain «delete this row» box that are never required."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Delete this row")

    def given(self) -> tuple[Any, ...]:
        """What was typed, row by row; only of valid rows."""
        return tuple(form.data_of for form in self if form.is_given)


def rows_of(form: type[forms.Form], *, extra: int, most: int) -> type[Rows]:
    return forms.formset_factory(
        form, formset=Rows, extra=extra, can_delete=True, max_num=most, absolute_max=most + 50
    )
