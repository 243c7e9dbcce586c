"""The form of a comment, and the moderator's."""

from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.texts import MAX_TEXT, NEEDS_WORDING, Author, CommentText
from consultations.comments.models import CommentKind, ModerationAction, Stance
from core.accounts.models import AuthorType, ConsentKind, NameDisplay, User
from core.rules.models import ModerationGround
from core.web.forms import HoneypotMixin, SiteForm

# How long a form may stay open; after that it is shown again with the text in it.
STAMP_SECONDS: Final = 12 * 60 * 60
_stamps = signing.TimestampSigner(salt="consultations.comments.form")


class StampedForm(HoneypotMixin, SiteForm):
    """Proves that the form came from our page, for this place, not too long ago (the package's
    timestamp and security hash in one field)."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.initial["stamp"] = _stamps.sign(place)

    def clean_stamp(self) -> str:
        stamp: str = self.cleaned_data["stamp"]
        try:
            fresh = _stamps.unsign(stamp, max_age=STAMP_SECONDS) == self.place
        except signing.BadSignature:
            fresh = False
        if not fresh:
            self.data = self.data.copy()
            self.data[self.add_prefix("stamp")] = _stamps.sign(self.place)
            # Of the form as a whole: nobody sees this field.
            self.add_error(
                None, _("The page was open for too long. Your text is kept: send it once more.")
            )
        return stamp


def _may_be_empty(label: Promise) -> Promise:
    return format_lazy("{} {}", label, _("(optional)"))


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
        label=_may_be_empty(_("Municipality")),
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
        if user is not None:
            del self.fields["email"]
            self.initial.setdefault("full_name", user.full_name)
            self.initial.setdefault("municipality", user.municipality)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        shown = data.get("name_display", NameDisplay.PSEUDONYM)
        if shown != NameDisplay.PSEUDONYM and not data.get("consent_dissemination"):
            self.add_error(
                "consent_dissemination",
                _("To show your name this consent is needed. Or choose “Participant No. …”."),
            )
        needed = {NameDisplay.ORGANISATION: "organisation", NameDisplay.FULL: "full_name",
                  NameDisplay.INITIALS: "full_name"}.get(shown)  # fmt: skip
        if needed and not data.get(needed):
            self.add_error(needed, _("Fill this in, or choose another signature."))
        return data

    @property
    def shows_name(self) -> bool:
        """Whether the fields of a name are in use, so that they are shown at once."""
        named = ("name_display", "full_name", "organisation", "consent_dissemination")
        chosen = self["name_display"].value()
        return chosen != NameDisplay.PSEUDONYM or any(name in self.errors for name in named)

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


class CommentForm(AuthorForm):
    """A proposal on a provision or on the bill as a whole."""

    kind = forms.ChoiceField(
        label=_("What do you propose?"), choices=CommentKind, widget=forms.RadioSelect
    )
    stance = forms.ChoiceField(
        label=_("Your view of this provision"),
        choices=Stance,
        initial=Stance.NEUTRAL,
        widget=forms.RadioSelect,
    )
    proposed_text = forms.CharField(
        label=_("Proposed wording"),
        required=False,
        max_length=MAX_TEXT,
        help_text=_("How the provision should read. Needed to change or to add words."),
        # A placeholder, though an empty one, tells the style sheet whether anything is typed.
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": " "}),
    )
    rationale = forms.CharField(
        label=_("Justification"),
        max_length=MAX_TEXT,
        help_text=_("Why? Two or three sentences are enough. Here you also ask a question."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("kind", "proposed_text", "rationale", "stance")

    def __init__(self, *args: Any, on_provision: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kind", CommentKind.AMEND if on_provision else CommentKind.OPINION)
        if not on_provision:
            self.fields["stance"].label = _("Your view of the bill")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_empty = "proposed_text" not in self.errors and not data.get("proposed_text")
        if data.get("kind") in NEEDS_WORDING and is_empty:
            self.add_error("proposed_text", gettext("Write how the provision should read."))
        return data

    def text(self) -> CommentText:
        """What is said, from a valid form."""
        data = self.cleaned_data
        return CommentText(
            kind=data["kind"],
            stance=data["stance"],
            rationale=data["rationale"],
            proposed_text=data["proposed_text"],
        )


class ReplyForm(AuthorForm):
    """A question or a remark in the thread of a proposal."""

    rationale = forms.CharField(
        label=_("Your reply"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )
    field_order = ("rationale",)

    def text(self) -> CommentText:
        return CommentText(
            kind=CommentKind.OPINION,
            stance=Stance.NEUTRAL,
            rationale=self.cleaned_data["rationale"],
        )


class ModerationForm(SiteForm):
    """A moderator's decision; only those that fit the present status are offered."""

    mark_optional = False  # hiding needs a ground
    action = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground"),
        required=False,
        help_text=_("Needed to hide. Criticism is not a ground. The ground is public."),
    )
    note = forms.CharField(
        label=_may_be_empty(_("Note for colleagues")),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Not public."),
    )

    def __init__(
        self,
        *args: Any,
        actions: list[ModerationAction],
        grounds: list[ModerationGround],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        words = {
            ModerationAction.HIDE: _("hide"),
            ModerationAction.RESTORE: _("show again"),
            ModerationAction.HOLD: _("take away for a check"),
            ModerationAction.RELEASE: _("publish"),
        }
        self.fields["action"].choices = [(action, words[action]) for action in actions]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [("", "—")] + [  # type: ignore[attr-defined]
            (ground.code, ground.title) for ground in grounds
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("action") == ModerationAction.HIDE and not data.get("ground"):
            self.add_error("ground", _("Choose a ground of the list."))
        return data
