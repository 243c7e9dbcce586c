"""Joining a proposal: without an account, whose e-mail confirms it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.accounts.models import User
from core.web.forms import HoneypotMixin, SiteForm


class JoinForm(HoneypotMixin, SiteForm):
    """A person with an account is asked nothing."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("A letter with a link will come. After that the address is destroyed: only its "
                    "imprint stays, so that nobody joins twice."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    consent_processing = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without this consent the letter cannot be sent.")},
    )

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:
            del self.fields["email"], self.fields["consent_processing"]
