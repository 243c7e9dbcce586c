from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.comments.domain.receipts import BadReceiptCodeError, normalise
from consultations.comments.models import Channel, CommentKind, Stance
from core.accounts.models import AuthorType
from core.web.forms import SiteForm


class ReceiptForm(SiteForm):
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


class CommentFilterForm(SiteForm):
    """Filters of a list of proposals; all of them stand in the address."""

    mark_optional = False

    on = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("any kind")), *CommentKind.choices]
    )
    stance = forms.ChoiceField(
        label=_("Point of view"),
        required=False,
        choices=[("", _("any point of view")), *Stance.choices],
    )
    author = forms.ChoiceField(
        label=_("Author"), required=False, choices=[("", _("any author")), *AuthorType.choices]
    )
    answered = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        choices=[
            ("", _("with and without")),
            ("no", _("not answered yet")),
            ("yes", pgettext_lazy("filter", "answered")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("supported", _("most joined first")),
            ("oldest", _("oldest first")),
        ],
    )
    place = forms.CharField(label=_("Municipality"), required=False, max_length=120)
    channel = forms.ChoiceField(
        label=_("How received"), required=False, choices=[("", _("any way")), *Channel.choices]
    )
    inside = forms.BooleanField(required=False, widget=forms.HiddenInput)
    same = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
