"""Forms around objections to answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models import Answer, AnswerObjectionOutcome, Reviewer
from consultations.conclusions.selectors.reviewers import Candidate
from consultations.conclusions.services.objecting import MAX_TEXT
from consultations.conclusions.services.reviewing import MAX_REASON
from core.rules.models import ModerationGround
from core.web.formpages import text_field
from core.web.forms import SiteForm


class AnswerObjectionForm(SiteForm):
    """An author's objection to an answer."""

    text = text_field(
        _("Why is the answer not to the point?"),
        rows=7,
        most=MAX_TEXT,
        help_text=_("Everybody will read it, without your name. Do not write personal data here."),
    )


class AnswerObjectionDecisionForm(SiteForm):
    """What a council's member decides. `answers`: the one that was objected to, and the present one
    if it is another; then there are three decisions instead of two."""

    # The present answer, as the member sees it on the page.
    seen_answer = forms.IntegerField(required=False, widget=forms.HiddenInput)

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=AnswerObjectionOutcome, widget=forms.RadioSelect
    )
    reasoning = text_field(
        _("Reasoning"),
        rows=7,
        most=MAX_TEXT,
        help_text=_("The author gets it by e-mail, and everybody can read it."),
    )

    def __init__(self, *args: Any, answers: Sequence[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_answer"].initial = answers[-1].pk
        self._offer(answers)

    def show_again(self, answers: Sequence[Answer]) -> None:
        """After a refusal: these answers are on the page now."""
        self.data = self.data.copy()
        self.data["seen_answer"] = str(answers[-1].pk)
        self._offer(answers)

    def _offer(self, answers: Sequence[Answer]) -> None:
        anew, upheld = AnswerObjectionOutcome.ANSWERED, AnswerObjectionOutcome.UPHELD
        rejected = AnswerObjectionOutcome.REJECTED
        choices = [(upheld, upheld.label), (rejected, rejected.label)]
        if len(answers) > 1:
            again = _("upheld: the new answer is not to the point either, another one is due")
            choices = [(upheld, again), (anew, anew.label), (rejected, rejected.label)]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class ReviewerForm(SiteForm):
    """Which member decides objections. `members`: those who may."""

    user = forms.TypedChoiceField(
        label=_("Member"),
        coerce=int,
        error_messages={"required": _("Choose the member.")},
    )

    def __init__(self, *args: Any, members: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.user.pk, str(one)) for one in members]
        self.fields["user"].choices = [("", _("not chosen")), *choices]  # type: ignore[attr-defined]


class ReassignForm(SiteForm):
    """To which of the named members an objection goes, and why."""

    reviewer = forms.ModelChoiceField(
        label=_("Member"),
        queryset=Reviewer.objects.none(),
        empty_label=_("not chosen"),
        error_messages={"required": _("Choose the member.")},
    )
    reason = text_field(
        _("Why it is given to another member"),
        rows=3,
        most=MAX_REASON,
        help_text=_("Everybody can read it."),
    )

    def __init__(self, *args: Any, consultation_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Reviewer.objects.standing().filter(consultation=consultation_id)
        self.fields["reviewer"].queryset = named.select_related("user")  # type: ignore[attr-defined]


class ObjectionTextForm(SiteForm):
    """Whether everybody reads the text of an objection, or on which ground nobody does."""

    ground = forms.ChoiceField(label=_("What to do with the text"), required=False)

    mark_optional = False

    def __init__(self, *args: Any, grounds: Sequence[ModerationGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hiding = [(one.code, _("hide: %(ground)s") % {"ground": one.label}) for one in grounds]
        choices = [("", _("publish it")), *hiding]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]
