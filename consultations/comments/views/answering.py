"""The organiser's questions for everybody: read, answered in one sheet, counted."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.comments import selectors, services
from consultations.comments.errors import QuestionError
from consultations.comments.forms import AnswersForm, name_of
from consultations.comments.links import answers_of_token, questions_url
from consultations.comments.messages import question_message
from consultations.comments.models import Question
from consultations.comments.views.limits import addressee, has_addressee
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts import services as accounts
from core.accounts.models import User
from core.accounts.permissions import public
from core.accounts.selectors import current_consents, email_hash
from core.web.ratelimits import by_link, rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("answers")
@rate_limited("answers-letters", key=addressee, when=has_addressee)
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


@public
@require_POST
def withdraw(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """A person with an account takes the answers back."""
    consultation = get_object_or_404(Consultation, year=year, slug=slug)
    if not isinstance(request.user, User):
        return redirect_to_login(questions_url(consultation))
    try:
        services.withdraw_answers(actor=request.user, consultation=consultation, now=timezone.now())
        messages.success(request, _("Your answers are withdrawn."))
    except QuestionError as error:
        messages.error(request, question_message(error))
    return redirect(questions_url(consultation))


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", key=by_link)
def withdraw_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter: what was answered, and the button that takes it back."""
    try:
        pk, person = answers_of_token(token)
    except QuestionError as error:
        bad = {"message": question_message(error)}
        return render(request, "consultations/comments/bad_link.html", bad, status=410)
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    if request.method == "POST":
        return _withdrawn_by_link(request, consultation, token)
    context = {
        "consultation": consultation,
        "count": len(selectors.answers_by(consultation, person)),
        "is_open": consultation.phase is Phase.OPEN,
    }
    return render(request, "consultations/comments/answers_withdraw.html", context)


def _withdrawn_by_link(
    request: HttpRequest, consultation: Consultation, token: str
) -> HttpResponse:
    try:
        services.withdraw_answers_by_link(token=token, now=timezone.now())
    except QuestionError as error:
        messages.error(request, question_message(error))
        return redirect("comments:answers_of_link", token=token)
    messages.success(request, _("Your answers are withdrawn."))
    return redirect(questions_url(consultation))


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
