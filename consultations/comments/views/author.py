"""The author's own link: what has happened, new words, and taking the proposal back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import services
from consultations.comments.errors import CommentError
from consultations.comments.forms import ReplyRevisionForm, RevisionForm
from consultations.comments.messages import HOLD_WORDS, PROBLEM_FIELDS, problem_message
from consultations.comments.models import ProvisionComment
from consultations.comments.views.links import bad_link
from consultations.process.domain.lifecycle import Phase
from core.accounts.permissions import public
from core.web.ratelimits import by_link, rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", key=by_link)
def manage(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of the author's link; POST takes the proposal back."""
    try:
        comment = services.comment_of_secret(secret)
        if request.method == "POST":
            services.withdraw_comment(secret=secret, now=timezone.now())
            messages.success(request, _("The proposal is withdrawn."))
            return redirect("comments:manage", secret=secret)
    except CommentError as error:
        if request.method != "POST":
            return bad_link(request, error)
        messages.error(request, problem_message(error))
        return redirect("comments:manage", secret=secret)
    can_withdraw = comment.consultation.phase is Phase.OPEN and comment.status in {
        "published",
        "held",
    }
    context = {"comment": comment, "can_withdraw": can_withdraw, "secret": secret}
    return render(request, "consultations/comments/manage.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", key=by_link)
def revise(request: HttpRequest, secret: str) -> HttpResponse:
    """New words for the own proposal; what is refused comes back with everything that was typed."""
    try:
        comment = services.comment_of_secret(secret)
    except CommentError as error:
        return bad_link(request, error)
    form = _revision_form(request, comment)
    found: list[services.Finding] = []
    if request.method == "POST" and form.is_valid():
        text = form.text()
        shown = {"rationale": text.rationale, "proposed_text": text.proposed_text}
        found = [] if "send_anyway" in request.POST else services.findings(shown)
        if not found and _revised(request, form, secret):
            return redirect("comments:manage", secret=secret)
    context = {
        "form": form,
        "findings": [(item.words, HOLD_WORDS[item.reason]) for item in found],
        "comment": comment,
        "secret": secret,
    }
    status = 422 if form.errors or found else 200
    return render(request, "consultations/comments/revise.html", context, status=status)


def _revision_form(
    request: HttpRequest, comment: ProvisionComment
) -> RevisionForm | ReplyRevisionForm:
    data = request.POST if request.method == "POST" else None
    initial = {
        name: getattr(comment, name) for name in ("kind", "stance", "proposed_text", "rationale")
    }
    if comment.reply_to_id is not None:
        return ReplyRevisionForm(data, initial=initial)
    return RevisionForm(data, initial=initial, on_provision=comment.provision_id is not None)


def _revised(request: HttpRequest, form: RevisionForm | ReplyRevisionForm, secret: str) -> bool:
    """Whether the words were replaced; if not, the reason is in the form."""
    try:
        comment = services.revise_comment(secret=secret, text=form.text(), now=timezone.now())
    except CommentError as error:
        field = PROBLEM_FIELDS.get(error.code)
        form.add_error(field if field in form.fields else None, problem_message(error))
        return False
    if comment.is_visible:
        messages.success(request, _("The new words are published."))
    else:
        messages.success(
            request, _("The new words will appear after a moderator has checked them.")
        )
    return True
