"""The upload of a table of remarks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultations.room.docx_tables import LIMITS, read_docx
from consultations.room.domain.tables import Reading, read_tables
from consultations.room.forms.fields import NOBODY, Choices, offer, person_field
from consultations.room.presenters import reading_problem
from core.uploads import RefusalCode, UploadRefused
from core.uploads.intake import clean_name
from core.uploads.messages import refusal_message
from core.web.forms import SiteForm


class TableForm(SiteForm):
    """A DOCX with a table; valid only if there are rows to look at. `people`: (id, name)."""

    mark_optional = False

    file = forms.FileField(
        label=_("File with the table of remarks"),
        help_text=_("DOCX, up to 10 MB. The order of the columns does not matter."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    author = person_field(
        _("Whose are the rows without an author"),
        _("If the table is of one person and has no column for authors."),
    )

    reading: Reading
    sha256 = ""
    name = ""

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "author", [*NOBODY, *people])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is None:
            return cleaned
        try:
            if (file.size or 0) > LIMITS.max_bytes:  # before it is read into memory
                raise UploadRefused(RefusalCode.TOO_LARGE, limit=LIMITS.max_bytes)
            found = read_docx(file.read())
        except UploadRefused as refusal:
            raise ValidationError({"file": refusal_message(refusal)}) from refusal
        self.reading = read_tables(found.tables)
        self.sha256, self.name = found.sha256, clean_name(file.name or "", "docx")
        problem = reading_problem(self.reading, has_default=bool(cleaned.get("author")))
        if problem:
            raise ValidationError({"file": problem})
        return cleaned
