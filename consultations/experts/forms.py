"""Forms of experts. What they must hold is judged by the services; here it is only read."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from consultations.experts.domain.data import (
    Accreditation,
    CandidacyData,
    EntryData,
    ExpertData,
)
from consultations.experts.models import Expert, Knowledge
from consultations.process.models import Referral
from core.accounts.models import ConsentKind
from core.accounts.selectors import current_consents
from core.web.formpages import day_field, line_field, text_field
from core.web.forms import SiteForm


def _knowledge() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        Knowledge.objects.all(),
        label=_("Fields of knowledge"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one field of knowledge.")},
    )


class ConsentsMixin(forms.Form):
    """Two separate consents, unticked (152-FZ); who takes part here does so under the own name."""

    processing = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without this consent nothing can be sent.")},
    )
    dissemination = forms.BooleanField(
        label=_("I consent to the dissemination of my name, post and municipality on this site"),
        error_messages={
            "required": _("People take part here under their own names: both consents are needed.")
        },
    )

    def offer_texts(self, today: dt.date) -> None:
        """Links the texts of the consents in force; one query."""
        texts = current_consents(today)
        for kind in ConsentKind.values:
            text = texts.get(kind)
            if text is not None:
                self.fields[kind].help_text = format_html(
                    '<a href="{}">{}</a>', text.get_absolute_url(), text.title
                )

    def consents(self) -> tuple[str, ...]:
        return tuple(kind for kind in ConsentKind.values if self.cleaned_data[kind])


class ExpertForm(SiteForm):
    """An expert's card."""

    full_name = line_field(_("Surname, first name, patronymic"), most=200, autocomplete="name")
    knowledge = _knowledge()
    education = text_field(
        _("Education"), rows=3, most=2000, help_text=_("What and where, degree or rank if any.")
    )
    post = line_field(_("Place of work and post"), required=False, most=200)
    municipality = line_field(_("Municipality"), required=False, most=120)
    accreditation_number = line_field(
        _("Accreditation for independent anti-corruption expertise: number"),
        required=False,
        most=60,
        help_text=_("Only if the Ministry of Justice has accredited you."),
    )
    accredited_on = day_field(_("Accredited on"), required=False)
    accredited_until = day_field(_("Accredited until"), required=False)

    def data_of(self, consents: tuple[str, ...]) -> ExpertData:
        data = self.cleaned_data
        return ExpertData(
            full_name=data["full_name"],
            education=data["education"],
            knowledge=[each.pk for each in data["knowledge"]],
            post=data["post"],
            municipality=data["municipality"],
            accreditation=Accreditation(
                data["accreditation_number"], data["accredited_on"], data["accredited_until"]
            ),
            consents=consents,
        )


class ApplyForm(ConsentsMixin, ExpertForm):
    """A citizen's application to the register."""

    field_order = ("full_name",)


class EnterForm(ExpertForm):
    """An expert entered by the Chamber's secretary, whose consents are on paper."""

    email = forms.EmailField(
        label=_("E-mail of the expert"), help_text=_("An account is made if there is none.")
    )
    on_paper = forms.BooleanField(
        label=_(
            "The expert has signed the consents to the processing and to the dissemination of "
            "personal data; we keep the sheets"
        ),
        error_messages={"required": _("Without the signed consents nobody can be entered.")},
    )
    reason = text_field(
        _("Reason of the decision"),
        rows=2,
        most=2000,
        help_text=_("For example, the decision of the Chamber: its date and number. Public."),
    )
    field_order = ("email", "full_name")


class ReasonForm(SiteForm):
    """A reason for what cannot be undone."""

    reason = line_field(_("Reason"), help_text=_("The person will read it; it is public."))


class DecisionForm(SiteForm):
    """Yes or no, with a reason."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[("accept", _("accept")), ("decline", _("decline"))],
    )
    reason = text_field(
        _("Reason of the decision"), rows=3, most=2000, help_text=_("The person will read it.")
    )

    @property
    def is_accepted(self) -> bool:
        return bool(self.cleaned_data["decision"] == "accept")


class RegisterDecisionForm(DecisionForm):
    """In the register or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [
            ("accept", _("include in the register")),
            ("decline", _("not include, or exclude")),
        ]


class _ExpertField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        fields = ", ".join(str(each) for each in obj.knowledge.all())
        return f"{obj.name} ({fields})"


class AppointForm(SiteForm):
    """An expert of the register for a council's work."""

    expert = _ExpertField(Expert.objects.none(), label=_("Expert"))
    leads = forms.BooleanField(
        label=_("Chairs the commission of experts"),
        required=False,
        help_text=_("If there are several experts, one of them chairs."),
    )
    conflict = text_field(
        _("Statement on conflict of interest"),
        rows=2,
        most=2000,
        help_text=_("What the expert has declared: for example, that there is none."),
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = referral.appointments.active().values("user")
        experts = Expert.objects.public().exclude(user__in=there).select_related("contact")
        found = experts.prefetch_related("knowledge").order_by("contact__full_name", "pk")
        self.fields["expert"].queryset = found


class CallForm(SiteForm):
    """A call for experts."""

    requirements = text_field(
        _("What is expected of the experts"),
        rows=6,
        most=4000,
        help_text=_("What has to be examined, by when, what experience is needed."),
    )
    knowledge = _knowledge()
    closes_on = day_field(_("Applications until"), help_text=_("The last day, included."))


class CandidacyForm(ConsentsMixin, SiteForm):
    """An application to a call."""

    full_name = line_field(_("Surname, first name, patronymic"), most=200, autocomplete="name")
    motivation = text_field(
        _("Why you want to take part, and what you know of the subject"), rows=6, most=4000
    )
    has_conflict = forms.TypedChoiceField(
        label=_("Conflict of interest"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[
            ("no", _("there is none")),
            ("yes", _("there is one, or people may think so")),
        ],
        help_text=_(
            "A personal interest in the outcome: work for the author of the bill, a dispute, "
            "relatives whom it concerns."
        ),
    )
    conflict = text_field(
        _("Statement on conflict of interest"),
        rows=3,
        most=2000,
        help_text=_("In your own words: there is none, or what it consists of."),
    )
    field_order = ("full_name", "motivation", "has_conflict", "conflict")

    def data_of(self) -> CandidacyData:
        data = self.cleaned_data
        return CandidacyData(
            full_name=data["full_name"],
            motivation=data["motivation"],
            has_conflict=data["has_conflict"],
            conflict=data["conflict"],
            consents=self.consents(),
        )


class EntryForm(ConsentsMixin, SiteForm):
    """A request of an organisation."""

    organisation = line_field(_("Organisation"), autocomplete="organization")
    ogrn = line_field(_("OGRN"), most=20, help_text=_("13 digits."))
    full_name = line_field(
        _("Representative: surname, first name, patronymic"), most=200, autocomplete="name"
    )
    post = line_field(_("Post of the representative"), most=200, autocomplete="organization-title")
    interest = text_field(
        _("Why the organisation is interested"),
        rows=6,
        most=4000,
        help_text=_("What it does, whom it speaks for, what it can add."),
    )
    field_order = ("organisation", "ogrn", "full_name", "post", "interest")

    def data_of(self) -> EntryData:
        names = ("full_name", "post", "organisation", "ogrn", "interest")
        values = {name: self.cleaned_data[name] for name in names}
        return EntryData(**values, consents=self.consents())
