"""Forms of batches: which drafts, in which words, are agreed or published."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.domain.answers import MAX_NUMBER
from consultations.conclusions.errors import ConclusionsProblem
from core.web.formpages import day_field, line_field
from core.web.forms import SiteForm

# Refusals that belong to a field of AgreeForm.
SITTING_FIELDS: Final = {
    ConclusionsProblem.SITTING_IN_FUTURE: "sitting_on",
    ConclusionsProblem.SITTING_TOO_EARLY: "sitting_on",
    ConclusionsProblem.NO_MINUTES: "minutes_number",
    ConclusionsProblem.NUMBER_TOO_LONG: "minutes_number",
}


class VersionsField(forms.Field):
    """Ticked drafts with the version that was shown: «12:3» for group 12 and version 3."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> dict[int, int]:
        pairs = [str(one).split(":") for one in value or []]
        return {
            int(pair[0]): int(pair[1])
            for pair in pairs
            if len(pair) == 2 and all(part.isdecimal() and len(part) < 19 for part in pair)
        }


class AgreeForm(SiteForm):
    """Which drafts the committee has agreed, and at which sitting."""

    drafts = VersionsField(required=False)
    sitting_on = day_field(_("Date of the sitting"))
    minutes_number = line_field(_("Number of the minutes"), most=MAX_NUMBER)

    mark_optional = False


class PublishForm(SiteForm):
    """Which agreed answers are published; `despite`: those that are, flaws or not."""

    drafts = VersionsField(required=False)
    despite = VersionsField(required=False)
