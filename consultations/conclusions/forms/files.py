"""Forms of files of answers: what a file shall have, and the upload of a filled-in one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.domain.sheets import SheetReading, read_sheets
from consultations.conclusions.presenters.imports import reading_message
from consultations.conclusions.reading import LIMITS, AnswersFile, read_file
from consultations.conclusions.selectors.sheets import SheetFilter
from core.accounts.models import User
from core.uploads import RefusalCode, UploadRefused
from core.uploads.messages import refusal_message
from core.web.forms import SiteForm


class SheetFilterForm(SiteForm):
    """Which proposals a file has. `provisions`: (id, citation) of those that have any."""

    state = forms.ChoiceField(
        label=_("What is in the file"),
        required=False,
        choices=[
            ("left", _("What nobody has answered yet")),
            ("waiting", _("Everything without a published answer, with the drafts")),
            ("all", _("Everything, with drafts and published answers")),
        ],
    )
    on = forms.ChoiceField(label=_("Provision"), required=False)
    mine = forms.BooleanField(label=_("Only those assigned to me"), required=False)
    remarks = forms.BooleanField(label=_("Only those with remarks of councils"), required=False)

    mark_optional = False

    def __init__(self, *args: Any, provisions: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [
            ("", _("The whole text")),
            ("whole", _("The bill as a whole")),
            *provisions,
        ]

    def wanted(self, user: User) -> SheetFilter:
        """What was chosen; what cannot be understood counts as not chosen."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return SheetFilter(
            state=cleaned.get("state") or "left",
            on=cleaned.get("on") or "",
            assignee=user if cleaned.get("mine") else None,
            only_remarks=bool(cleaned.get("remarks")),
        )


class AnswersFileForm(SiteForm):
    """A filled-in file; valid only if there are rows to look at."""

    file = forms.FileField(
        label=_("File with answers"),
        help_text=_("XLSX or DOCX, up to 20 MB: the file that was downloaded here, filled in."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx"}),
    )

    mark_optional = False
    found: AnswersFile
    reading: SheetReading

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            if (file.size or 0) > LIMITS.max_bytes:  # before it is read into memory
                raise UploadRefused(RefusalCode.TOO_LARGE, limit=LIMITS.max_bytes)
            self.found = read_file(file.read(), file.name or "")
        except UploadRefused as refusal:
            raise ValidationError(refusal_message(refusal)) from refusal
        self.reading = read_sheets(self.found.tables)
        problem = reading_message(self.reading)
        if problem:
            raise ValidationError(problem)
        return file
