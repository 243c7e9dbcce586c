"""An author's objection, and the moderator's decision on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import services
from consultations.comments.errors import CommentError
from consultations.comments.forms import ObjectionDecisionForm, ObjectionForm
from consultations.comments.messages import PROBLEM_FIELDS, problem_message
from consultations.comments.models import Objection
from consultations.comments.services.objecting import TERM
from consultations.comments.views.links import bad_link
from core.accounts.models import User
from core.accounts.permissions import policy, public, requires
from core.rules.selectors import explain_day
from core.web.ratelimits import by_link, rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", key=by_link)
def object_to(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the letter about a hiding: the decision, and the objection or what became of
    it."""
    try:
        record = services.record_of_token(token)
    except CommentError as error:
        return bad_link(request, error)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.file_objection(token=token, text=form.cleaned_data["text"], now=timezone.now())
            messages.success(
                request, _("The objection is filed. The decision will come by e-mail.")
            )
            return redirect("comments:objection", token=token)
        except CommentError as error:
            form.add_error(None, problem_message(error))
    objection = Objection.objects.filter(record=record).first()
    context = {"record": record, "comment": record.comment, "objection": objection, "form": form}
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/objection.html", context, status=status)


@requires("comments.moderate")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, the ground, the objection; POST decides."""
    objections = Objection.objects.select_related(
        "record__moderator", "decided_by", "comment__consultation__version__bill",
        "comment__contact", "comment__participant", "comment__provision",
    )  # fmt: skip
    objection = get_object_or_404(objections, pk=pk)
    policy.require(request.user, "comments.moderate", objection.comment)
    assert isinstance(request.user, User)  # noqa: S101 – the permission says so
    form = ObjectionDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_objection(
                actor=request.user, objection=objection, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The decision is recorded; the author is told."))
            return redirect("comments:moderation")
        except CommentError as error:
            form.add_error(PROBLEM_FIELDS.get(error.code), problem_message(error))
    filed_on = timezone.localdate(objection.filed_at)
    context = {
        "objection": objection,
        "comment": objection.comment,
        "form": form,
        "computed": explain_day(TERM, filed_on, objection.due_on),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/objection_decide.html", context, status=status)
