from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.accounts import services
from core.accounts.errors import ConfirmationError
from core.accounts.messages import problem_message
from core.accounts.models import Confirmation, ConsentVersion
from core.accounts.permissions import public
from core.accounts.purposes import Impossible, purpose_of
from core.accounts.selectors import masked_email
from core.web.ratelimits import by_link, rate_limited


@public
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text of a consent, in force or past."""
    version = get_object_or_404(ConsentVersion, pk=pk)
    return render(request, "accounts/consent.html", {"consent": version})


def _refused(request: HttpRequest, message: str) -> HttpResponse:
    return render(request, "accounts/bad_link.html", {"message": message}, status=410)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("resend")
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """«Look into your mail»; POST sends the letter again."""
    now = timezone.now()
    try:
        asked = services.waiting_of(token, now=now, by_sender=True)
        if request.method == "POST":
            services.resend(asked=asked, now=now)
            messages.success(request, _("The letter has been sent again."))
            return redirect("accounts:sent", token=token)
    except ConfirmationError as error:
        if request.method != "POST":
            return _refused(request, problem_message(error))
        messages.error(request, problem_message(error))
        return redirect("accounts:sent", token=token)
    return render(request, "accounts/sent.html", _sent_context(asked))


def _sent_context(asked: Confirmation) -> dict[str, object]:
    return {
        "asked": asked,
        "description": purpose_of(asked.purpose).describe(asked.payload),
        "masked": masked_email(asked.contact.email) if asked.contact else "",
        "debug_mailbox": "/mailbox/" if settings.DEBUG else "",
    }


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", key=by_link)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what was asked for and a button: programs that open links in letters must not
    confirm anything. POST carries it out."""
    now = timezone.now()
    try:
        asked = services.waiting_of(token, now=now)
        if request.method == "POST":
            outcome = services.confirm(token=token, now=now)
            messages.success(request, outcome.message)
            return redirect(outcome.url)
        description = purpose_of(asked.purpose).describe(asked.payload)
    except ConfirmationError as error:
        return _refused(request, problem_message(error))
    except Impossible as error:
        return _refused(request, error.message)
    context = {"asked": asked, "description": description}
    return render(request, "accounts/confirm.html", context)
