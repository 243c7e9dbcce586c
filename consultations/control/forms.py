"""Forms of monitoring and inspection. The rules are judged by the services."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.control.domain.closing import BLOCKS, ClosingData
from consultations.control.domain.data import InspectorData, ObservationData
from core.uploads.forms import FilesField, amount_words
from core.web.formpages import day_field, line_field, text_field
from core.web.forms import SiteForm


class InspectorForm(SiteForm):
    """A public inspector."""

    email = forms.EmailField(
        label=_("E-mail of the inspector"), help_text=_("That of the person's account.")
    )
    certificate = line_field(_("Certificate of the inspector: number"), most=120)
    order = line_field(_("Order on the inspection: date and number"), most=200)
    has_conflict = forms.TypedChoiceField(
        label=_("Conflict of interest"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[
            ("no", _("there is none")),
            ("yes", _("there is one, or people may think so")),
        ],
    )
    conflict = text_field(
        _("Statement on conflict of interest"),
        rows=3,
        most=2000,
        help_text=_("In the person's own words: there is none, or what it consists of."),
    )

    has_consented = forms.BooleanField(
        label=_(
            "The inspector has signed the consents to the processing and to the dissemination of "
            "personal data; we keep the sheets"
        ),
        error_messages={
            "required": _(
                "Inspectors are named in public: without the signed consents nobody can be named."
            )
        },
    )

    def data_of(self) -> InspectorData:
        names = ("certificate", "order", "conflict", "has_conflict", "has_consented")
        return InspectorData(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(SiteForm):
    """A reason for what cannot be undone."""

    reason = line_field(_("Reason"), help_text=_("It is public."))


class ObservationForm(SiteForm):
    """What was seen. `provisions`: (id, words) of the text."""

    seen_on = day_field(_("Day"))
    place = line_field(_("Where"), help_text=_("Address, institution, settlement."))
    fact = text_field(
        _("What was established"),
        rows=6,
        most=5000,
        help_text=_("Facts, without the names and addresses of private persons."),
    )
    provision = forms.TypedChoiceField(
        label=_("Provision"), required=False, coerce=int, empty_value=None
    )
    topic = line_field(
        _("Topic"), required=False, help_text=_("If it concerns no single provision.")
    )
    attachments = FilesField(label=_("Photographs and documents"), required=False)

    def __init__(self, *args: Any, provisions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provision"].choices = [("", _("not chosen")), *provisions]
        self.fields["attachments"].help_text = amount_words()

    def data_of(self) -> ObservationData:
        data = self.cleaned_data
        return ObservationData(
            seen_on=data["seen_on"],
            place=data["place"],
            fact=data["fact"],
            topic=data["topic"],
            provision_id=data["provision"],
        )


class ClosingForm(SiteForm):
    """The draft of a closing document; it may lack anything."""

    mark_optional = False

    place_time = text_field(_("Place and time"), rows=2, required=False)
    tasks = text_field(_("Tasks"), rows=4, required=False)
    forms = text_field(_("Forms and methods of control"), rows=3, required=False)
    facts = text_field(_("Established facts"), rows=10, required=False, most=50_000)
    proposals = text_field(_("Proposals"), rows=5, required=False)
    conclusions = text_field(_("What is concluded"), rows=5, required=False)
    recommendations = text_field(_("Recommendations"), rows=5, required=False)
    attachments = text_field(
        _("List of attachments"),
        rows=3,
        required=False,
        help_text=_("Observations with their files are added by themselves."),
    )

    def data_of(self) -> ClosingData:
        return ClosingData(**{name: self.cleaned_data[name] for name in BLOCKS})


# Not in the class: there «forms» is a field.
ClosingForm.base_fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SignForm(SiteForm):
    """The signature: the number under which the organiser files the document."""

    number = line_field(_("Number of the document"), most=60)


class ObjectionsForm(SiteForm):
    """What the inspected body objects."""

    received_on = day_field(_("Received on"))
    number = line_field(_("Number of the letter"), required=False, most=60)
    text = text_field(_("Text of the objections"), rows=8)
