"""The desk of the responsible committee: answers are agreed and published in batches."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consultations.conclusions import pages, services
from consultations.conclusions.errors import ConclusionsError
from consultations.conclusions.forms.batches import SITTING_FIELDS
from consultations.conclusions.messages import problem_message
from consultations.conclusions.selectors import drafts
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from drafts.permissions import acting_user


@requires("conclusions.agree")
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Drafts with their words for the sitting, and which of them were agreed there."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "conclusions.agree", consultation.as_responder)
    page = pages.AgreePage(request, consultation)
    if request.method == "POST" and page.form.is_valid() and _agreed(request, page):
        is_rest = page.only is None and drafts.to_agree(consultation).exists()
        return redirect("conclusions:agree" if is_rest else "conclusions:answers", pk=pk)
    template = "consultations/conclusions/agree.html"
    return render(request, template, page.context(), status=page.status)


def _agreed(request: HttpRequest, page: pages.AgreePage) -> bool:
    try:
        services.agree_answers(
            actor=acting_user(request),
            consultation=page.consultation,
            versions=page.sent,
            sitting_on=page.form.cleaned_data["sitting_on"],
            minutes_number=page.form.cleaned_data["minutes_number"],
            now=timezone.now(),
        )
    except ConclusionsError as error:
        field = SITTING_FIELDS.get(error.code)
        page.form.add_error(field, problem_message(error.code))
        page.is_refused = field is None
        return False
    words = ngettext(
        "%(count)d answer is agreed: it can be published.",
        "%(count)d answers are agreed: they can be published.",
        len(page.sent),
    )
    messages.success(request, words % {"count": len(page.sent)})
    return True


@requires("conclusions.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Agreed answers, those that are not to the point apart, and which of them are published."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "conclusions.publish", consultation.as_responder)
    page = pages.PublishPage(request, consultation)
    if request.method == "POST" and page.form.is_valid() and _published(request, page):
        is_rest = page.only is None and drafts.to_publish(consultation).exists()
        return redirect("conclusions:publish" if is_rest else "conclusions:answers", pk=pk)
    template = "consultations/conclusions/publish.html"
    return render(request, template, page.context(), status=page.status)


def _published(request: HttpRequest, page: pages.PublishPage) -> bool:
    try:
        services.publish_answers(
            actor=acting_user(request),
            consultation=page.consultation,
            versions=page.sent,
            now=timezone.now(),
            despite_flaws=page.despite,
        )
    except ConclusionsError as error:
        page.form.add_error(None, problem_message(error.code))
        page.is_refused = True
        return False
    words = ngettext(
        "%(count)d answer is published.", "%(count)d answers are published.", len(page.sent)
    )
    messages.success(request, words % {"count": len(page.sent)})
    return True
