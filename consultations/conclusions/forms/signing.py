"""Forms of signatures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import SiteForm


class SignForm(SiteForm):
    """The number under which the conclusion is signed."""

    number = forms.CharField(
        label=_("Number of the conclusion"),
        max_length=60,
        help_text=_("As in the organiser's register."),
    )
    checked = forms.BooleanField(
        label=_("I have read the conclusion; after the signature nothing in it can be changed"),
        error_messages={"required": _("Confirm that you have read the conclusion.")},
    )


class SummaryForm(SiteForm):
    """The number under which the committee signs its summary."""

    number = forms.CharField(
        label=_("Number of the summary"),
        max_length=60,
        help_text=_("As in the committee's register."),
    )
    checked = forms.BooleanField(
        label=_("I have read the summary; after the signature nothing in it can be changed"),
        error_messages={"required": _("Confirm that you have read the summary.")},
    )


class LapsedForm(SiteForm):
    """The number under which the organiser signs without the committee's position."""

    number = forms.CharField(
        label=_("Number of the conclusion"),
        max_length=60,
        help_text=_("As in the organiser's register."),
    )
    checked = forms.BooleanField(
        label=_(
            "I understand that the conclusion is published without the position of the committee "
            "and names every row that it has not answered"
        ),
        error_messages={"required": _("Confirm that you sign without the committee's position.")},
    )
