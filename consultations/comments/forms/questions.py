"""The organiser's questions: how they are written, and how they are answered."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.questions import MAX_ANSWER, MAX_OPTIONS, Given, QuestionText
from consultations.comments.forms.author import StampedForm
from consultations.comments.models import Question, QuestionKind
from core.accounts.models import User
from core.web.forms import SiteForm

_FREE_HELP = _("Only the organiser and the responsible committee will read it; it is not published "
               "and gets no answer. Write no names, telephones or addresses. A proposal that is to "
               "be answered is sent at its provision.")  # fmt: skip


class QuestionForm(SiteForm):
    """One question as its organiser writes it. `provisions`: grouped choices."""

    mark_optional = False
    text = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing at a time, in words that do not suggest the answer."),
    )
    kind = forms.ChoiceField(
        label=_("How it is answered"),
        choices=QuestionKind,
        initial=QuestionKind.SINGLE,
        widget=forms.RadioSelect,
    )
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=format_lazy(
            _("Each on a line of its own, from two to {limit}. Leave empty for free text."),
            limit=MAX_OPTIONS,
        ),
    )
    provision = forms.TypedChoiceField(
        label=_("Which provision it is about"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, provisions: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provision"].choices = provisions  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        options = (option.text for option in question.options.all())
        return {
            "text": question.text,
            "kind": question.kind,
            "options": "\n".join(options),
            "provision": question.provision_id,
        }

    def question(self) -> QuestionText:
        """What is asked, from a valid form."""
        data = self.cleaned_data
        return QuestionText(data["kind"], data["text"], tuple(data["options"].split("\n")))


class AnswersForm(StampedForm):
    """All questions in one sheet; each may be left out. A person with an account is not asked for
    an e-mail. `place` must name the wording of the questions: after a change one answers anew."""

    mark_optional = False
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("A letter with a link will come; your answers count after you confirm. Then "
                    "the address is destroyed: only its imprint stays, so that nobody is counted "
                    "twice."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    consent_processing = forms.BooleanField(
        label=_("I consent to the processing of my personal data"),
        error_messages={"required": _("Without this consent the letter cannot be sent.")},
    )

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        given: Mapping[int, Given],
        user: User | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        self.initial_answers = given
        if user is not None:
            del self.fields["email"], self.fields["consent_processing"]
        for number, question in enumerate(self.questions, start=1):
            name = name_of(question.pk)
            self.fields[name] = _field(question, number)
            if question.pk in given:
                self.initial[name] = _initial(question, given[question.pk])

    @property
    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        """The questions with their fields."""
        return [(question, self[name_of(question.pk)]) for question in self.questions]

    def answers(self) -> list[Given]:
        """What is answered, from a valid form."""
        return [
            _given(question, self.cleaned_data[name_of(question.pk)]) for question in self.questions
        ]


def name_of(question: int) -> str:
    """The name of the field of a question."""
    return f"question_{question}"


def _field(question: Question, number: int) -> forms.Field:
    label = f"{number}. {question.text}"
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(
            label=label,
            required=False,
            max_length=MAX_ANSWER,
            help_text=_FREE_HELP,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    options: list[tuple[Any, str | Promise]] = [(o.pk, o.text) for o in question.options.all()]
    if question.kind == QuestionKind.MULTIPLE:
        return forms.TypedMultipleChoiceField(
            label=label,
            required=False,
            coerce=int,
            choices=options,
            help_text=_("Several may be chosen."),
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        initial="",
        choices=[*options, ("", _("I leave this question out"))],
        widget=forms.RadioSelect,
    )


def _initial(question: Question, given: Given) -> Any:
    if question.kind == QuestionKind.TEXT:
        return given.text
    if question.kind == QuestionKind.MULTIPLE:
        return list(given.options)
    return given.options[0] if given.options else ""


def _given(question: Question, value: Any) -> Given:
    if question.kind == QuestionKind.TEXT:
        return Given(question.pk, text=value)
    if question.kind == QuestionKind.MULTIPLE:
        return Given(question.pk, tuple(value))
    return Given(question.pk, (value,) if value else ())
