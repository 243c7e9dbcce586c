from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.accounts.models import ConsentKind
from core.accounts.selectors import current_consents


class SignupForm(forms.Form):
    """What we ask beside the e-mail and the password; allauth adds those."""

    field_order = (
        "email",
        "password1",
        "password2",
        "full_name",
        "municipality",
        "consent_processing",
    )

    full_name = forms.CharField(
        label=_("Surname, first name, patronymic"),
        max_length=200,
        required=False,
        help_text=_("Not shown to anyone unless you choose so when you speak."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    municipality = forms.CharField(label=_("Municipality"), max_length=120, required=False)

    consent_processing = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without this consent no account can be made.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = current_consents(timezone.localdate()).get(ConsentKind.PROCESSING)
        if text is not None:
            self.fields["consent_processing"].help_text = format_html(
                '<a href="{}">{}</a>', text.get_absolute_url(), text.title
            )

    def clean_consent_processing(self) -> bool:
        if ConsentKind.PROCESSING not in current_consents(timezone.localdate()):
            raise ValidationError(
                _("The text of this consent is not published on this site: tell the organiser.")
            )
        return True

    def signup(self, request: object, user: object) -> None:
        """allauth's hook; the adapter has stored the fields already."""
