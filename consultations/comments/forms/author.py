"""Who speaks: the part that is asked in the same way wherever somebody speaks."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.texts import Author
from core.accounts.models import AuthorType, ConsentKind, NameDisplay, User
from core.web.forms import KeptField
from core.web.stamps import StampedForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise


def may_be_empty(label: "StrOrPromise") -> "StrPromise":
    return format_lazy("{} {}", label, _("(optional)"))


def check_signature(form: forms.Form, data: dict[str, Any], no_consent: "StrOrPromise") -> None:
    """Writes into the form what the chosen signature lacks: its consent (`no_consent` in words) or
    the name itself."""
    shown = data.get("name_display", NameDisplay.PSEUDONYM)
    if shown != NameDisplay.PSEUDONYM and not data.get("consent_dissemination"):
        form.add_error("consent_dissemination", str(no_consent))
    needed = {NameDisplay.ORGANISATION: "organisation", NameDisplay.FULL: "full_name",
              NameDisplay.INITIALS: "full_name"}.get(shown)  # fmt: skip
    if needed and not data.get(needed):
        form.add_error(needed, _("Fill this in, or choose another signature."))


class AuthorForm(StampedForm):
    """Who speaks: asked in the same way for a proposal and for a reply."""

    # Some fields are needed after certain choices: what may always be left out is marked by hand.
    mark_optional = False
    author_type = forms.ChoiceField(
        label=_("You speak as"), choices=AuthorType, initial=AuthorType.CITIZEN
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The letter with the link that publishes your text, the receipt and the answer "
                    "will come here. It is shown to nobody."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    municipality = forms.CharField(
        label=may_be_empty(_("Municipality")),
        max_length=120,
        required=False,
        help_text=_("Shown in public."),
    )
    name_display = forms.ChoiceField(
        label=_("How to sign"),
        choices=NameDisplay,
        initial=NameDisplay.PSEUDONYM,
        widget=forms.RadioSelect,
    )
    full_name = forms.CharField(
        label=_("Surname, first name, patronymic"),
        max_length=200,
        required=False,
        help_text=_("Needed only if it is to be shown."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    consent_processing = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without this consent the text cannot be received.")},
    )
    consent_dissemination = forms.BooleanField(
        label=_("I consent to my name being shown in public"),
        required=False,
        help_text=_("Needed only if your name or organisation is to be shown."),
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is None:
            self.bound_field_class = KeptField
        else:
            del self.fields["email"]
            self.initial.setdefault("full_name", user.full_name)
            self.initial.setdefault("municipality", user.municipality)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_signature(
            self,
            data,
            _("To show your name this consent is needed. Or choose “Participant No. …”."),
        )
        return data

    @property
    def shows_name(self) -> bool:
        """Whether the fields of a name are in use, so that they are shown at once."""
        named = ("name_display", "full_name", "organisation", "consent_dissemination")
        chosen = self["name_display"].value()
        return chosen != NameDisplay.PSEUDONYM or any(name in self.errors for name in named)

    def texts(self) -> dict[str, str]:
        """What everybody would read, by the names of the fields of a valid form."""
        shown = ("rationale", "proposed_text", "organisation", "municipality")
        return {name: self.cleaned_data.get(name, "") for name in shown}

    def author(self) -> Author:
        """Who speaks, from a valid form."""
        data = self.cleaned_data
        given = {
            ConsentKind.PROCESSING: data["consent_processing"],
            ConsentKind.DISSEMINATION: data["consent_dissemination"],
        }
        return Author(
            email=data.get("email", ""),
            author_type=data["author_type"],
            full_name=data["full_name"],
            organisation=data["organisation"],
            municipality=data["municipality"],
            name_display=data["name_display"],
            consents=tuple(str(kind) for kind, ticked in given.items() if ticked),
            language=get_language() or "ru",
        )
