"""Joining somebody else's proposal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError
from consultations.comments.forms import JoinForm
from consultations.comments.messages import problem_message
from consultations.comments.models import ProvisionComment
from consultations.comments.views.limits import addressee, has_addressee
from consultations.process.domain.lifecycle import Phase
from core.accounts import services as accounts
from core.accounts.models import User
from core.accounts.permissions import public
from core.accounts.selectors import current_consents
from core.web.ratelimits import rate_limited


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("join")
@rate_limited("join-letters", key=addressee, when=has_addressee)
def join(request: HttpRequest, year: int, slug: str, pk: int) -> HttpResponse:
    """The proposal and one button; without an account also an e-mail, which a letter confirms."""
    published = ProvisionComment.objects.published().proposals().with_author()
    comment = get_object_or_404(published, consultation__year=year, consultation__slug=slug, pk=pk)
    user = request.user if isinstance(request.user, User) else None
    form = JoinForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and "leave" in request.POST and user is not None:
        return _left(request, user, comment)
    if request.method == "POST" and form.is_valid():
        done = redirect(comment) if form.is_trapped else _joined(request, user, comment, form)
        if done is not None:
            return done
    context = {
        "comment": comment,
        "form": form,
        "is_open": comment.consultation.phase is Phase.OPEN,
        "has_joined": user is not None and selectors.has_joined(user, comment),
        "consent": current_consents(timezone.localdate()).get("processing"),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/join.html", context, status=status)


def _joined(
    request: HttpRequest, user: User | None, comment: ProvisionComment, form: JoinForm
) -> HttpResponse | None:
    """Where to go on; None with the reason in the form."""
    now = timezone.now()
    try:
        if user is not None:
            services.join_comment(actor=user, comment=comment, now=now)
            messages.success(request, _("You have joined the proposal."))
            return redirect(comment)
        asked = services.ask_to_join(
            comment=comment,
            email=form.cleaned_data["email"],
            consents=("processing",),
            language=get_language() or "ru",
            now=now,
        )
        return redirect("accounts:sent", token=accounts.sent_token_of(asked))
    except CommentError as error:
        form.add_error(None, problem_message(error))
    except accounts.NoConsentText:
        form.add_error(
            None, _("One cannot join now: the text of the consent is not published on this site.")
        )
    return None


def _left(request: HttpRequest, user: User, comment: ProvisionComment) -> HttpResponse:
    try:
        services.leave_comment(actor=user, comment=comment, now=timezone.now())
        messages.success(request, _("You no longer join this proposal."))
    except CommentError as error:
        messages.error(request, problem_message(error))
    return redirect(comment)
