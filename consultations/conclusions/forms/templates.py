"""The form of a template of a document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.uploads import RefusalCode, UploadRefused
from core.uploads.intake import limits
from core.uploads.messages import MEGABYTE, refusal_message
from core.web.forms import SiteForm


class TemplateForm(SiteForm):
    """A file and a note. `seen` is the hash of the template that the page shows as the one in use:
    what a colleague has put there meanwhile is not replaced unseen."""

    file = forms.FileField(
        label=_("File of the template"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,  # said by our own words
        error_messages={"required": _("Choose a file: a document of Word (DOCX).")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("For colleagues: what is new in this template, who has approved it."),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = limits().max_bytes // MEGABYTE
        self.fields["file"].help_text = _("DOCX, up to %(most)s MB.") % {"most": most}

    def clean_file(self) -> Any:
        """The file is read only if it is not too large; the verb looks into it."""
        file = self.cleaned_data["file"]
        most = limits().max_bytes
        if (file.size or 0) > most:
            refusal = UploadRefused(RefusalCode.TOO_LARGE, limit=most)
            raise ValidationError(refusal_message(refusal))
        return file

    def content(self) -> bytes:
        """The bytes of the file of a valid form."""
        data: bytes = self.cleaned_data["file"].read()
        self.cleaned_data["file"].seek(0)
        return data

    def seen_now(self, sha256: str) -> None:
        """Shows which template is in use by now, where the form comes back with what was typed."""
        data = self.data.copy()
        data["seen"] = sha256
        self.data = data


class RestoreForm(SiteForm):
    """The confirmation: nothing but what was seen."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
