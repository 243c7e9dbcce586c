"""A reader tells the moderator about a text."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import services
from consultations.comments.errors import CommentError
from consultations.comments.forms import ReportForm
from consultations.comments.messages import problem_message
from consultations.comments.models import ProvisionComment
from core.accounts.models import User
from core.accounts.permissions import public
from core.rules.selectors import moderation_grounds
from core.web.addresses import client_ip
from core.web.ratelimits import rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("report")
def report(request: HttpRequest, year: int, slug: str, pk: int) -> HttpResponse:
    """The text and the closed list of grounds."""
    published = ProvisionComment.objects.published().with_author()
    comment = get_object_or_404(published, consultation__year=year, consultation__slug=slug, pk=pk)
    grounds = moderation_grounds(timezone.localdate())
    form = ReportForm(request.POST if request.method == "POST" else None, grounds=grounds)
    if request.method == "POST" and form.is_valid():
        if form.is_trapped:
            return redirect(comment)
        try:
            services.report_comment(
                actor=request.user if isinstance(request.user, User) else None,
                comment=comment,
                ground_code=form.cleaned_data["ground"],
                note=form.cleaned_data["note"],
                address=client_ip(request),
                now=timezone.now(),
            )
            messages.success(request, _("Thank you. A moderator will look at the text."))
            return redirect(comment)
        except CommentError as error:
            form.add_error(None, problem_message(error))
    status = 422 if form.errors else 200
    context = {"comment": comment, "form": form}
    return render(request, "consultations/comments/report.html", context, status=status)
