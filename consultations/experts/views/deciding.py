"""The desk of a council: decisions on applications and on requests of organisations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from consultations.experts import services
from consultations.experts.errors import ExpertsError
from consultations.experts.forms import DecisionForm
from consultations.experts.messages import explain
from consultations.experts.models import Candidacy, EntryRequest
from consultations.experts.views.desk import page_of, referral_of
from core.accounts.permissions import acting_user, requires
from core.web.formpages import Act, form_page


@requires("experts.appoint")
@require_http_methods(["GET", "HEAD", "POST"])
def candidacy(request: HttpRequest, pk: int) -> HttpResponse:
    """One application to a call, and the decision on it."""
    found = get_object_or_404(Candidacy.objects.select_related("call", "contact", "user"), pk=pk)
    referral = referral_of(request, found.call.referral_id, "experts.appoint")
    form = DecisionForm(request.POST or None)
    act = Act(
        lambda data: services.decide_candidacy(
            actor=acting_user(request),
            candidacy=found,
            accept=form.is_accepted,
            reason=data["reason"],
            now=timezone.now(),
        ),
        (ExpertsError,),
        explain,
        _("Decided; the applicant has got a letter."),
    )
    page = page_of(
        referral, found.contact.full_name, _("Decide"), context={"item": found},
        template="consultations/experts/desk_candidacy.html",
    )  # fmt: skip
    return form_page(request, form, page, act)


@requires("experts.appoint")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One request of an organisation, and the decision on it."""
    found = get_object_or_404(EntryRequest.objects.select_related("contact", "user"), pk=pk)
    referral = referral_of(request, found.referral_id, "experts.appoint")
    form = DecisionForm(request.POST or None)
    act = Act(
        lambda data: services.decide_entry(
            actor=acting_user(request),
            request=found,
            accept=form.is_accepted,
            reason=data["reason"],
            now=timezone.now(),
        ),
        (ExpertsError,),
        explain,
        _("Decided; the representative has got a letter."),
    )
    page = page_of(
        referral, found.organisation, _("Decide"), context={"item": found},
        template="consultations/experts/desk_entry.html",
    )  # fmt: skip
    return form_page(request, form, page, act)
