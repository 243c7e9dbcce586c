"""How to hear of what a search newly finds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.following.forms import FollowForm
from core.accounts.models import User
from core.web.forms import SiteForm
from search.alerts.models import LONGEST_NAME, Frequency


def _frequency(widget: type[forms.Widget]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Letters"), choices=Frequency, initial=Frequency.DAILY, widget=widget
    )


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("What to call this search"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the search a name by which you will know it.")},
    )


class SaveForm(FollowForm):
    """Asks a person with an account for a name, anybody else for an e-mail and a consent."""

    name = _name()
    frequency = _frequency(forms.RadioSelect)
    field_order = ("name", "email", "frequency", "consent_processing")

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if user is None:
            del self.fields["name"]


class ChangeForm(SiteForm):
    """One search in a list of many."""

    name = _name()
    frequency = _frequency(forms.Select)
