"""How to hear of news."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.following.models import Frequency
from core.accounts.models import User
from core.web.forms import HoneypotMixin, SiteForm


class FollowForm(HoneypotMixin, SiteForm):
    """Asks a person with an account only how often."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("It is shown to nobody. First comes a letter with a link to confirm."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    frequency = forms.ChoiceField(
        label=_("Letters"), choices=Frequency, initial=Frequency.DAILY, widget=forms.RadioSelect
    )
    consent_processing = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without this consent no letters can be sent.")},
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:
            del self.fields["email"], self.fields["consent_processing"]
