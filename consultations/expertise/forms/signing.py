"""Signature, files, and the reason of a correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.expertise.forms.fields import Choices, choice_field, day_field, not_chosen
from consultations.expertise.models import FileRole
from core.uploads.forms import FilesField, amount_words
from core.web.forms import SiteForm


class SignForm(SiteForm):
    """Who signed the paper, and when. `members`: (id, name) of the council."""

    mark_optional = False

    signatory = choice_field(_("Who signed"), required=True)
    signed_on = day_field(_("Signed on"), required=True)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatory"].choices = not_chosen(members)


class FilesForm(SiteForm):
    """The scan of the signed opinion, or annexes."""

    mark_optional = False

    role = forms.ChoiceField(label=_("What it is"), choices=FileRole, initial=FileRole.ANNEX)
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("If it is left empty, the name of the file is shown."),
    )
    files = FilesField(label=_("Files"))  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = amount_words()


class CorrectForm(SiteForm):
    """Why an adopted opinion is corrected."""

    reason = forms.CharField(
        label=_("Why the opinion is corrected"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is published with the correction."),
    )
