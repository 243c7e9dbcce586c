"""What is said: a proposal, or a reply to one."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.texts import (
    MAX_TEXT,
    NEEDS_WORDING,
    CommentText,
    Selection,
)
from consultations.comments.forms.author import AuthorForm, may_be_empty
from consultations.comments.models import CommentKind, Stance
from consultations.comments.services.checking import names_to_read
from core.uploads.forms import FilesField, amount_words
from core.web.forms import SiteForm


class WordsForm(SiteForm):
    """The words of a proposal: what, how it should read, why."""

    # Some fields are needed after certain choices: what may always be left out is marked by hand.
    mark_optional = False
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

    def __init__(self, *args: Any, on_provision: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kind", CommentKind.AMEND if on_provision else CommentKind.OPINION)
        if not on_provision:
            self.fields["stance"].label = _("Your view of the bill")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
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


class CommentForm(WordsForm, AuthorForm):
    """A proposal on a provision or on the bill as a whole, and who speaks."""

    selected = forms.CharField(
        label=_("Only these words of the provision"),
        required=False,
        max_length=MAX_TEXT,
        help_text=_(
            "Copy them from the text above. If the field is empty, you speak of all of it."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    # About where they stand; written by the script.
    selected_at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    attachments = FilesField(
        label=may_be_empty(_("Files")),
        required=False,
        help_text=_("PDF, DOCX, ODT, XLSX, JPEG, PNG or WEBP. Everybody will see them; from "
                    "pictures the place and the camera are removed."),
    )  # fmt: skip
    field_order = ("selected", "kind", "proposed_text", "rationale", "stance", "attachments")

    def __init__(
        self, *args: Any, on_provision: bool, takes_files: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, on_provision=on_provision, **kwargs)
        self.takes_files = takes_files
        self.fields["attachments"].help_text = format_lazy(
            "{} {}", self.fields["attachments"].help_text, amount_words()
        )
        if not on_provision:
            del self.fields["selected"], self.fields["selected_at"]

    def texts(self) -> dict[str, str]:
        """With the names of the files, which everybody will see."""
        files = self.cleaned_data.get("attachments") or ()
        names = {f"file {n}": name for n, name in enumerate(names_to_read(files))}
        return super().texts() | names

    def clean_attachments(self) -> Any:
        files = self.cleaned_data["attachments"]
        if files and not self.takes_files:
            raise forms.ValidationError(
                gettext(
                    "Very many files have come from your network within an hour. Send the proposal "
                    "without files, or with them in an hour."
                )
            )
        return files

    @property
    def has_lost_files(self) -> bool:
        """Whether files were chosen that a browser does not send again by itself."""
        return bool(self.files)

    def selection(self) -> Selection | None:
        """The words of the provision that alone are spoken of, from a valid form."""
        words = self.cleaned_data.get("selected", "")
        return Selection(words, self.cleaned_data.get("selected_at")) if words else None


class RevisionForm(WordsForm):
    """New words for one's own proposal; who speaks stays."""

    field_order = ("kind", "proposed_text", "rationale", "stance")


class ReplyWordsForm(SiteForm):
    """The words of a reply, which has no kind and no stance of its own."""

    rationale = forms.CharField(
        label=_("Your reply"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )

    def text(self) -> CommentText:
        return CommentText(
            kind=CommentKind.OPINION,
            stance=Stance.NEUTRAL,
            rationale=self.cleaned_data["rationale"],
        )


class ReplyRevisionForm(ReplyWordsForm):
    """New words for one's own reply."""


class ReplyForm(ReplyWordsForm, AuthorForm):
    """A question or a remark in the thread of a proposal, and who speaks."""

    field_order = ("rationale",)
