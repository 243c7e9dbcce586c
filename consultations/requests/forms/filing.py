"""Filing a request, and joining one."""

from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.requests import selectors
from consultations.requests.domain.decisions import (
    MAX_TEXT,
    MAX_TITLE,
    RequestText,
    WordsProblem,
)
from consultations.requests.messages import PROBLEM_FIELDS, problem_words
from consultations.requests.models import RequestKind
from consultations.requests.services.filing import Asker
from core.accounts.models import AuthorType, ConsentKind, Council, NameDisplay, User
from core.web.forms import HoneypotMixin, SiteForm
from core.web.stamps import StampedForm
from drafts.forms import choose
from drafts.models import BillVersion

_SPEAKERS: Final = (AuthorType.CITIZEN, AuthorType.NGO, AuthorType.ORGANISATION)


class VersionField(forms.ModelChoiceField):
    """Bills by their titles; what is chosen is the text that everybody reads now."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.bill.title)


class ChamberField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RequestForm(StampedForm):
    """What is asked for and who asks. A person with an account is not asked for an e-mail."""

    mark_optional = False  # what is needed depends on what is asked for
    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=RequestKind,
        initial=RequestKind.EXPERTISE,
        widget=forms.RadioSelect,
    )
    version = VersionField(
        BillVersion.objects.none(),
        label=_("Bill"),
        required=False,
        help_text=_("For a public expertise. The text that is published now is meant."),
    )
    title = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=MAX_TITLE,
        help_text=_("For a public discussion: what it should be about, in one sentence."),
    )
    text = forms.CharField(
        label=_("Why is it needed?"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Whom it concerns and what should be found out. Write no data of other people: "
                    "the text will be public."),
    )  # fmt: skip
    chamber = ChamberField(Council.objects.none(), label=_("To whom"))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("A letter with the link that sends the request, and later the decision, will "
                    "come here. It is shown to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    author_type = forms.ChoiceField(
        label=_("You speak as"),
        choices=[(kind.value, kind.label) for kind in _SPEAKERS],
        initial=AuthorType.CITIZEN,
    )
    municipality = forms.CharField(
        label=format_lazy("{} {}", _("Municipality"), _("(optional)")),
        max_length=120,
        required=False,
        help_text=_("Shown in public."),
    )
    name_display = forms.ChoiceField(
        label=_("How to sign"),
        choices=[
            (NameDisplay.PSEUDONYM.value, _("without a name")),
            *(
                (value, words)
                for value, words in NameDisplay.choices
                if value != NameDisplay.PSEUDONYM
            ),
        ],
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
        help_text=_("Needed if you speak for one."),
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
        super().__init__(*args, place="request", **kwargs)
        choose(self, "version", selectors.requestable_versions())
        chambers = list(selectors.chambers())
        if len(chambers) > 1:
            choose(self, "chamber", selectors.chambers())
            self.fields["chamber"].initial = chambers[0]
        else:
            del self.fields["chamber"]
        self.only_chamber = chambers[0] if len(chambers) == 1 else None
        if user is not None:
            del self.fields["email"]
            self.initial.setdefault("full_name", user.full_name)
            self.initial.setdefault("municipality", user.municipality)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") and "text" in data and "version" in data and "title" in data:
            self._add_problem(self.wanted().cleaned().problem())
        self._check_signature(data)
        return data

    def _add_problem(self, problem: WordsProblem | None) -> None:
        if problem is not None:
            self.add_error(PROBLEM_FIELDS[problem], problem_words(problem))

    def _check_signature(self, data: dict[str, Any]) -> None:
        shown = data.get("name_display", NameDisplay.PSEUDONYM)
        if shown != NameDisplay.PSEUDONYM and not data.get("consent_dissemination"):
            self.add_error(
                "consent_dissemination",
                _("To show your name this consent is needed. Or sign without a name."),
            )
        is_person = shown in (NameDisplay.FULL, NameDisplay.INITIALS)
        needed = {NameDisplay.ORGANISATION: "organisation"}.get(shown, "")
        needed = "full_name" if is_person else needed
        if needed and not data.get(needed):
            self.add_error(needed, _("Fill this in, or choose another signature."))

    @property
    def shows_name(self) -> bool:
        """Whether the fields of a name are in use, so that they are shown at once."""
        named = ("name_display", "full_name", "organisation", "consent_dissemination")
        chosen = self["name_display"].value()
        return chosen != NameDisplay.PSEUDONYM or any(name in self.errors for name in named)

    def wanted(self) -> RequestText:
        """What is asked for, from a valid form."""
        data = self.cleaned_data
        version = data["version"]
        return RequestText(
            data["kind"], data["text"], data["title"], version.pk if version else None
        )

    def chamber_chosen(self) -> Council | None:
        """To whom, from a valid form; None: nobody takes requests here."""
        chosen: Council | None = self.cleaned_data.get("chamber") or self.only_chamber
        return chosen

    def asker(self) -> Asker:
        """Who asks, from a valid form."""
        data = self.cleaned_data
        given = {
            ConsentKind.PROCESSING: data["consent_processing"],
            ConsentKind.DISSEMINATION: data["consent_dissemination"],
        }
        names = ("author_type", "full_name", "organisation", "municipality", "name_display")
        return Asker(
            email=data.get("email", ""),
            consents=tuple(str(kind) for kind, ticked in given.items() if ticked),
            language=get_language() or "ru",
            **{name: data[name] for name in names},
        )


class JoinForm(HoneypotMixin, SiteForm):
    """A person with an account is asked nothing."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("A letter with a link will come, and later the decision. The address is shown "
                    "to nobody."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    consent_processing = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without this consent the letter cannot be sent.")},
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:
            del self.fields["email"], self.fields["consent_processing"]
