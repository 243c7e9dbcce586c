"""Loading the working days of a year."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.desk.messages import calendar_fault
from core.rules.errors import BadCalendarError
from core.rules.files import CalendarData, parse_calendar
from core.web.forms import SiteForm

MAX_BYTES: Final = 64 * 1024


class CalendarFileForm(SiteForm):
    """A file; what it would change is shown before anything is changed."""

    file = forms.FileField(
        label=_("File of the calendar (TOML)"),
        help_text=_("year, source, and the lists of dates holiday, day_off, working, as in the "
                    "files core/rules/data/calendar_….toml."),
    )  # fmt: skip
    calendar: CalendarData | None = None
    content = ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large for a calendar."))
        try:
            self.content = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not a text in UTF-8.")) from error
        self.calendar = _parsed(self.content, file.name)
        return file


class CalendarConfirmForm(forms.Form):
    """The same text once more, now to be loaded. Not cleaned: what was shown is what is loaded."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=MAX_BYTES, strip=False)
    replace = forms.BooleanField(
        label=_("Replace the days of this year that are loaded"), required=False
    )
    calendar: CalendarData | None = None

    def clean_content(self) -> str:
        content: str = self.cleaned_data["content"]
        self.calendar = _parsed(content, "calendar.toml")
        return content


def _parsed(content: str, name: str) -> CalendarData:
    try:
        return parse_calendar(content, name)
    except BadCalendarError as error:
        raise forms.ValidationError(calendar_fault(error)) from error
