"""Forms of the process: an announcement, and sending a bill to councils."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consultations.process import selectors, terms
from consultations.process.domain.lifecycle import GivenTerm
from consultations.process.models import Consultation, Form
from consultations.process.services import MAX_REASON
from core.accounts.models import Body, BodyKind, Council
from core.rules.domain.calendar import TermUnit
from core.rules.models import Term
from core.web.forms import SiteForm
from drafts.forms import choose
from drafts.models import BillVersion


class NamedChoiceField(forms.ModelChoiceField):
    """Bodies by their whole names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class NamedMultipleChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class AnnounceForm(SiteForm):
    """What is announced. `suggested` fills it for a form of control, by the rules in force."""

    form = forms.ChoiceField(label=_("Form of public control"), choices=Form)
    organiser = NamedChoiceField(
        Council.objects.none(),
        label=_("Organiser"),
        help_text=_("A subject of public control: it holds the event and signs its conclusion."),
    )
    addressee = NamedChoiceField(
        Body.objects.none(),
        label=_("Addressee"),
        help_text=_("The body that must consider the summary conclusion and answer it."),
    )
    subject = forms.CharField(
        label=_("Subject of the monitoring or of the inspection"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What exactly is watched or checked. Only for these two forms."),
    )
    inspected_body = NamedChoiceField(
        Body.objects.none(),
        label=_("Inspected body"),
        required=False,
        help_text=_("Only for an inspection; the body gets a notice by e-mail."),
    )
    question = forms.CharField(
        label=_("Question put to the public"), widget=forms.Textarea(attrs={"rows": 4})
    )
    announced_on = _day(_("Announced on"))
    opens_on = _day(_("First day of receiving proposals"))
    closes_on = _day(_("Last day of receiving proposals"))
    basis = forms.CharField(
        label=_("Basis"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The decision or the norm by which the event is held."),
    )
    procedure = forms.CharField(
        label=_("Procedure"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organiser sets the procedure; people must know it before they speak."),
    )
    results_method = forms.CharField(
        label=_("How the results are determined"), widget=forms.Textarea(attrs={"rows": 3})
    )
    premoderated = forms.BooleanField(
        label=_("A moderator checks every proposal before it appears"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "organiser", selectors.organisers())
        choose(self, "addressee", selectors.addressees())
        choose(self, "inspected_body", selectors.inspected_bodies())

    @classmethod
    def suggested(
        cls, version: BillVersion, form: str, today: dt.date, **kwargs: Any
    ) -> "AnnounceForm":
        """An unbound form with the dates and words that such an event usually has."""
        form = form if form in Form.values else str(Form.EXPERTISE)
        dates = terms.suggestion(form, today)
        chambers = selectors.organisers().filter(kind=BodyKind.PUBLIC_CHAMBER)
        assemblies = selectors.addressees().filter(kind=BodyKind.LEGISLATURE)
        filled = cls(
            initial={
                "form": form,
                "organiser": chambers.first(),
                "addressee": assemblies.first(),
                "question": gettext("What should be changed in the draft law “%(title)s”, and why?")
                % {"title": version.bill.title},
                "announced_on": dates.announced_on,
                "opens_on": dates.opens_on,
                "closes_on": dates.closes_on,
                "results_method": gettext(
                    "Every proposal is considered by the responsible committee and receives a "
                    "published, reasoned position. The number of proposals is not a vote. The "
                    "organiser sums the results up in a summary conclusion."
                ),
            },
            **kwargs,
        )
        filled.fields["closes_on"].help_text = _closing_help(form, dates)
        return filled


def _closing_help(form: str, dates: terms.Suggestion) -> str:
    latest = terms.latest_closing(form, dates.announced_on, dates.opens_on)
    if latest is not None:
        return gettext("If announced on %(announced)s, not later than %(latest)s") % {
            "announced": date_format(dates.announced_on),
            "latest": date_format(latest),
        }
    advised = terms.advised_closing(form, dates.opens_on)
    if advised is None:
        return ""
    return gettext("If opened on %(opens)s, better not earlier than %(advised)s") % {
        "opens": date_format(dates.opens_on),
        "advised": date_format(advised),
    }


class HoldForm(AnnounceForm):
    """An announcement by a council itself: a monitoring, an inspection, or what follows from its
    monitoring. `councils`: ids of those for which the person may act."""

    def __init__(
        self,
        *args: Any,
        councils: Collection[int] = (),
        after_monitoring: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own = selectors.organisers().filter(pk__in=councils)
        choose(self, "organiser", own)
        self.fields["organiser"].initial = own.first()
        follows = [form for form in Form if form != Form.MONITORING]
        allowed = follows if after_monitoring else [Form.MONITORING, Form.INSPECTION]
        self.fields["form"].choices = [(form.value, form.label) for form in allowed]


class DueKind(models.TextChoices):
    """How the sender names the last day."""

    DATE = "date", _("on a day")
    TERM = "term", _("within a term from today")


class ReferForm(SiteForm):
    """To which councils the bill is sent, and by when their opinions are due: a day, or a term in
    calendar or working days."""

    mark_optional = False  # either the day or the term is needed
    councils = NamedMultipleChoiceField(
        Council.objects.none(),
        label=_("Councils"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one council.")},
    )
    due_kind = forms.ChoiceField(
        label=_("The opinion is due"),
        choices=DueKind,
        initial=DueKind.DATE,
        required=False,
        widget=forms.RadioSelect,
    )
    due_on = _day(_("Opinion due by"), _("Not later than the last day of the window."))
    amount = forms.IntegerField(
        label=_("Term, days"),
        required=False,
        min_value=1,
        max_value=terms.LONGEST_TERM,
        help_text=_("Counted from tomorrow; if its last day is a day off, it ends on the next "
                    "working day."),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("Which days are counted"),
        choices=[(value, words) for value, words in Term.UNITS if value in terms.GIVEN_UNITS],
        initial=TermUnit.CALENDAR,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, consultation: Consultation, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "councils", selectors.councils_to_ask(consultation))
        self.fields["due_on"].required = False
        self.fields["due_on"].initial = terms.referral_due(consultation, today)
        self.fields["due_on"].widget.attrs.update(
            min=today.isoformat(), max=consultation.closes_on.isoformat()
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["due_kind"] = data.get("due_kind") or DueKind.DATE
        name = "amount" if data["due_kind"] == DueKind.TERM else "due_on"
        if not data.get(name) and name not in self.errors:
            self.add_error(name, self.fields[name].error_messages["required"])
        return data

    def due(self) -> dict[str, Any]:
        """The last day as `refer_to_council` takes it, from a valid form."""
        data = self.cleaned_data
        if data["due_kind"] == DueKind.TERM:
            return {"term": GivenTerm(data["amount"], data["unit"] or TermUnit.CALENDAR)}
        return {"due_on": data["due_on"]}


class ReasonForm(SiteForm):
    """Why a referral is declined or withdrawn."""

    reason = forms.CharField(
        label=pgettext_lazy("referral", "Reason"),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody will read it on the page of the event. Write no personal data."),
        error_messages={"required": _("Say why: the reason is public.")},
    )


class TakeUpForm(SiteForm):
    """Which of one's councils begins an expertise of its own."""

    council = NamedChoiceField(Council.objects.none(), label=_("Council"))

    def __init__(self, *args: Any, councils: list[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Council.objects.filter(pk__in=[council.pk for council in councils])
        choose(self, "council", mine.order_by("name"))
        if len(councils) == 1:
            self.fields["council"].initial = councils[0]
