"""The desk of the organiser: what stands in the way of the conclusion, and the signature."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.conclusions import pages, services
from consultations.conclusions.errors import ConclusionsError, NotReady
from consultations.conclusions.messages import problem_message
from consultations.conclusions.permissions import Bodies
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from drafts.permissions import acting_user


@requires("conclusions.readiness")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in the way of the conclusion, for both sides; the organiser signs here."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "conclusions.readiness", consultation.as_either)
    page = pages.SignPage(request, consultation)
    if request.method == "POST":
        # Without the phase: that it is too early is said by the list, not by a refusal.
        organiser = Bodies((consultation.organiser_id,))
        policy.require(request.user, "conclusions.sign", organiser)
        page.is_refused = bool(page.blockers)
        if not page.is_refused and page.form.is_valid() and _signed(request, page):
            return redirect("conclusions:sign", pk=pk)
    context = page.context()
    return render(request, "consultations/conclusions/sign.html", context, status=page.status)


def _signed(request: HttpRequest, page: pages.SignPage) -> bool:
    try:
        services.finalise_conclusion(
            actor=acting_user(request),
            consultation=page.consultation,
            number=page.form.cleaned_data["number"],
            now=timezone.now(),
        )
    except NotReady:
        page.is_refused = True
        return False
    except ConclusionsError as error:
        page.form.add_error(None, problem_message(error.code))
        return False
    messages.success(request, _("The summary conclusion is signed and published."))
    return True
