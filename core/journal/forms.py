import re
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.journal import kinds
from core.journal.domain.leaves import MAX_SUBJECT_ID, MAX_SUBJECT_TYPE
from core.web.forms import SiteFormMixin

MAX_PLACE: Final = 2**63 - 1
_SUBJECT: Final = re.compile(r"([a-z][a-z0-9_.]*):([A-Za-z0-9][A-Za-z0-9._/-]*)", re.ASCII)


class JournalFilterForm(SiteFormMixin, forms.Form):
    """The filter of the list: a kind, a subject, or both."""

    mark_optional = False

    kind = forms.ChoiceField(label=_("What happened"), required=False)
    subject = forms.CharField(
        label=_("Subject"),
        help_text=_("As in the entry, for example: comment:17"),
        max_length=MAX_SUBJECT_TYPE + MAX_SUBJECT_ID + 1,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        found = [(code, label) for code, label in kinds.choices()]
        self.fields["kind"].choices = [("", _("Everything")), *found]  # type: ignore[attr-defined]

    def clean_subject(self) -> tuple[str, str] | None:
        """(type, id), or None if the field is empty."""
        text = self.cleaned_data["subject"]
        if not text:
            return None
        match = _SUBJECT.fullmatch(text)
        if match is None:
            raise ValidationError(_("A subject looks like comment:17."), code="subject")
        return match[1], match[2]


class ExportForm(forms.Form):
    """The parameter of the export: behind which place it begins."""

    after = forms.IntegerField(required=False, min_value=-1, max_value=MAX_PLACE)
