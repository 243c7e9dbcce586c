"""The organiser's questions for everybody: read, answered in one sheet, counted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import selectors, services
from consultations.comments.errors import QuestionError
from consultations.comments.forms import AnswersForm, name_of
from consultations.comments.links import questions_url
from consultations.comments.messages import question_message
from consultations.comments.models import Question
from consultations.comments.views.posting import addressee
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import User
from core.accounts.permissions import public
from core.accounts.selectors import current_consents, email_hash
from core.web.ratelimits import rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("answers")
@rate_limited("answers-letters", key=addressee)
def questions(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Before the event opens the questions; while it is open the sheet; later the results."""
    found = Consultation.objects.with_parties()
    consultation = get_object_or_404(found, year=year, slug=slug)
    asked = selectors.questions_of(consultation)
    phase = consultation.phase
    form = _form(request, consultation, asked)
    if request.method == "POST" and form.is_valid():
        trapped = redirect(consultation) if form.is_trapped else None
        done = trapped or _answered(request, consultation, form)
        if done is not None:
            return done
    context = {
        "consultation": consultation,
        "phase": phase,
        "form": form if phase is Phase.OPEN or form.is_bound else None,
        "has_answered": bool(form.initial_answers),
        "results": selectors.results_of(asked),
        "consent": current_consents(timezone.localdate()).get("processing"),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/questions.html", context, status=status)


def _form(request: HttpRequest, consultation: Consultation, asked: list[Question]) -> AnswersForm:
    """The sheet; of a person with an account as it was filled in last."""
    user = request.user if isinstance(request.user, User) else None
    given = selectors.answers_by(consultation, email_hash(user.email)) if user else {}
    return AnswersForm(
        request.POST if request.method == "POST" else None,
        questions=asked,
        given=given,
        user=user,
        place=f"questions:{selectors.wording_of(asked)}",
    )


def _answered(
    request: HttpRequest, consultation: Consultation, form: AnswersForm
) -> HttpResponse | None:
    """Where to go on; None with the reason in the form."""
    now, answers = timezone.now(), form.answers()
    try:
        if isinstance(request.user, User):
            services.answer_questions(
                actor=request.user, consultation=consultation, answers=answers, now=now
            )
            messages.success(request, _("Thank you: your answers are counted."))
            return redirect(questions_url(consultation))
        asked = services.ask_to_answer(
            consultation=consultation,
            email=form.cleaned_data["email"],
            answers=answers,
            consents=("processing",),
            language=get_language() or "ru",
            now=now,
        )
        return redirect("accounts:sent", token=accounts.sent_token_of(asked))
    except QuestionError as error:
        question = error.params.get("question")
        form.add_error(name_of(question) if question else None, question_message(error))
    except accounts.NoConsentText:
        form.add_error(
            None, _("One cannot answer now: the text of the consent is not published on this site.")
        )
    return None
