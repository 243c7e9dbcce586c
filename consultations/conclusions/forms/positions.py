"""The form of the sponsor's position."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models import SponsorPosition, SponsorStance
from consultations.conclusions.services.positions import MAX_TEXT
from core.web.formpages import text_field
from core.web.forms import SiteForm


class PositionForm(SiteForm):
    """What the sponsor says on a group. `version`: the number of the position that was seen."""

    mark_optional = False
    stance = forms.ChoiceField(
        label=_("Position of the sponsor"),
        choices=SponsorStance,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the position.")},
    )
    text = text_field(
        _("Reasoning"),
        rows=6,
        required=False,
        most=MAX_TEXT,
        help_text=_("Required unless the proposals are supported in full. Everybody reads it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_of(position: SponsorPosition | None) -> dict[str, Any]:
        """The position as it is, to be given anew; an empty form without one."""
        if position is None:
            return {"version": 0}
        return {"version": position.revision, "stance": position.stance, "text": position.text}

    def rebase(self, revision: int) -> None:
        """Makes the next publication take the place of the position with this number."""
        data = self.data.copy()
        data["version"] = str(revision)
        self.data = data
