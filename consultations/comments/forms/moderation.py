"""The moderator's decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.comments.forms.author import may_be_empty
from consultations.comments.models import ModerationAction, ObjectionOutcome
from consultations.comments.services.objecting import MAX_OBJECTION
from core.rules.models import ModerationGround
from core.web.forms import HoneypotMixin, SiteForm


class ModerationForm(SiteForm):
    """A moderator's decision; only those that fit the present status are offered."""

    mark_optional = False  # hiding needs a ground
    # Which wording the moderator has read.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    action = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground"),
        required=False,
        help_text=_("Needed to hide. Criticism is not a ground. The ground is public."),
    )
    note = forms.CharField(
        label=may_be_empty(_("Note for colleagues")),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Not public."),
    )

    def __init__(
        self,
        *args: Any,
        actions: list[ModerationAction],
        grounds: list[ModerationGround],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        words = {
            ModerationAction.HIDE: _("hide"),
            ModerationAction.RESTORE: _("show again"),
            ModerationAction.HOLD: _("take away for a check"),
            ModerationAction.RELEASE: _("publish"),
        }
        self.fields["action"].choices = [(action, words[action]) for action in actions]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [("", "—")] + [  # type: ignore[attr-defined]
            (ground.code, ground.title) for ground in grounds
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("action") == ModerationAction.HIDE and not data.get("ground"):
            self.add_error("ground", _("Choose a ground of the list."))
        return data


class BulkForm(SiteForm):
    """One decision on several texts of the queue."""

    mark_optional = False
    action = forms.ChoiceField(label=_("Decision"))
    ground = forms.ChoiceField(label=_("Ground"), required=False)
    note = forms.CharField(
        label=may_be_empty(_("Note for colleagues")), required=False, max_length=2000
    )

    def __init__(self, *args: Any, grounds: list[ModerationGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            (ModerationAction.RELEASE, _("publish")),
            (ModerationAction.HIDE, _("hide")),
            (ModerationAction.HOLD, _("take away for a check")),
            (ModerationAction.RESTORE, _("show again")),
        ]
        self.fields["ground"].choices = [("", _("no ground"))] + [  # type: ignore[attr-defined]
            (ground.code, ground.title) for ground in grounds
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("action") == ModerationAction.HIDE and not data.get("ground"):
            self.add_error("ground", _("Choose a ground of the list."))
        return data


class ObjectionForm(SiteForm):
    """An author's objection to a hiding."""

    text = forms.CharField(
        label=_("Why is the decision wrong?"),
        max_length=MAX_OBJECTION,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ObjectionDecisionForm(SiteForm):
    """What a moderator decides on an objection."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=ObjectionOutcome, widget=forms.RadioSelect
    )
    reasoning = forms.CharField(
        label=_("Reasoning"),
        max_length=MAX_OBJECTION,
        help_text=_("Goes to the author."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReportForm(HoneypotMixin, SiteForm):
    """A reader tells the moderator about a text."""

    mark_optional = False
    ground = forms.ChoiceField(label=_("What is wrong with it?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=may_be_empty(_("What the moderator should know")),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, grounds: list[ModerationGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (ground.code, ground.title) for ground in grounds
        ]
