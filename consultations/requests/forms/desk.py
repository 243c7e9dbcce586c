"""The check and the decision on the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.process.models import Consultation
from consultations.requests import selectors
from consultations.requests.domain.decisions import MAX_TEXT, Decision
from consultations.requests.models import Disposition, PublicRequest
from core.rules.models import ModerationGround
from core.web.forms import SiteForm
from drafts.forms import choose


class EventField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_form_display()}, {obj.opens_on:%d.%m.%Y}: {obj.version.bill.title}"


class CheckForm(SiteForm):
    """The moderator shows a request, or hides it on a ground."""

    mark_optional = False
    action = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("show", pgettext_lazy("request", "publish")),
            ("hide", pgettext_lazy("request", "hide")),
        ],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        required=False,
        help_text=_("Needed to hide. Criticism is not a ground. The ground is public."),
    )

    def __init__(self, *args: Any, grounds: list[ModerationGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", "—")] + [  # type: ignore[attr-defined]
            (ground.code, ground.title) for ground in grounds
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("action") == "hide" and not data.get("ground"):
            self.add_error("ground", _("Choose a ground of the list."))
        return data


class DecisionForm(SiteForm):
    """The public answer of the Chamber."""

    mark_optional = False
    disposition = forms.ChoiceField(
        label=_("Decision"), choices=Disposition, widget=forms.RadioSelect
    )
    consultation = EventField(
        Consultation.objects.none(),
        label=_("Event that follows"),
        required=False,
        help_text=_("If it is announced already."),
    )
    announce_by = forms.DateField(
        label=_("Or: will be announced by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    passed_to = forms.CharField(
        label=_("Passed to"),
        required=False,
        max_length=300,
        help_text=_("The whole name of the body, if the request is passed to it."),
    )
    text = forms.CharField(
        label=_("Reasoning"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Public. A refusal always needs it."),
    )

    def __init__(self, *args: Any, request: PublicRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "consultation", selectors.events_for(request))

    def decision(self) -> Decision:
        """What is decided, from a valid form."""
        data = self.cleaned_data
        event = data["consultation"]
        return Decision(
            data["disposition"],
            data["text"],
            event.pk if event else None,
            data["announce_by"],
            data["passed_to"],
        )


class EventForm(SiteForm):
    """Which event is held upon an agreed request."""

    consultation = EventField(Consultation.objects.none(), label=_("Event that follows"))

    def __init__(self, *args: Any, request: PublicRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "consultation", selectors.events_for(request))
