"""Fields that the forms of an opinion share."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_LENGTH: Final = 50_000

Choices = Sequence[tuple[Any, Any]]


def text_field(label: Any, rows: int, help_text: Any = "", *, most: int = MAX_LENGTH) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line_field(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget)


def count_field(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=999, widget=widget
    )


def choice_field(label: Any, *, required: bool = False) -> forms.TypedChoiceField:
    """Of ids; the choices are set by the form."""
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None)


def not_chosen(choices: Choices) -> list[tuple[Any, Any]]:
    return [("", _("not chosen")), *choices]


def row_key() -> forms.IntegerField:
    """The key of the row that was saved before, so that it stays the same row."""
    return forms.IntegerField(
        required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput
    )


def as_id(value: Any) -> int | None:
    return int(value) if value else None
