"""The moderator's desk."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError
from consultations.comments.forms import ModerationForm
from consultations.comments.messages import PROBLEM_FIELDS, problem_message
from consultations.comments.models import CommentStatus, ModerationAction, ProvisionComment
from core.accounts.permissions import policy, requires
from core.rules.selectors import moderation_grounds
from core.web.paging import keyset_page

PER_PAGE: Final = 30


@requires("comments.moderate")
def queue(request: HttpRequest) -> HttpResponse:
    """Comments of the own consultations: the held ones first, then the newest."""
    status = request.GET.get("status", "")
    comments = selectors.moderation_queue(request.user, status=status)
    page = keyset_page(
        comments,
        order=selectors.QUEUE_ORDER,
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    context = {"page": page, "status": status, "statuses": CommentStatus.choices}
    return render(request, "consultations/comments/moderation.html", context)


@requires("comments.moderate")
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment in full with its history and the decisions that fit."""
    comments = ProvisionComment.objects.with_author().select_related("consultation__version__bill")
    comment = get_object_or_404(comments, pk=pk)
    policy.require(request.user, "comments.moderate", comment)
    form = ModerationForm(
        request.POST or None,
        actions=selectors.possible_decisions(comment),
        grounds=moderation_grounds(timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid() and _decided(request, form, comment):
        return redirect("comments:moderate", pk=pk)
    history = comment.moderation.select_related("moderator")
    context = {"comment": comment, "form": form, "history": history}
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/moderate.html", context, status=status)


def _decided(request: HttpRequest, form: ModerationForm, comment: ProvisionComment) -> bool:
    """Whether the decision was taken; if not, the reason is in the form."""
    data = form.cleaned_data
    arguments = {
        "actor": request.user,
        "comment": comment,
        "note": data["note"],
        "now": timezone.now(),
    }
    verbs = {
        ModerationAction.RESTORE: services.restore_comment,
        ModerationAction.HOLD: services.hold_comment,
        ModerationAction.RELEASE: services.release_comment,
    }
    try:
        if data["action"] == ModerationAction.HIDE:
            services.hide_comment(**arguments, ground_code=data["ground"])
        else:
            verbs[data["action"]](**arguments)
    except CommentError as error:
        form.add_error(PROBLEM_FIELDS.get(error.code), problem_message(error))
        return False
    messages.success(request, _("The decision is recorded."))
    return True
