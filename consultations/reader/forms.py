from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.receipts import BadReceiptCodeError, normalise


class ReceiptForm(forms.Form):
    """Finds a proposal by the code of its receipt, however it was typed."""

    unknown_code = _("No proposal with this code has been received. Check the code in the letter.")

    code = forms.CharField(
        label=_("Receipt code"),
        max_length=40,
        help_text=_("It is in the letter that confirmed your proposal."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        try:
            return normalise(self.cleaned_data["code"])
        except BadReceiptCodeError as error:
            raise forms.ValidationError(
                _("There is a mistake in the code: check each letter and digit.")
            ) from error
