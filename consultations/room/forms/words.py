"""Forms of positions and remarks: the own ones, and those that the secretary enters for others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.expertise.models import Importance
from consultations.room.domain.words import PositionData, RemarkWords
from consultations.room.errors import RoomProblem
from consultations.room.forms.fields import Choices, basis_field, offer, person_field, text_field
from consultations.room.messages import problem_message
from consultations.room.models import Stance
from core.web.forms import SiteForm


class WordsForm(SiteForm):
    """What positions and remarks share.

    `provisions`: grouped choices, None when the place cannot be changed any more; `people`: (id,
    name) of those for whom the secretary may write, empty for everybody else.
    """

    mark_optional = False

    author = person_field(
        _("Whose words"), _("You may enter what a member who does not come here has told.")
    )
    basis = basis_field()
    provision = forms.TypedChoiceField(
        label=_("Provision"), required=False, coerce=int, empty_value=None
    )
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, provisions: Choices | None, people: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if provisions is None:
            del self.fields["provision"]
        else:
            offer(self, "provision", provisions)
        if people:
            offer(self, "author", [("", _("my own")), *people])
        else:
            del self.fields["author"], self.fields["basis"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("author") and not cleaned.get("basis"):
            self.add_error("basis", problem_message(RoomProblem.NO_BASIS))
        return cleaned

    def rebase(self, revision: int) -> None:
        """Makes the next save replace the words with this number."""
        data = self.data.copy()
        data["revision"] = str(revision)
        self.data = data


class PositionForm(WordsForm):
    stance = forms.ChoiceField(
        label=_("Position"), choices=Stance.choices, widget=forms.RadioSelect
    )
    text = text_field(
        _("Explanation"), 4, _("Short. It is needed if you want changes or are against.")
    )

    field_order = ("author", "basis", "provision", "stance", "text")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        with_reason = (Stance.WITH_CHANGES, Stance.AGAINST)
        if cleaned.get("stance") in with_reason and not cleaned.get("text"):
            self.add_error("text", problem_message(RoomProblem.EMPTY_POSITION))
        return cleaned

    @property
    def words(self) -> PositionData:
        return PositionData(self.cleaned_data["stance"], self.cleaned_data["text"])


class RemarkForm(WordsForm):
    text = text_field(_("Remark"), 5, _("What is wrong or missing, and why."), required=True)
    proposed_text = text_field(_("Proposed wording"), 4)
    importance = forms.ChoiceField(
        label=_("Importance"), choices=Importance.choices, initial=Importance.MEDIUM
    )
    norm = forms.CharField(
        label=_("Norm that it rests on"),
        help_text=_("For example: part 2 of article 7 of Federal Law No. 212-FZ."),
        required=False,
        max_length=500,
    )

    field_order = ("author", "basis", "provision", "text", "proposed_text", "importance", "norm")

    @property
    def words(self) -> RemarkWords:
        cleaned = self.cleaned_data
        return RemarkWords(
            cleaned["text"], cleaned["proposed_text"], cleaned["importance"], cleaned["norm"]
        )
