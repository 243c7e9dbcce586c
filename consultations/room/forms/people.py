"""Forms on the people of a room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.room.errors import RoomProblem
from consultations.room.forms.fields import (
    NOBODY,
    Choices,
    basis_field,
    offer,
    person_field,
    text_field,
)
from consultations.room.messages import problem_message
from consultations.room.models import PreparationKind
from core.web.forms import SiteForm

NO_CONFLICT, CONFLICT = "no", "yes"


class DeclarationForm(SiteForm):
    """Whether there is a conflict of interest."""

    mark_optional = False

    conflict = forms.ChoiceField(
        label=_("Conflict of interest"),
        choices=[
            (NO_CONFLICT, _("There is no conflict of interest")),
            (CONFLICT, _("There is a conflict of interest")),
        ],
        widget=forms.RadioSelect,
    )
    text = text_field(
        _("What it consists in"),
        4,
        _("Only if there is a conflict. It is read by those who sit in this room."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("conflict") == CONFLICT and not cleaned.get("text"):
            self.add_error("text", problem_message(RoomProblem.CONFLICT_WITHOUT_TEXT))
        return cleaned

    @property
    def has_conflict(self) -> bool:
        return self.cleaned_data["conflict"] == CONFLICT


class OtherDeclarationForm(DeclarationForm):
    """The same for somebody who has told it to the secretary. `people`: (id, name)."""

    person = person_field(_("Whose declaration it is"), required=True)
    basis = basis_field(required=True)

    field_order = ("person", "basis", "conflict", "text")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", [*NOBODY, *people])


class PreparationForm(SiteForm):
    """Who prepares the opinion. `people` and `rapporteurs`: (id, name)."""

    mark_optional = False

    kind = forms.ChoiceField(
        label=_("Who prepares the opinion"),
        choices=PreparationKind.choices,
        widget=forms.RadioSelect,
    )
    rapporteur = person_field(
        _("Rapporteur"), _("A member of the council or an appointed expert."), required=True
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Who else prepares it"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: Choices, rapporteurs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "people", people)
        offer(self, "rapporteur", [*NOBODY, *rapporteurs])
