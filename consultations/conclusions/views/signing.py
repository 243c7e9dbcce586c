"""The desk of the signatures: the committee's under its summary, the organiser's under the
conclusion. Each page says what stands in the way and whose turn it is."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consultations.conclusions import pages
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
    return _signing(request, pages.ConclusionPage(request, _find(request, pk)))


@requires("conclusions.readiness")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in the way of the committee's summary, for both sides; the committee signs."""
    return _signing(request, pages.SummaryPage(request, _find(request, pk)))


@requires("conclusions.readiness")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_lapsed(request: HttpRequest, pk: int) -> HttpResponse:
    """The conclusion without the position of a committee that is late: what it will say."""
    return _signing(request, pages.LapsedPage(request, _find(request, pk)))


@requires("conclusions.readiness")
@require_safe
def preview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A document as it would be if it were signed now."""
    if kind not in pages.PREVIEWS:
        raise Http404(kind)
    consultation = _find(request, pk)
    shown = pages.preview(consultation, kind, now=timezone.now())
    context = {"consultation": consultation, "kind": kind, "preview": shown}
    return render(request, "consultations/conclusions/preview.html", context)


def _find(request: HttpRequest, pk: int) -> Consultation:
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "conclusions.readiness", consultation.as_either)
    return consultation


def _signing(request: HttpRequest, page: pages.SigningPage) -> HttpResponse:
    if request.method == "POST":
        # Without the phase: that it is too early is said by the list, not by a refusal.
        policy.require(request.user, page.action, Bodies((page.body_id,)))
        page.is_refused = bool(page.blockers)
        if not page.is_refused and page.form.is_valid() and _signed(request, page):
            return redirect(page.url)
    return render(request, page.template, page.context(), status=page.status)


def _signed(request: HttpRequest, page: pages.SigningPage) -> bool:
    """Whether it was signed; if not, the page says why."""
    number = page.form.cleaned_data["number"]
    try:
        page.sign(actor=acting_user(request), number=number, now=timezone.now())
    except NotReady as refusal:
        page.refuse(refusal.blockers)
        return False
    except ConclusionsError as error:
        page.form.add_error(None, problem_message(error.code))
        return False
    messages.success(request, str(page.success))
    return True
