"""The author's own link: what has happened, and taking the proposal back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import services
from consultations.comments.errors import CommentError
from consultations.comments.messages import problem_message
from consultations.comments.views.links import bad_link
from consultations.process.domain.lifecycle import Phase
from core.accounts.permissions import public
from core.web.ratelimits import rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm")
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
    context = {"comment": comment, "can_withdraw": can_withdraw}
    return render(request, "consultations/comments/manage.html", context)
