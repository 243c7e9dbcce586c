"""The organiser's questions on the desk: written, put in order, answers in free words read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.comments import selectors, services
from consultations.comments.domain.questions import MAX_QUESTIONS
from consultations.comments.errors import QuestionError
from consultations.comments.forms import QuestionForm
from consultations.comments.messages import QUESTION_FIELDS, question_message
from consultations.comments.models import Question, QuestionKind
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from core.web.paging import keyset_page
from drafts.models import Provision
from drafts.permissions import acting_user
from drafts.selectors import provision_names

PER_PAGE = 50


def _consultation(request: HttpRequest, pk: int, action: str) -> Consultation:
    """Raises Http404, PermissionDenied."""
    found = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, action, found.as_either)
    return found


def _question(request: HttpRequest, pk: int, action: str) -> Question:
    """With its consultation `with_parties`. Raises Http404, PermissionDenied."""
    found = get_object_or_404(Question, pk=pk)
    found.consultation = _consultation(request, found.consultation_id, action)
    return found


@requires("comments.questions")
@require_safe
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with its counts; while it may be changed, with the ways to change it."""
    consultation = _consultation(request, pk, "comments.questions")
    results = selectors.results_of(selectors.questions_of(consultation))
    is_answered = any(result.respondents for result in results)
    may_ask = policy.check(request.user, "comments.ask", consultation.as_either)
    context = {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "results": results,
        "is_answered": is_answered,
        "may_change": may_ask and not is_answered,
        "may_add": may_ask and not is_answered and len(results) < MAX_QUESTIONS,
    }
    return render(request, "consultations/comments/desk_questions.html", context)


@requires("comments.ask")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new question at the end of the list."""
    consultation = _consultation(request, pk, "comments.ask")
    return _edit(request, consultation, None)


@requires("comments.ask")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words of a question; POST with `remove` takes it off the list."""
    question = _question(request, pk, "comments.ask")
    if "remove" in request.POST:
        _try(request, _("The question is removed."), services.remove_question, question=question)
        return redirect("comments:desk_questions", pk=question.consultation_id)
    return _edit(request, question.consultation, question)


@requires("comments.ask")
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    question = _question(request, pk, "comments.ask")
    up = "up" in request.POST
    _try(request, "", services.move_question, question=question, up=up)
    return redirect("comments:desk_questions", pk=question.consultation_id)


def _try(request: HttpRequest, done: str, verb: Any, **what: Any) -> None:
    try:
        verb(actor=acting_user(request), now=timezone.now(), **what)
        if done:
            messages.success(request, done)
    except QuestionError as error:
        messages.error(request, question_message(error))


def _edit(
    request: HttpRequest, consultation: Consultation, question: Question | None
) -> HttpResponse:
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        initial=QuestionForm.initial_of(question) if question else {},
        provisions=provision_names(consultation.version)[0],
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and _saved(request, form, consultation, question)
    ):
        return redirect("comments:desk_questions", pk=consultation.pk)
    context = {"form": form, "question": question, "consultation": consultation}
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/desk_question.html", context, status=status)


def _saved(
    request: HttpRequest, form: QuestionForm, consultation: Consultation, question: Question | None
) -> bool:
    """Whether the question was taken; if not, the reason is in the form."""
    pk = form.cleaned_data["provision"]
    what: dict[str, Any] = {
        "actor": acting_user(request),
        "provision": Provision.objects.get(pk=pk) if pk else None,
        "text": form.question(),
        "now": timezone.now(),
    }
    try:
        if question is None:
            services.add_question(consultation=consultation, **what)
        else:
            services.change_question(question=question, **what)
    except QuestionError as error:
        form.add_error(QUESTION_FIELDS.get(error.code), question_message(error))
        return False
    messages.success(request, _("The question is saved; everybody can see it."))
    return True


@requires("comments.questions")
@require_safe
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What people have written in free words, the newest first."""
    question = _question(request, pk, "comments.questions")
    page = keyset_page(
        selectors.free_answers(question),
        order=("-pk",),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    context = {
        "question": question,
        "consultation": question.consultation,
        "page": page,
        "is_text": question.kind == QuestionKind.TEXT,
    }
    return render(request, "consultations/comments/desk_answers.html", context)
