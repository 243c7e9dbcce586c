"""Objections to answers: the author's pages, and the public list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.comments.errors import CommentError
from consultations.comments.messages import problem_message as comment_message
from consultations.comments.models import ProvisionComment
from consultations.comments.services import comment_of_secret
from consultations.conclusions import links, pages, services
from consultations.conclusions.errors import ObjectionProblem, ObjectionRefused
from consultations.conclusions.messages import OBJECTION_FIELDS, objection_message
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.permissions import public, requires
from core.web.ratelimits import by_link, rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", key=by_link)
def object_to(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link in the letter with an answer: the objection, or what became of it."""
    try:
        comment = links.comment_of_token(token)
    except ObjectionRefused as error:
        return _bad_link(request, objection_message(error.code))
    page = pages.ObjectPage(request, comment)
    if request.method == "POST" and page.form.is_valid() and _filed(request, page):
        return redirect("conclusions:object", token=token)
    template = "consultations/conclusions/object.html"
    return render(request, template, page.context(), status=page.status)


def _filed(request: HttpRequest, page: pages.ObjectPage) -> bool:
    """Whether the objection was filed; if not, the form says why."""
    try:
        services.file_answer_objection(
            actor=request.user if isinstance(request.user, User) else None,
            comment=page.comment,
            text=page.form.cleaned_data["text"],
            now=timezone.now(),
        )
    except ObjectionRefused as error:
        page.form.add_error(OBJECTION_FIELDS.get(error.code), objection_message(error.code))
        page.status = 422 if error.code is ObjectionProblem.NO_TEXT else 409
        return False
    messages.success(request, _("The objection is filed. The decision will come by e-mail."))
    return True


@public
@require_safe
def object_of_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """From the author's own link."""
    try:
        comment = comment_of_secret(secret)
    except CommentError as error:
        return _bad_link(request, comment_message(error))
    return redirect("conclusions:object", token=links.answer_objection_token(comment.pk))


@requires("my.enter")
@require_safe
def object_own(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of the own proposals."""
    mine = ProvisionComment.objects.filter(contact__user=request.user)
    comment = get_object_or_404(mine, pk=pk)
    return redirect("conclusions:object", token=links.answer_objection_token(comment.pk))


def _bad_link(request: HttpRequest, message: str) -> HttpResponse:
    context = {"message": message}
    return render(request, "consultations/comments/bad_link.html", context, status=410)


@public
@require_safe
def objections(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """All objections of a consultation: state, term, who decides, the outcome with reasoning."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), year=year, slug=slug)
    context = pages.objections_context(
        consultation, cursor=request.GET.get("cursor"), today=timezone.localdate()
    )
    return render(request, "consultations/conclusions/objections.html", context)
