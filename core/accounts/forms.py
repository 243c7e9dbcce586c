from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """What we ask beside the e-mail and the password; allauth adds those."""

    full_name = forms.CharField(
        label=_("Surname, first name, patronymic"),
        max_length=200,
        required=False,
        help_text=_("Not shown to anyone unless you choose so when you speak."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    municipality = forms.CharField(label=_("Municipality"), max_length=120, required=False)

    def signup(self, request: object, user: object) -> None:
        """allauth's hook; the adapter has stored the fields already."""
