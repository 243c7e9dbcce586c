"""Fields that several forms of a room share."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.room.models import Basis
from consultations.room.selectors.tables import MAX_TEXT

Choices = Sequence[tuple[Any, Any]]

NOBODY: Choices = (("", _("not chosen")),)


def text_field(
    label: Any, rows: int, help_text: Any = "", *, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def person_field(
    label: Any, help_text: Any = "", *, required: bool = False
) -> forms.TypedChoiceField:
    """Somebody of the room; choices are set by the form."""
    return forms.TypedChoiceField(
        label=label, help_text=help_text, required=required, coerce=int, empty_value=None
    )


def basis_field(*, required: bool = False) -> forms.ChoiceField:
    """How it was told; «table» is said by tables alone."""
    told = [choice for choice in Basis.choices if choice[0] != Basis.TABLE]
    return forms.ChoiceField(
        label=_("How it was told"), required=required, choices=[*NOBODY, *told]
    )


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Sets what a field of a form offers."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)
