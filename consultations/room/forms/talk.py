"""Forms of the list, the discussion and the assembly."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.expertise.models import Importance
from consultations.room.domain.words import RemarkWords
from consultations.room.forms.fields import Choices, offer, text_field
from consultations.room.selectors.text import WHOLE, Wish
from core.web.forms import SiteForm


class FilterForm(SiteForm):
    """What of the room is shown. `provisions`: grouped choices; `people`: (id, name)."""

    mark_optional = False

    provision = forms.TypedChoiceField(
        label=_("Provision"), required=False, coerce=int, empty_value=None
    )
    author = forms.TypedChoiceField(label=_("Author"), required=False, coerce=int, empty_value=None)
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("everything")),
            ("spoken", _("only what is spoken of")),
            ("mine", _("mine only")),
            ("untaken", _("remarks not in the opinion")),
            ("late", _("written after the term")),
        ],
    )

    def __init__(self, *args: Any, provisions: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole, *units = provisions
        offer(self, "provision", [("", _("all")), (WHOLE, whole[1]), *units])
        offer(self, "author", [("", _("all")), *people])

    @property
    def wish(self) -> Wish:
        """What is asked for; a wish that cannot be read is none."""
        if not self.is_bound or not self.is_valid():
            return Wish()
        cleaned = self.cleaned_data
        return Wish(cleaned["provision"], cleaned["author"], cleaned["only"])


class MessageForm(SiteForm):
    """A message; the hidden fields say what it is about."""

    mark_optional = False

    text = text_field(_("Message"), 4, required=True)
    provision = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    remark = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    reply_to = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class AssemblyForm(SiteForm):
    """Remarks chosen for the opinion, or left out with a reason. `remarks`: (id, name)."""

    mark_optional = False

    remarks = forms.TypedMultipleChoiceField(required=False, coerce=int, label=_("Remarks"))
    reason = forms.CharField(
        label=_("Why they are left out"),
        help_text=_("Everybody in the room reads it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, remarks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "remarks", remarks)


class JoinForm(SiteForm):
    """The words of a remark that is made of several."""

    mark_optional = False

    remarks = forms.TypedMultipleChoiceField(
        coerce=int, label=_("Remarks"), widget=forms.MultipleHiddenInput
    )
    text = text_field(_("Remark"), 6, required=True)
    proposed_text = text_field(_("Proposed wording"), 5)
    importance = forms.ChoiceField(label=_("Importance"), choices=Importance.choices)
    norm = forms.CharField(label=_("Norm that it rests on"), required=False, max_length=500)

    def __init__(self, *args: Any, remarks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "remarks", remarks)

    @property
    def words(self) -> RemarkWords:
        cleaned = self.cleaned_data
        return RemarkWords(
            cleaned["text"], cleaned["proposed_text"], cleaned["importance"], cleaned["norm"]
        )
