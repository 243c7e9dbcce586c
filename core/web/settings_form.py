"""The form of the display settings page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.web.forms import SiteForm


class DisplayForm(SiteForm):
    """Values are those of core.web.display.CHOICES."""

    size = forms.ChoiceField(
        label=_("Size of letters"),
        widget=forms.RadioSelect,
        choices=[
            ("normal", pgettext_lazy("size", "Ordinary")),
            ("large", pgettext_lazy("size", "Large")),
            ("huge", pgettext_lazy("size", "Very large")),
        ],
    )
    contrast = forms.ChoiceField(
        label=_("Contrast"),
        widget=forms.RadioSelect,
        choices=[
            ("normal", _("Ordinary colours")),
            ("white", _("Black on white")),
            ("black", _("White on black")),
            ("blue", _("Dark blue on light blue")),
        ],
    )
    spacing = forms.ChoiceField(
        label=_("Space between letters and lines"),
        widget=forms.RadioSelect,
        choices=[
            ("normal", pgettext_lazy("spacing", "Ordinary")),
            ("wide", pgettext_lazy("spacing", "Wide")),
        ],
    )
    images = forms.ChoiceField(
        label=_("Pictures"),
        widget=forms.RadioSelect,
        choices=[
            ("on", pgettext_lazy("pictures", "Show")),
            ("off", _("Do not show, only their descriptions")),
        ],
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        help_text=_("Works with ordinary colours."),
        widget=forms.RadioSelect,
        choices=[
            ("auto", _("As on my device")),
            ("light", pgettext_lazy("theme", "Light")),
            ("dark", pgettext_lazy("theme", "Dark")),
        ],
    )
