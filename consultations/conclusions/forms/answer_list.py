"""Forms of the list of answers: filters and assignment."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.accounts.models import User
from core.web.forms import SiteForm

STATES: Final = (
    ("", _("Waiting for an answer")),
    ("none", pgettext_lazy("answers", "Without a draft")),
    ("draft", pgettext_lazy("answers", "Drafts")),
    ("agreed", pgettext_lazy("answers", "Agreed, to be published")),
    ("answered", pgettext_lazy("answers", "Published")),
    ("all", _("All of them")),
)
NOBODY: Final = "nobody"


class RowsField(forms.Field):
    """Ids of ticked rows; what is no id is no row."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        texts = [str(one) for one in value or []]
        return [int(text) for text in texts if text.isdecimal() and len(text) < 19]


class AnswersFilter(SiteForm):
    """Which proposals and remarks the list shows. `provisions`: (id, citation) of those that have
    any; `people`: the committee's staff, the reader first."""

    state = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)
    on = forms.ChoiceField(label=_("Provision"), required=False)
    kind = forms.ChoiceField(
        label=_("From whom"),
        required=False,
        choices=[
            ("", _("From everybody")),
            ("proposals", _("Proposals of participants")),
            ("remarks", _("Remarks of councils")),
            ("recommendations", _("Recommendations of hearings")),
        ],
    )
    people = forms.ChoiceField(
        label=_("How many say it"),
        required=False,
        choices=[("", _("Any number")), ("one", _("One person")), ("many", _("Several people"))],
    )
    objections = forms.ChoiceField(
        label=_("Objections of authors"),
        required=False,
        choices=[
            ("", _("With and without")),
            ("any", _("With an objection")),
            ("contested", _("An objection was upheld")),
        ],
    )
    assignee = forms.ChoiceField(label=_("Who works on it"), required=False)

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        provisions: Sequence[tuple[Any, Any]],
        people: Sequence[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = [
            ("", _("The whole text")),
            ("whole", _("The bill as a whole")),
            *provisions,
        ]
        self.fields["assignee"].choices = [
            ("", _("Anybody")),
            *_choices(people, _("Me"), _("Nobody")),
        ]


class AssignForm(SiteForm):
    """Who works on the ticked groups from now on, or on everything that fits the filters."""

    groups = RowsField(required=False)
    everything = forms.BooleanField(required=False)
    assignee = forms.ChoiceField(
        label=_("Give the chosen ones to"),
        error_messages={"required": _("Choose a colleague.")},
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        me, nobody = pgettext_lazy("assign to", "me"), pgettext_lazy("assign to", "nobody")
        self.fields["assignee"].choices = _choices(people, me, nobody)

    @property
    def person(self) -> User | None:
        """The chosen colleague; None for nobody."""
        return self.people.get(self.cleaned_data["assignee"])


def _choices(people: Sequence[User], me: Any, nobody: Any) -> list[tuple[str, Any]]:
    """The reader comes first and reads «me»; «nobody» comes last."""
    first = [(str(person.pk), me) for person in people[:1]]
    others = [(str(person.pk), str(person)) for person in people[1:]]
    return [*first, *others, (NOBODY, nobody)]
