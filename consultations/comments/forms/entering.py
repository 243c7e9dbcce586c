"""What the organiser enters for people who did not write on the site."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.texts import MAX_TEXT, NEEDS_WORDING, Author, CommentText
from consultations.comments.forms.author import check_signature, may_be_empty
from consultations.comments.models import Channel, CommentKind, Stance
from consultations.comments.selectors import UnitChoice
from consultations.comments.services import Receipt
from consultations.process.models import Consultation
from core.accounts.models import AuthorType, ConsentKind, NameDisplay
from core.uploads.forms import FilesField, amount_words
from core.uploads.intake import SCANNED
from core.web.forms import SiteForm


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EntryForm(SiteForm):
    """A proposal on paper or said at a hearing. `units`: the provisions that can be chosen."""

    # Some fields are needed after certain choices: what may always be left out is marked by hand.
    mark_optional = False
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[pair for pair in Channel.choices if pair[0] != Channel.ONLINE],
        initial=Channel.PAPER,
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    attachments = FilesField(
        label=_("Scan"),
        allowed=SCANNED,
        required=False,
        help_text=_("PDF, JPEG, PNG or WEBP; needed for a letter. Readers never see a scan."),
    )
    minutes_note = forms.CharField(
        label=_("Place in the minutes"),
        required=False,
        max_length=300,
        help_text=_("For a hearing without a scan: number and date of the minutes, page."),
    )
    provision = forms.ChoiceField(
        label=_("Provision"), required=False, widget=forms.Select(attrs={"lang": "ru"})
    )
    kind = forms.ChoiceField(label=_("What is proposed"), choices=CommentKind)
    stance = forms.ChoiceField(label=_("View"), choices=Stance, initial=Stance.NEUTRAL)
    proposed_text = forms.CharField(
        label=_("Proposed wording"),
        required=False,
        max_length=MAX_TEXT,
        widget=_area(5),
        help_text=_("As in the letter. Needed to change or to add words."),
    )
    rationale = forms.CharField(
        label=_("Justification"),
        max_length=MAX_TEXT,
        widget=_area(5),
        help_text=_("In the author's own words, without names, addresses and telephone numbers."),
    )
    author_type = forms.ChoiceField(
        label=_("Author"), choices=AuthorType, initial=AuthorType.CITIZEN
    )
    full_name = forms.CharField(
        label=may_be_empty(_("Surname, first name, patronymic")),
        max_length=200,
        required=False,
        help_text=_("Shown to nobody unless the author has consented to that in writing."),
    )
    organisation = forms.CharField(
        label=may_be_empty(_("Organisation")), max_length=300, required=False
    )
    municipality = forms.CharField(
        label=may_be_empty(_("Municipality")),
        max_length=120,
        required=False,
        help_text=_("Shown in public."),
    )
    email = forms.EmailField(
        label=may_be_empty(_("E-mail")),
        max_length=254,
        required=False,
        help_text=_("If the letter names one: the receipt and the answer will be sent to it."),
    )
    consent_processing = forms.BooleanField(
        label=_("The author's written consent to the processing of personal data is kept on paper"),
        error_messages={"required": _("Without this consent the proposal cannot be entered.")},
    )
    name_display = forms.ChoiceField(
        label=_("How to sign"),
        choices=NameDisplay,
        initial=NameDisplay.PSEUDONYM,
        widget=forms.RadioSelect,
    )
    consent_dissemination = forms.BooleanField(
        label=_("The written consent to showing the name in public is kept on paper"),
        required=False,
    )

    def __init__(
        self, *args: Any, consultation: Consultation, units: Sequence[UnitChoice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        provision = self.fields["provision"]
        assert isinstance(provision, forms.ChoiceField)  # noqa: S101
        provision.choices = [
            ("", gettext("The bill as a whole")),
            *((unit.eid, unit.words) for unit in units),
        ]
        self.fields["attachments"].help_text = format_lazy(
            "{} {}", self.fields["attachments"].help_text, amount_words()
        )
        window = {"min": consultation.opens_on, "max": consultation.closes_on}
        self.fields["received_on"].widget.attrs.update(
            {name: day.isoformat() for name, day in window.items()}
        )

    @property
    def has_lost_files(self) -> bool:
        """Whether files were chosen that a browser does not send again by itself."""
        return bool(self.files)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") in NEEDS_WORDING and not data.get("proposed_text"):
            self.add_error("proposed_text", gettext("Write how the provision should read."))
        check_signature(self, data, _("The name is shown only with this consent."))
        return data

    def text(self) -> CommentText:
        """What is said, from a valid form."""
        names = ("kind", "stance", "rationale", "proposed_text")
        return CommentText(**{name: self.cleaned_data[name] for name in names})

    def author(self) -> Author:
        """Who speaks, from a valid form."""
        data = self.cleaned_data
        given = {
            ConsentKind.PROCESSING: data["consent_processing"],
            ConsentKind.DISSEMINATION: data["consent_dissemination"],
        }
        names = (
            "email", "author_type", "full_name", "organisation", "municipality", "name_display",
        )  # fmt: skip
        return Author(
            **{name: data[name] for name in names},
            consents=tuple(str(kind) for kind, ticked in given.items() if ticked),
        )

    def receipt(self, *, is_another: bool) -> Receipt:
        """How it came, from a valid form."""
        data = self.cleaned_data
        received_on: dt.date = data["received_on"]
        return Receipt(
            channel=data["channel"],
            received_on=received_on,
            scans=tuple(data["attachments"]),
            minutes_note=data["minutes_note"],
            is_another=is_another,
        )
