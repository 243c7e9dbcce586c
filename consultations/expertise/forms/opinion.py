"""The plain fields of an opinion. Drafts may lack anything; adoption is judged by the service."""

from dataclasses import fields
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.domain.parts import SCALARS
from consultations.expertise.forms.fields import (
    Choices,
    as_id,
    choice_field,
    count_field,
    day_field,
    line_field,
    not_chosen,
    text_field,
)
from consultations.expertise.models import MeetingForm, Recommendation
from core.web.forms import SiteForm

COUNTS: Final = ("members_present", "votes_for", "votes_against", "votes_abstained")


class OpinionForm(SiteForm):
    """The sections, the recommendation and the meeting. `members`: (id, name) of the council."""

    mark_optional = False

    number = line_field(_("Number of the opinion"), 40)
    meeting_on = day_field(_("Date of the meeting"))
    place = line_field(
        _("Place of the meeting"), 200, _("A town or village, as it is printed in the document.")
    )
    rapporteur = choice_field(_("Expert (rapporteur)"))
    accreditation_expert = line_field(
        _("Accredited expert"),
        200,
        _("If an expert accredited by the Ministry of Justice for independent anti-corruption "
          "expertise took part."),
    )  # fmt: skip
    accreditation_number = line_field(_("Number of the accreditation certificate"), 60)
    accreditation_on = day_field(_("Date of the accreditation"))
    materials = text_field(
        _("Materials studied"),
        6,
        _("The text of the bill, the explanatory note, opinions of others: each on a new line."),
    )
    consequences = text_field(_("Assessment of social, economic, legal and other consequences"), 8)
    findings = text_field(
        _("Findings on conformity with law and respect for rights"),
        10,
        _("Objective and reasoned: what agrees with law and people's rights, what does not."),
    )
    proposals = text_field(_("Proposals to improve the bill"), 8)
    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        required=False,
        choices=Recommendation.choices,
        widget=forms.RadioSelect,
    )
    meeting_form = forms.ChoiceField(label=_("Form of the meeting"), choices=MeetingForm)
    minutes_number = line_field(_("Number of the minutes"), 40)
    is_secret = forms.BooleanField(
        label=_("The vote was secret: only the counts are recorded"), required=False
    )
    members_present = count_field(_("Members present"))
    votes_for = count_field(pgettext_lazy("vote", "For"))
    votes_against = count_field(pgettext_lazy("vote", "Against"))
    votes_abstained = count_field(pgettext_lazy("vote", "Abstained"))
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rapporteur"].choices = not_chosen(members)

    def _bound(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def requisites(self) -> list[forms.BoundField]:
        return self._bound("number", "meeting_on", "place")

    @property
    def experts(self) -> list[forms.BoundField]:
        return self._bound(
            "rapporteur", "accreditation_expert", "accreditation_number", "accreditation_on"
        )

    @property
    def meeting(self) -> list[forms.BoundField]:
        return self._bound("meeting_form", "minutes_number")

    @property
    def counts(self) -> list[forms.BoundField]:
        return self._bound(*COUNTS)

    @staticmethod
    def initial_of(data: OpinionData, revision: int) -> dict[str, Any]:
        found = {name: getattr(data, name) for name in SCALARS if name != "rapporteur_id"}
        return found | {"rapporteur": data.rapporteur_id, "revision": revision}

    def values(self) -> dict[str, Any]:
        """The fields of OpinionData, lists aside; only of a valid form."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("revision")
        cleaned["rapporteur_id"] = as_id(cleaned.pop("rapporteur"))
        cleaned.update({name: cleaned[name] or 0 for name in COUNTS})
        known = {field.name for field in fields(OpinionData)}
        return {name: value for name, value in cleaned.items() if name in known}
