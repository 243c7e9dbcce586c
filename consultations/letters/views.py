"""Stopping letters by the link in each of them, without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consultations.letters import links, selectors, services
from consultations.letters.errors import LettersError
from consultations.letters.messages import problem_message
from consultations.process.models import Consultation
from core.accounts.permissions import public


def _bad_link(request: HttpRequest, error: LettersError) -> HttpResponse:
    context = {"message": problem_message(error)}
    return render(request, "accounts/bad_link.html", context, status=410)


def _consultation(pk: int) -> Consultation:
    return get_object_or_404(Consultation.objects.select_related("version__bill"), pk=pk)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Which letters come, and buttons that stop them or take them up again."""
    try:
        person, consultation_id = links.person_of(token)
    except LettersError as error:
        return _bad_link(request, error)
    consultation = _consultation(consultation_id)
    if request.method == "POST":
        _change(request, person, consultation)
        return redirect("letters:manage", token=token)
    context = {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "stops": selectors.stops_of(person, consultation_id),
    }
    return render(request, "consultations/letters/manage.html", context)


def _change(request: HttpRequest, person: str, consultation: Consultation) -> None:
    scope = None if request.POST.get("scope") == "all" else consultation
    if request.POST.get("act") == "resume":
        services.resume_letters(person=person, consultation=scope)
        messages.success(request, _("You will get letters again."))
    else:
        services.stop_letters(person=person, consultation=scope, now=timezone.now())
        messages.success(request, _("Saved: these letters will not come any more."))


@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends all news of the own proposals. Mail programs post here by themselves when their button
    is pressed (RFC 8058), without a cookie, so the token is the proof; GET only leads to the
    page."""
    try:
        person, _consultation_id = links.person_of(token)
    except LettersError as error:
        return _bad_link(request, error)
    if request.method == "POST":
        services.stop_letters(person=person, consultation=None, now=timezone.now())
        messages.success(request, _("Saved: these letters will not come any more."))
    return redirect("letters:manage", token=token)
